#include "engine/calendar/zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::calendar {

namespace {

using namespace std::chrono;

constexpr std::size_t name_bytes_max = 64;  // the longest IANA name has 32
constexpr sys_days table_start = year{1970} / January / 1;
constexpr sys_days table_end = year{2101} / January / 1;
// The library reads the compiled zone files, which spell changes out to 2037 and state the rule
// for later years in a form that it does not read.
constexpr year last_spelt_out{2037};
constexpr year first_model{2027};

struct Change {
    sys_seconds at;
    seconds offset;  // from UTC, from then on
};

std::vector<Change> read_changes(date::time_zone const& zone) {
    std::vector<Change> changes;
    for (sys_seconds at = table_start; at < table_end;) {
        auto const info = zone.get_info(at);
        if (changes.empty() || changes.back().offset != info.offset) {
            changes.push_back({at, info.offset});
        }
        at = info.end;
    }
    return changes;
}

year year_of(Change const& change) {
    return year_month_day{floor<days>(change.at)}.year();
}

/// Rules of summer time name weekdays of spring and autumn. A year whose 1 March falls on the same
/// weekday therefore has its changes on the same dates; 2027-2037 hold all seven.
year model_of(year later) {
    for (auto model = last_spelt_out; model > first_model; --model) {
        if (weekday{model / March / 1} == weekday{later / March / 1}) return model;
    }
    return first_model;
}

/// Carries a zone that still changes its clocks in the last spelt-out year on to the end of the
/// table.
void extend(std::vector<Change>& changes) {
    if (year_of(changes.back()) != last_spelt_out) return;
    auto const spelt_out = changes;
    for (auto later = last_spelt_out + years{1}; sys_days{later / January / 1} < table_end;
         ++later) {
        auto const model = model_of(later);
        auto const shift = sys_days{later / March / 1} - sys_days{model / March / 1};
        for (auto const& change : spelt_out) {
            if (year_of(change) == model) changes.push_back({change.at + shift, change.offset});
        }
    }
}

Failure<Text> refuse(std::string_view name, std::string const& near) {
    if (name.size() > name_bytes_max || name.find_first_not_of(' ') == std::string_view::npos) {
        return Failure<Text>{
            Text{.zh_cn = "时区名称为空或过长：请写 IANA 时区名称，如 Asia/Shanghai",
                 .en = "the time zone's name is empty or too long: write an IANA name like "
                       "Asia/Shanghai"}};
    }
    if (near.empty()) {
        return Failure<Text>{Text{
            .zh_cn = fmt::format("没有名为“{}”的时区：请写 IANA 时区名称，如 Asia/Shanghai", name),
            .en = fmt::format("there is no time zone \"{}\": write an IANA name like Asia/Shanghai",
                              name)}};
    }
    return Failure<Text>{
        Text{.zh_cn = fmt::format("没有名为“{}”的时区：是否想写“{}”？", name, near),
             .en = fmt::format("there is no time zone \"{}\": did you mean \"{}\"?", name, near)}};
}

}  // namespace

struct Zone::Table {
    std::string name;
    std::vector<sys_seconds> starts;    // of each offset
    std::vector<WallTime> wall_starts;  // the first wall time that is read with each offset
    std::vector<seconds> offsets;

    Table(std::string_view zone_name, std::vector<Change> const& changes) : name{zone_name} {
        for (auto const& change : changes) {
            auto const before = offsets.empty() ? change.offset : offsets.back();
            // In a gap and in a repeated hour alike the old offset is read until the new clock
            // has passed what the old one showed.
            auto const wall =
                WallTime{change.at.time_since_epoch() + std::max(before, change.offset)};
            starts.push_back(change.at);
            wall_starts.push_back(wall_starts.empty() ? wall : std::max(wall, wall_starts.back()));
            offsets.push_back(change.offset);
        }
    }

    /// The offset in force from the last start that is not after `time`.
    template <class Time>
    [[nodiscard]] seconds offset_at(std::vector<Time> const& begins, Time time) const {
        auto const after = std::upper_bound(begins.begin() + 1, begins.end(), time);
        return offsets[static_cast<std::size_t>(after - begins.begin()) - 1];
    }
};

Zone::Zone(std::shared_ptr<Table const> table) : table_{std::move(table)} {}

Result<Zone, Text> Zone::find(std::string_view name) {
    auto const& zones = date::get_tzdb().zones;
    auto const found = std::find_if(
        zones.begin(), zones.end(), [&](auto const& zone) { return zone.name() == name; });
    if (found == zones.end()) {
        std::vector<std::string_view> names;
        for (auto const& zone : zones) names.emplace_back(zone.name());
        return refuse(name, nearest(name, names));
    }
    auto changes = read_changes(*found);
    extend(changes);
    return Zone{std::make_shared<Table const>(name, changes)};
}

std::string const& Zone::name() const {
    return table_->name;
}

WallTime Zone::to_wall(Instant instant) const {
    auto const time = floor<seconds>(instant);
    return WallTime{time.time_since_epoch() + table_->offset_at(table_->starts, time)};
}

Instant Zone::to_instant(WallTime wall) const {
    return Instant{wall.time_since_epoch() - table_->offset_at(table_->wall_starts, wall)};
}

Day Zone::day_of(Instant instant) const {
    return floor<days>(to_wall(instant));
}

std::optional<Instant> parse_instant(std::string_view text, Zone const& zone) {
    if (auto const instant = duban::parse_instant(text)) return instant;
    auto const wall = parse_wall_time(text);
    return wall ? std::optional{zone.to_instant(*wall)} : std::nullopt;
}

std::string to_text(Instant instant, Zone const& zone) {
    auto const wall = zone.to_wall(instant);
    auto const offset = std::chrono::duration_cast<std::chrono::minutes>(
        wall.time_since_epoch() - instant.time_since_epoch());
    auto const text = duban::to_text(instant + offset);  // the wall's time, as if it were UTC
    auto const minutes = std::abs(offset.count());
    return fmt::format("{}{}{:02}:{:02}",
                       std::string_view{text}.substr(0, 19),
                       offset.count() < 0 ? '-' : '+',
                       minutes / 60,
                       minutes % 60);
}

}  // namespace duban::calendar
