#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <map>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

void run(Session& session, std::string const& name) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto rows = reader->list_workflows();
    if (!name.empty()) std::erase_if(rows, [&](auto const& row) { return row.name != name; });
    std::map<std::string, WorkflowId> in_force;  // the one stored last
    for (auto const& row : rows) in_force[row.name] = row.id;
    auto const zone = calendar::Zone::find(house->configuration().time_zone);
    bool const zh = session.language == Language::zh_cn;
    Table table{
        zh ? std::vector<std::string>{"流程", "版本", "生效中", "在办案件", "存入时间", "内容"}
           : std::vector<std::string>{
                 "workflow", "version", "in force", "open cases", "stored", "content"}};
    boost::json::array definitions;
    for (auto const& row : rows) {
        bool const is_in_force = in_force[row.name] == row.id;
        auto const open = reader->count_open_cases(row.id);
        definitions.push_back(boost::json::object{{"workflow", row.name},
                                                  {"version", row.version},
                                                  {"content", to_text(row.content)},
                                                  {"in_force", is_in_force},
                                                  {"open_cases", open},
                                                  {"stored_at", to_text(row.stored_at)}});
        table.add({row.name,
                   fmt::format("{}", row.version),
                   is_in_force ? (zh ? "是" : "yes") : (zh ? "否" : "no"),
                   fmt::format("{}", open),
                   service::wall_text(row.stored_at, *zone),
                   to_text(row.content).substr(0, 12)});
    }
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"definitions", std::move(definitions)}}) +
              "\n");
    } else if (table.is_empty() && !name.empty()) {
        say(session,
            {.zh_cn = fmt::format("数据库中没有名为“{}”的流程定义", name),
             .en = fmt::format("the store holds no definition \"{}\"", name)});
    } else if (table.is_empty()) {
        say(session, {.zh_cn = "数据库中没有流程定义", .en = "the store holds no definition"});
    } else {
        print(table.to_text());
    }
}

}  // namespace

void add_definitions(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "definitions",
        words(session,
              "库中的流程定义：哪个生效，各有多少案件在办",
              "The stored definitions: which is in force, how many cases run under each"));
    auto const name = std::make_shared<std::string>();
    command->add_option(
        "workflow", *name, words(session, "只列这个流程", "of this workflow alone"));
    command->callback([&session, name] { run(session, *name); });
}

}  // namespace duban::cli
