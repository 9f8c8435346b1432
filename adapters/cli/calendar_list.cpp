#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "adapters/cli/calendar_commands.hpp"
#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

void run(Session& session) {
    auto const calendars = find_calendars(session);
    if (session.exit != exit_done) return;
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"名称", "标题", "已知自", "至", "版本"}
                   : std::vector<std::string>{"name", "title", "known from", "to", "version"}};
    boost::json::array listed;
    for (auto const& [name, calendar] : calendars) {
        table.add({name,
                   calendar.title().in(session.language),
                   to_text(calendar.known_from()),
                   to_text(calendar.known_to()),
                   calendar.version()});
        listed.push_back(calendar_object(calendar));
    }
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"calendars", std::move(listed)}}) + "\n");
    } else if (table.is_empty()) {
        say(session, {.zh_cn = "没有工作日历", .en = "there are no calendars"});
    } else {
        print(table.to_text());
    }
}

}  // namespace

void add_calendar_list(CLI::App& above, Session& session) {
    auto* const command =
        above.add_subcommand("list",
                             words(session,
                                   "有哪些工作日历，各已知到哪一天",
                                   "Which calendars there are, and how far each knows"));
    command->callback([&session] { run(session); });
}

}  // namespace duban::cli
