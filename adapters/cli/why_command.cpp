#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/service/forecast.hpp"
#include "engine/service/standing.hpp"
#include "engine/service/wording.hpp"

namespace duban::cli {

namespace {

using service::Standing;

boost::json::object json_of(service::GuardStanding const& guard) {
    boost::json::object values;
    for (auto const& [name, value] : guard.values) values[name] = value;
    return {{"guard", guard.text}, {"open", guard.open}, {"values", std::move(values)}};
}

boost::json::object json_of(service::ActionStanding const& action, Language language) {
    boost::json::array by;
    for (auto const& role : action.by) by.emplace_back(role.in(language));
    boost::json::array need;
    for (auto const& field : action.need) need.emplace_back(field);
    boost::json::array guards;
    for (auto const& guard : action.guards) guards.push_back(json_of(guard));
    return {{"action", action.name},
            {"title", action.title.in(language)},
            {"possible", action.possible},
            {"by", std::move(by)},
            {"need", std::move(need)},
            {"guards", std::move(guards)},
            {"because", action.because.in(language)}};
}

void print_action(service::ActionStanding const& action, Language language) {
    bool const zh = language == Language::zh_cn;
    std::vector<std::string> by;
    for (auto const& role : action.by) by.push_back(role.in(language));
    auto const separator = zh ? "、" : ", ";
    auto const mark = action.possible ? "+" : "-";
    auto const who = fmt::format("{}", fmt::join(by, separator));
    print(zh ? fmt::format("  {} {}（{}）由 {}", mark, action.name, action.title.zh_cn, who)
             : fmt::format("  {} {} ({}) by {}", mark, action.name, action.title.en, who));
    if (!action.need.empty()) {
        print(zh ? fmt::format("；须填 {}", fmt::join(action.need, separator))
                 : fmt::format("; needs {}", fmt::join(action.need, separator)));
    }
    print("\n");
    for (auto const& guard : action.guards) {
        print(fmt::format("      {}: {}", guard.text, guard.open ? "true" : "false"));
        for (auto const& [name, value] : guard.values)
            print(fmt::format("  [{} = {}]", name, value));
        print("\n");
    }
    if (!action.possible && !action.because.en.empty()) {
        print(fmt::format("      {}\n", action.because.in(language)));
    }
}

void print_standing(Session const& session, Standing const& standing) {
    bool const zh = session.language == Language::zh_cn;
    print(fmt::format(
        "\n{}\n",
        zh ? "现在可做的操作（+ 可做，- 现在不可）：" : "Actions here (+ possible, - not now):"));
    for (auto const& action : standing.actions) print_action(action, session.language);
    if (standing.actions.empty()) print(zh ? "  无\n" : "  none\n");
    for (auto const& deadline : standing.deadlines) {
        print(fmt::format("\n{} {}\n", zh ? "时限" : "Deadline", deadline.name));
        print(calendar::to_text(deadline.explanation, session.language));
    }
}

std::vector<service::Forecast> next_by_clock(House& house, ports::Reader& reader, CaseId id) {
    auto const now = house.clock().now();
    auto entries = service::forecast(
        reader, house.procedures(), *house.office().get(), id, now, now + std::chrono::days{400});
    constexpr std::size_t shown = 5;
    if (entries.size() > shown) entries.erase(entries.begin() + shown, entries.end());
    return entries;
}

void print_next(Session const& session,
                std::vector<service::Forecast> const& entries,
                calendar::Zone const& zone) {
    bool const zh = session.language == Language::zh_cn;
    print(zh ? "\n接下来（若无人操作）：\n" : "\nNext, if nobody acts:\n");
    for (auto const& entry : entries) {
        auto const what = entry.kind == service::Forecast::Kind::reminder ? entry.message
                          : entry.kind == service::Forecast::Kind::moves  ? "→ " + entry.to_state
                                                                          : entry.deadline;
        print(fmt::format("  {}  {}  {}\n",
                          service::wall_text(entry.at, zone),
                          what,
                          entry.recipient.in(session.language)));
    }
    if (entries.empty()) print(zh ? "  无\n" : "  nothing\n");
}

void run(Session& session, std::int64_t number) {
    auto const house = House::open(session, Access::look);
    if (!house) return;
    auto const reader = house->store().read();
    auto const file = find_case(session, *house, *reader, number);
    if (!file) return;
    auto const standing = service::standing_of(*file, house->clock().now());
    auto const next = next_by_clock(*house, *reader, CaseId{number});
    if (!session.json) {
        print(case_text(*file, *house, session.language));
        print_standing(session, standing);
        print_next(session, next, file->procedure->zone);
        return;
    }
    auto json = boost::json::parse(case_json(*file)).as_object();
    boost::json::array actions;
    for (auto const& action : standing.actions)
        actions.push_back(json_of(action, session.language));
    json["actions"] = std::move(actions);
    boost::json::array explanations;
    for (auto const& deadline : standing.deadlines) {
        explanations.push_back(boost::json::object{
            {"name", deadline.name},
            {"explanation", calendar::to_text(deadline.explanation, session.language)}});
    }
    json["explanations"] = std::move(explanations);
    print(boost::json::serialize(json) + "\n");
}

}  // namespace

void add_why(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("why",
                           words(session,
                                 "案件现状：能做什么，不能做什么及原因，每个日期如何得来",
                                 "Where a case stands, what may be done, what not and why, and how "
                                 "its dates came about"));
    auto const number = std::make_shared<std::int64_t>(0);
    command->add_option("case", *number, words(session, "案件编号", "its number"))
        ->required()
        ->check(whole_number(session, 1));
    command->callback([&session, number] { run(session, *number); });
}

}  // namespace duban::cli
