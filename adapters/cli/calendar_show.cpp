#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "adapters/cli/calendar_commands.hpp"
#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::string name;
    int year = 0;  // 0: this year
};

void run(Session& session, Options const& options) {
    auto const calendars = find_calendars(session);
    if (session.exit != exit_done) return;
    auto const* const calendar = find_calendar(session, calendars, options.name);
    if (calendar == nullptr) return;
    auto const number = options.year != 0
                            ? options.year
                            : static_cast<int>(std::chrono::year_month_day{today(session)}.year());
    auto const year = calendar::year_of(*calendar, number);
    print(session.json ? boost::json::serialize(year_object(*calendar, year)) + "\n"
                       : year_text(*calendar, year, session.language));
}

}  // namespace

void add_calendar_show(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "show",
        words(
            session,
            "日历的一年：节日、调休、每月的工作日数",
            "A year of a calendar: its holidays and make-up days, the working days of each month"));
    auto const options = std::make_shared<Options>();
    command->add_option("name", options->name, words(session, "日历名称，如 cn", "its name: cn"))
        ->required();
    command
        ->add_option(
            "year", options->year, words(session, "哪一年（默认今年）", "the year (this one)"))
        ->check(whole_number(session, 1900, 2200));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
