#include "engine/calendar/term_pattern.hpp"

#include <fmt/format.h>

#include <vector>

#include "engine/calendar/count_pattern.hpp"
#include "engine/calendar/term_words.hpp"

namespace duban::calendar {

namespace {

std::string joined(std::vector<std::string> const& patterns) {
    return fmt::format("{}", fmt::join(patterns, "|"));
}

/// Words with any number of spaces between them.
std::string spaced(std::string_view text) {
    return fmt::format("{}", fmt::join(split_words(text), " +"));
}

/// "working +day|working +days"
std::string words_pattern(UnitName const& name) {
    return fmt::format("{}|{}", spaced(name.one), spaced(name.many));
}

std::string counted_in(UnitName const& name) {
    return fmt::format("0*(?:{}) +(?:{})", count_pattern(name.longest), words_pattern(name));
}

/// "0*(?:[1-9]|[12][0-9]|30) +(?:April|June|September|November)|…": the dates of every year.
std::string fixed_date_pattern() {
    std::vector<std::string> patterns;
    for (int const days : {28, 30, 31}) {
        std::vector<std::string_view> months;
        for (unsigned month = 1; month <= month_names.size(); ++month) {
            auto const last =
                std::chrono::year{2023} / std::chrono::month{month} / std::chrono::last;
            if (static_cast<unsigned>(last.day()) == static_cast<unsigned>(days))
                months.push_back(month_names.at(month - 1));
        }
        patterns.push_back(
            fmt::format("0*(?:{}) +(?:{})", count_pattern(days), fmt::join(months, "|")));
    }
    return fmt::format("(?:{})(?: +{})?", joined(patterns), spaced(next_year));
}

std::string last_day_pattern() {
    std::vector<std::string> periods{month_names.begin(), month_names.end()};
    for (auto const& name : period_names) periods.push_back(spaced(name.word));
    return fmt::format("last +(?:working +)?day +of +(?:{})", joined(periods));
}

/// With blanks around it, as a text may have them.
std::string alone(std::string const& pattern) {
    return fmt::format(" *(?:{}) *", pattern);
}

}  // namespace

std::string unit_pattern() {
    std::vector<std::string> patterns;
    for (auto const& name : unit_names) patterns.push_back(words_pattern(name));
    return joined(patterns);
}

std::string counted_pattern(std::initializer_list<Unit> units) {
    std::vector<std::string> patterns;
    for (auto const unit : units) patterns.push_back(counted_in(name_of(unit)));
    return joined(patterns);
}

std::string counted_pattern() {
    std::vector<std::string> patterns;
    for (auto const& name : unit_names) patterns.push_back(counted_in(name));
    return joined(patterns);
}

std::string term_pattern() {
    auto const dates = fmt::format("{}|{}", fixed_date_pattern(), last_day_pattern());
    auto const in_days =
        fmt::format("(?:{}|{})",
                    counted_pattern({Unit::months, Unit::weeks, Unit::days, Unit::working_days}),
                    dates);
    return fmt::format(" *(?:{0}|{1}|{2} +or +{2} *, +whichever +is +(?:later|earlier)) *",
                       counted_pattern(),
                       dates,
                       in_days);
}

std::string term_in_days_pattern() {
    return alone(counted_pattern({Unit::weeks, Unit::days, Unit::working_days}));
}

std::string term_in_days_or_hours_pattern() {
    return alone(counted_pattern(
        {Unit::weeks, Unit::days, Unit::working_days, Unit::hours, Unit::working_hours}));
}

}  // namespace duban::calendar
