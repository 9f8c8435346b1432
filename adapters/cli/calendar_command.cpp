#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "adapters/cli/calendar_commands.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/runtime/system_clock.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::cli {

Day today(Session const& session) {
    runtime::SystemClock clock;
    return calendar::Zone::find(find_places(session).time_zone)->day_of(clock.now());
}

calendar::Calendar const* find_calendar(Session& session,
                                        service::Calendars const& calendars,
                                        std::string const& name) {
    auto const found = calendars.find(name);
    if (found != calendars.end()) return &found->second;
    std::vector<std::string_view> known;
    for (auto const& [other, unused] : calendars) known.emplace_back(other);
    complain(session,
             {.zh_cn = fmt::format("没有日历“{}”；现有：{}", name, fmt::join(known, "、")),
              .en = fmt::format(
                  "there is no calendar \"{}\"; there are: {}", name, fmt::join(known, ", "))},
             exit_refused);
    return nullptr;
}

void add_calendar(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("calendar",
                           words(session,
                                 "工作日历：检查、查看、导入放假安排、应用更新",
                                 "Working calendars: check, show, import, apply"));
    command->require_subcommand(1);
    add_calendar_list(*command, session);
    add_calendar_show(*command, session);
    add_calendar_check(*command, session);
    add_calendar_import(*command, session);
    add_calendar_apply(*command, session);
}

}  // namespace duban::cli
