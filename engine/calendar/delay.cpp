#include "engine/calendar/delay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "engine/calendar/count_pattern.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/term.hpp"

namespace duban::calendar {

namespace {

struct UnitName {
    Delay::Unit unit;
    std::string_view one;
    std::string_view many;
    int longest;
};

constexpr std::array unit_names{
    UnitName{Delay::Unit::seconds, "second", "seconds", 315'360'000},
    UnitName{Delay::Unit::minutes, "minute", "minutes", 5'256'000},
    UnitName{Delay::Unit::hours, "hour", "hours", 87'600},
    UnitName{Delay::Unit::days, "day", "days", 3'660},
    UnitName{Delay::Unit::working_days, "working day", "working days", 2'600},
    UnitName{Delay::Unit::weeks, "week", "weeks", 520},
    UnitName{Delay::Unit::months, "month", "months", 120},
};

Failure<Text> refuse(std::string_view text) {
    constexpr std::size_t shown_max = 64;
    auto const shown = text.substr(0, shown_max);
    return Failure<Text>{
        {.zh_cn = fmt::format("“{}”不是时长；写法如 3 days、2 working days、90 minutes，最长约十年",
                              shown),
         .en = fmt::format("“{}” is no length of time: write 3 days, 2 working days or 90 minutes, "
                           "about ten years at most",
                           shown)}};
}

}  // namespace

Result<Delay, Text> parse_delay(std::string_view text) {
    int count = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, count);
    bool const is_counted = read.ec == std::errc{} && read.ptr != end && *read.ptr == ' ';
    if (!is_counted || text.front() == '-') return refuse(text);
    std::string_view const word{read.ptr + 1, static_cast<std::size_t>(end - read.ptr - 1)};
    for (auto const& name : unit_names) {
        if (word != (count == 1 ? name.one : name.many)) continue;
        if (count > name.longest) return refuse(text);
        return Delay{.unit = name.unit, .count = count};
    }
    return refuse(text);
}

std::string delay_pattern() {
    std::vector<std::string> patterns;
    for (auto const& name : unit_names) {
        patterns.push_back(fmt::format(
            "0*1 {}|0*(?:0|(?!1 )(?:{})) {}", name.one, count_pattern(name.longest), name.many));
    }
    return fmt::format("{}", fmt::join(patterns, "|"));
}

std::string to_text(Delay const& delay) {
    auto const& name = *std::ranges::find(unit_names, delay.unit, &UnitName::unit);
    return fmt::format("{} {}", delay.count, delay.count == 1 ? name.one : name.many);
}

Instant later_by(Delay const& delay, Instant from, Calendar const& calendar, Zone const& zone) {
    auto const wall = zone.to_wall(from);
    auto const day = std::chrono::floor<std::chrono::days>(wall);
    auto const time = wall - day;
    auto const on = [&](Day then) { return zone.to_instant(WallTime{then} + time); };
    switch (delay.unit) {
        case Delay::Unit::seconds:
            return from + std::chrono::seconds{delay.count};
        case Delay::Unit::minutes:
            return from + std::chrono::minutes{delay.count};
        case Delay::Unit::hours:
            return from + std::chrono::hours{delay.count};
        case Delay::Unit::days:
            return delay.count == 0 ? from : on(Day{day} + std::chrono::days{delay.count});
        case Delay::Unit::working_days:
            return delay.count == 0 ? from : on(calendar.working_day_after(Day{day}, delay.count));
        case Delay::Unit::weeks:
            return delay.count == 0 ? from : on(Day{day} + std::chrono::weeks{delay.count});
        case Delay::Unit::months:
            return delay.count == 0 ? from : on(add_months(Day{day}, delay.count));
    }
    return from;
}

}  // namespace duban::calendar
