#include "engine/calendar/paper_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/calendar/counting.hpp"
#include "engine/calendar/written_day.hpp"
#include "engine/yaml/yaml_text.hpp"

namespace duban::calendar {

namespace {

using std::chrono::minutes;

/// The days of a holiday that stand on one line: all but half days, or those of the same hours.
struct Line {
    Text holiday;
    std::optional<minutes> opens;
    std::optional<minutes> closes;
    std::vector<Day> rest;
    std::vector<Day> work;
    std::vector<Day> half_day;
};

std::vector<Line> lines_of(std::vector<Entry> const& entries) {
    std::vector<Line> lines;
    for (auto const& entry : entries) {
        auto line = std::find_if(lines.begin(), lines.end(), [&](Line const& one) {
            return one.holiday == entry.holiday && one.opens == entry.opens &&
                   one.closes == entry.closes;
        });
        if (line == lines.end()) {
            line = lines.insert(line, Line{entry.holiday, entry.opens, entry.closes, {}, {}, {}});
        }
        auto& days = entry.kind == EntryKind::rest   ? line->rest
                     : entry.kind == EntryKind::work ? line->work
                                                     : line->half_day;
        days.push_back(entry.day);
    }
    return lines;
}

/// ", rest: 2026-10-01 to 2026-10-07"
std::string days_text(std::string_view key, std::vector<Day> const& days) {
    if (days.empty()) return {};
    std::vector<std::string> texts;
    for (auto const& range : ranges_of(days)) texts.push_back(range_text(range));
    if (texts.size() == 1) return fmt::format(", {}: {}", key, texts.front());
    return fmt::format(", {}: [{}]", key, fmt::join(texts, ", "));
}

std::string time_text(std::string_view key, std::optional<minutes> const& time) {
    return time ? fmt::format(", {}: {}", key, to_text(*time)) : std::string{};
}

}  // namespace

std::string paper_text(Paper const& paper, KeyOf const& key_of, std::size_t indent) {
    std::string const margin(indent, ' ');
    auto text = fmt::format("{}- source: {}\n", margin, yaml::yaml_text(paper.source));
    if (!paper.link.empty())
        text += fmt::format("{}  link: {}\n", margin, yaml::yaml_text(paper.link));
    text += fmt::format("{}  days:\n", margin);
    for (auto const& line : lines_of(paper.entries)) {
        text += fmt::format("{}    - {{holiday: {}{}{}{}{}{}}}\n",
                            margin,
                            key_of(line.holiday),
                            days_text("rest", line.rest),
                            days_text("work", line.work),
                            days_text("half_day", line.half_day),
                            time_text("opens", line.opens),
                            time_text("closes", line.closes));
    }
    return text;
}

}  // namespace duban::calendar
