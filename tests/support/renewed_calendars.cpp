#include "tests/support/renewed_calendars.hpp"

#include "tests/support/world.hpp"

namespace duban::support {

service::Calendars renewed_calendars(std::vector<Day> const& rest) {
    auto calendars = shipped_calendars();
    auto& cn = calendars.at("cn");
    calendar::CalendarDefinition definition{.name = cn.name(),
                                            .title = cn.title(),
                                            .laws = cn.laws(),
                                            .rest_weekdays = cn.rest_weekdays(),
                                            .known_from = cn.known_from(),
                                            .known_to = cn.known_to(),
                                            .office_hours = {cn.opens(), cn.closes()},
                                            .entries = cn.entries()};
    for (auto const day : rest) {
        definition.entries.push_back({.day = day,
                                      .kind = calendar::EntryKind::rest,
                                      .holiday = {.zh_cn = "临时放假", .en = "an extra holiday"},
                                      .source = "a late paper"});
    }
    cn = calendar::Calendar{definition};
    return calendars;
}

}  // namespace duban::support
