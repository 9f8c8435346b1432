#include "tests/simulation/calendars.hpp"

#include <algorithm>

#include "tests/support/world.hpp"

namespace duban::simulation {

Calendars::Calendars() : shipped_{support::shipped_calendars().at("cn")} {}

std::vector<calendar::Entry> Calendars::entries_until(int year) const {
    std::vector<calendar::Entry> entries;
    for (auto const& entry : shipped_.entries()) {
        if (entry.day < make_day(year + 1, 1, 1) && !ordered_.contains(entry.day))
            entries.push_back(entry);
    }
    for (auto const day : ordered_) {
        entries.push_back({.day = day,
                           .kind = calendar::EntryKind::rest,
                           .holiday = {.zh_cn = "临时放假", .en = "an extra holiday"},
                           .source = "a late paper"});
    }
    return entries;
}

calendar::Calendar Calendars::known_until(int year) const {
    return calendar::Calendar{{.name = shipped_.name(),
                               .title = shipped_.title(),
                               .laws = shipped_.laws(),
                               .rest_weekdays = shipped_.rest_weekdays(),
                               .known_from = shipped_.known_from(),
                               .known_to = make_day(year, 12, 31),
                               .office_hours = {shipped_.opens(), shipped_.closes()},
                               .entries = entries_until(year)}};
}

WorkDays const& Calendars::days_until(int year) {
    std::set<Day> rest;
    std::set<Day> work;
    for (auto const& entry : entries_until(year))
        (entry.kind == calendar::EntryKind::rest ? rest : work).insert(entry.day);
    days_.push_back(std::make_unique<WorkDays const>(rest, work));
    return *days_.back();
}

}  // namespace duban::simulation
