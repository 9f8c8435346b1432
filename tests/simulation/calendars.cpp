#include "tests/simulation/calendars.hpp"

#include <algorithm>
#include <map>

#include "tests/support/world.hpp"

namespace duban::simulation {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// A week and hours of its own.
struct Other {
    Hours hours;
    std::set<unsigned> rest_weekdays;  // 0 is Sunday
};

std::map<std::string, Other> const& all_others() {
    static std::map<std::string, Other> const all{
        {"early", {{hours{6} + minutes{30}, hours{14}}, {5, 6}}},
        {"late", {{hours{13}, hours{21} + minutes{30}}, {0, 1}}}};
    return all;
}

}  // namespace

Names const& Calendars::names_of_others() {
    static Names const names{"early", "late"};
    return names;
}

service::Calendars Calendars::others() {
    service::Calendars calendars;
    for (auto const& [name, other] : all_others()) {
        std::bitset<7> rest;
        for (auto const weekday : other.rest_weekdays) rest.set(weekday);
        calendars.emplace(
            name,
            calendar::Calendar{{.name = name,
                                .title = {.zh_cn = name, .en = name},
                                .laws = {},
                                .rest_weekdays = rest,
                                .known_from = make_day(2010, 1, 1),
                                .known_to = make_day(2045, 12, 31),
                                .office_hours = {other.hours.opens, other.hours.closes},
                                .entries = {}}});
    }
    return calendars;
}

WorkDays const* Calendars::days_of_other(std::string const& name) {
    static std::map<std::string, WorkDays> const days = [] {
        std::map<std::string, WorkDays> all;
        for (auto const& [named, other] : all_others())
            all.emplace(named, WorkDays{other.rest_weekdays, other.hours});
        return all;
    }();
    auto const found = days.find(name);
    return found == days.end() ? nullptr : &found->second;
}

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
