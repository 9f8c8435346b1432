#include "engine/calendar/term.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/calendar/given_date.hpp"
#include "engine/calendar/term_words.hpp"

namespace duban::calendar {

namespace {

std::string date_text(Term const& term) {
    auto const day = static_cast<unsigned>(term.date.day());
    auto const month = static_cast<unsigned>(term.date.month());
    auto const after = term.next_year ? next_year : std::string_view{};
    return fmt::format("{} {}{}", day, month_names.at(month - 1), after);
}

/// "Q4", "June", "the month"; in Chinese 第四季度, 6月, 当月.
Text period_text(Period const& period) {
    auto const found = std::ranges::find(period_names, period, &PeriodName::period);
    if (found != period_names.end())
        return {.zh_cn = std::string{found->zh_cn}, .en = std::string{found->word}};
    return {.zh_cn = fmt::format("{}月", period.number),
            .en = std::string{month_names.at(period.number - 1)}};
}

std::string two_terms(Term const& term) {
    auto const which = term.unit == Unit::later_of ? whichever_later : whichever_earlier;
    return fmt::format("{}{}{}{}", to_text(term.of.at(0)), or_word, to_text(term.of.at(1)), which);
}

Text describe_two(Term const& term) {
    auto const first = describe(term.of.at(0)).zh_cn;
    auto const second = describe(term.of.at(1)).zh_cn;
    bool const later = term.unit == Unit::later_of;
    return {.zh_cn = fmt::format("{}或{}，以较{}者为准", first, second, later ? "晚" : "早"),
            .en = two_terms(term)};
}

Text describe_last_day(Term const& term) {
    auto const period = period_text(term.period).zh_cn;
    bool const works = term.unit == Unit::last_working_day_of;
    return {.zh_cn = fmt::format("{}最后一{}", period, works ? "个工作日" : "日"),
            .en = to_text(term)};
}

Text describe_date(Term const& term) {
    auto const month = static_cast<unsigned>(term.date.month());
    auto const day = static_cast<unsigned>(term.date.day());
    auto const year = term.next_year ? "次年" : "";
    return {.zh_cn = fmt::format("{}{}月{}日", year, month, day), .en = date_text(term)};
}

}  // namespace

UnitName const& name_of(Unit unit) {
    auto const* const found = std::ranges::find(unit_names, unit, &UnitName::unit);
    ensure(found != unit_names.end(), "a counted term has a unit");
    return *found;
}

std::string counted(int count, UnitName const& name) {
    return fmt::format("{} {}", count, count == 1 ? name.one : name.many);
}

std::optional<std::chrono::month> find_month(std::string_view word) {
    auto const* const found = std::ranges::find(month_names, word);
    if (found == month_names.end()) return std::nullopt;
    return std::chrono::month{static_cast<unsigned>(found - month_names.begin()) + 1};
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        auto const start = text.find_first_not_of(' ');
        if (start == std::string_view::npos) return words;
        text.remove_prefix(start);
        auto const end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

int longest(Unit unit) {
    return is_counted(unit) ? name_of(unit).longest : 1;
}

std::string to_text(Term const& term) {
    if (is_given_date(term)) return std::string{given_date_words};
    switch (term.unit) {
        case Unit::fixed_date:
            return date_text(term);
        case Unit::last_day_of:
            return fmt::format("{}{}", last_day_prefix, period_text(term.period).en);
        case Unit::last_working_day_of:
            return fmt::format("{}{}", last_working_day_prefix, period_text(term.period).en);
        case Unit::later_of:
        case Unit::earlier_of:
            return two_terms(term);
        default:
            return counted(term.count, name_of(term.unit));
    }
}

Text describe(Term const& term) {
    if (is_given_date(term)) return {.zh_cn = "所定日期", .en = std::string{given_date_words}};
    switch (term.unit) {
        case Unit::fixed_date:
            return describe_date(term);
        case Unit::last_day_of:
        case Unit::last_working_day_of:
            return describe_last_day(term);
        case Unit::later_of:
        case Unit::earlier_of:
            return describe_two(term);
        default:
            return {.zh_cn = fmt::format("{}{}", term.count, name_of(term.unit).zh_cn),
                    .en = to_text(term)};
    }
}

}  // namespace duban::calendar
