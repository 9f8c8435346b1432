#include "engine/calendar/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/base/sha256.hpp"
#include "engine/calendar/day_set.hpp"

namespace duban::calendar {

struct Calendar::Compiled {
    CalendarDefinition definition;
    DaySet working;
    std::string version;
};

namespace {

constexpr std::size_t version_digits =
    12;  // short enough to read out, long enough never to meet twice

bool rests(std::bitset<7> const& rest_weekdays, Day day) {
    return rest_weekdays[std::chrono::weekday{day}.c_encoding()];
}

Entry const* find_entry(std::vector<Entry> const& entries, Day day) {
    auto const found = std::lower_bound(
        entries.begin(), entries.end(), day, [](Entry const& e, Day d) { return e.day < d; });
    return found != entries.end() && found->day == day ? &*found : nullptr;
}

void check_hours(Entry const& entry, OfficeHours usual) {
    auto const hours = hours_of(entry, usual);
    bool const is_half_day = entry.kind == EntryKind::half_day;
    ensure(is_half_day == (entry.opens || entry.closes), "half days have hours of their own");
    ensure(hours.opens < hours.closes, "a half day opens before it closes");
}

CalendarDefinition checked(CalendarDefinition definition) {
    auto& entries = definition.entries;
    std::sort(
        entries.begin(), entries.end(), [](auto const& a, auto const& b) { return a.day < b.day; });
    auto const twice =
        std::adjacent_find(entries.begin(), entries.end(), [](auto const& a, auto const& b) {
            return a.day == b.day;
        });
    for (auto const& entry : entries) ensure(in_range(entry.day), "a calendar's days are in range");
    ensure(twice == entries.end(), "a calendar holds each day once");
    ensure(!definition.name.empty(), "a calendar has a name");
    ensure(!definition.rest_weekdays.all(), "a calendar has a weekday that is worked");
    ensure(definition.known_from <= definition.known_to, "known days are in order");
    ensure(definition.office_hours.opens < definition.office_hours.closes,
           "an office opens before it closes");
    for (auto const& entry : entries) check_hours(entry, definition.office_hours);
    return definition;
}

DaySet compile(CalendarDefinition const& definition) {
    std::vector<Day> work;
    std::vector<Day> rest;
    for (auto const& entry : definition.entries) {
        (entry.kind == EntryKind::rest ? rest : work).push_back(entry.day);
    }
    return DaySet{~definition.rest_weekdays, work, rest};
}

/// "rest", "work", "half 540 720", "half - 720".
std::string kind_content(Entry const& entry) {
    if (entry.kind == EntryKind::rest) return "rest";
    if (entry.kind == EntryKind::work) return "work";
    auto const text = [](std::optional<std::chrono::minutes> const& time) {
        return time ? fmt::format("{}", time->count()) : "-";
    };
    return fmt::format("half {} {}", text(entry.opens), text(entry.closes));
}

/// One line a fact, each text with its length in front, so that no two definitions read the same.
std::string content_of(CalendarDefinition const& definition) {
    auto const text = [](std::string const& s) { return fmt::format("{}:{}", s.size(), s); };
    auto content = fmt::format("1\n{}\n{}\n{}\n{}\n{} {}\n{} {}\n",
                               text(definition.name),
                               text(definition.title.zh_cn),
                               text(definition.title.en),
                               definition.rest_weekdays.to_string(),
                               to_text(definition.known_from),
                               to_text(definition.known_to),
                               definition.office_hours.opens.count(),
                               definition.office_hours.closes.count());
    auto const& laws = definition.laws;
    for (auto const* const law : {&laws.start, &laws.month_end, &laws.rest_day, &laws.end_of_day}) {
        content += fmt::format("{} {}\n", text(law->zh_cn), text(law->en));
    }
    for (auto const& entry : definition.entries) {
        content += fmt::format("{} {} {} {} {}\n",
                               to_text(entry.day),
                               kind_content(entry),
                               text(entry.holiday.zh_cn),
                               text(entry.holiday.en),
                               text(entry.source));
    }
    return content;
}

}  // namespace

OfficeHours hours_of(Entry const& entry, OfficeHours usual) {
    return {.opens = entry.opens.value_or(usual.opens),
            .closes = entry.closes.value_or(usual.closes)};
}

Calendar::Calendar(CalendarDefinition definition) {
    auto facts = checked(std::move(definition));
    auto working = compile(facts);
    auto version = duban::to_text(sha256(content_of(facts))).substr(0, version_digits);
    compiled_ = std::make_shared<Compiled const>(
        Compiled{std::move(facts), std::move(working), std::move(version)});
}

std::string const& Calendar::name() const {
    return compiled_->definition.name;
}

Text const& Calendar::title() const {
    return compiled_->definition.title;
}

CountingLaws const& Calendar::laws() const {
    return compiled_->definition.laws;
}

std::string const& Calendar::version() const {
    return compiled_->version;
}

std::chrono::minutes Calendar::opens() const {
    return compiled_->definition.office_hours.opens;
}

std::chrono::minutes Calendar::closes() const {
    return compiled_->definition.office_hours.closes;
}

OfficeHours Calendar::hours_on(Day day) const {
    auto const& usual = compiled_->definition.office_hours;
    if (!is_working(day)) return {.opens = usual.opens, .closes = usual.opens};
    auto const* const entry = entry_on(day);
    return entry == nullptr ? usual : hours_of(*entry, usual);
}

std::bitset<7> const& Calendar::rest_weekdays() const {
    return compiled_->definition.rest_weekdays;
}

bool Calendar::is_working(Day day) const {
    if (in_range(day)) return compiled_->working.contains(day);
    return !rests(compiled_->definition.rest_weekdays, day);
}

bool Calendar::knows(Day day) const {
    return known_from() <= day && day <= known_to();
}

Day Calendar::known_from() const {
    return compiled_->definition.known_from;
}

Day Calendar::known_to() const {
    return compiled_->definition.known_to;
}

Day Calendar::working_day_after(Day from, int n) const {
    if (n == 0) return from;
    auto const& working = compiled_->working;
    auto const steps = std::clamp(n, -days_in_range, days_in_range);
    auto const earlier = working.rank(from);
    // The outer min and max hold only where `from` lies beyond the range.
    if (steps < 0) return std::min(from, working.at_rank(earlier + steps));
    auto const up_to_from = earlier + (working.contains(from) ? 1 : 0);
    return std::max(from, working.at_rank(up_to_from + steps - 1));
}

int Calendar::working_days_between(Day a, Day b) const {
    auto const up_to = [&](Day day) {
        auto const& working = compiled_->working;
        return working.rank(day) + (working.contains(day) ? 1 : 0);
    };
    return up_to(b) - up_to(a);
}

Entry const* Calendar::entry_on(Day day) const {
    return find_entry(compiled_->definition.entries, day);
}

std::vector<Entry> const& Calendar::entries() const {
    return compiled_->definition.entries;
}

Text Calendar::why_rest(Day day) const {
    if (is_working(day)) return {};
    if (auto const* const entry = entry_on(day)) return entry->holiday;
    return Text{.zh_cn = "周末", .en = "weekend"};
}

}  // namespace duban::calendar
