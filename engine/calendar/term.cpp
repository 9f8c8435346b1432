#include "engine/calendar/term.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/base/ensure.hpp"
#include "engine/base/problem.hpp"
#include "engine/base/utf8.hpp"
#include "engine/calendar/chinese_term.hpp"
#include "engine/calendar/count_pattern.hpp"

namespace duban::calendar {

namespace {

using Refusal = Failure<Text>;

constexpr std::size_t text_bytes_max = 64;  // the longest term has 21; more is not worth repeating
constexpr std::size_t digits_max = 6;

struct UnitName {
    Unit unit;
    std::string_view one;
    std::string_view many;
    std::string_view zh_cn;
    int longest;
};

constexpr std::array unit_names{
    UnitName{Unit::months, "month", "months", "个月", 120},
    UnitName{Unit::days, "day", "days", "日", 3660},
    UnitName{Unit::working_days, "working day", "working days", "个工作日", 2600},
    UnitName{Unit::hours, "hour", "hours", "小时", 87600},
};

constexpr std::array<std::string_view, 12> month_names{"January",
                                                       "February",
                                                       "March",
                                                       "April",
                                                       "May",
                                                       "June",
                                                       "July",
                                                       "August",
                                                       "September",
                                                       "October",
                                                       "November",
                                                       "December"};

UnitName const& name_of(Unit unit) {
    auto const found = std::find_if(
        unit_names.begin(), unit_names.end(), [&](auto const& name) { return name.unit == unit; });
    ensure(found != unit_names.end(), "a counted term has a unit");
    return *found;
}

std::string counted(int count, UnitName const& name) {
    return fmt::format("{} {}", count, count == 1 ? name.one : name.many);
}

std::vector<std::string_view> split(std::string_view text) {
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

bool is_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The number, or one more than any limit where it has too many digits.
int to_number(std::string_view digits) {
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.size() > digits_max) return 1'000'000;
    int value = 0;
    for (char const digit : digits) value = value * 10 + (digit - '0');
    return value;
}

std::optional<std::chrono::month> find_month(std::string_view word) {
    auto const found = std::find(month_names.begin(), month_names.end(), word);
    if (found == month_names.end()) return std::nullopt;
    return std::chrono::month{static_cast<unsigned>(found - month_names.begin()) + 1};
}

bool is_readable(std::string_view text) {
    auto const is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    return text.size() <= text_bytes_max && !find_invalid_utf8(text) &&
           std::none_of(text.begin(), text.end(), is_control);
}

Refusal refuse_unreadable() {
    return Refusal{Text{
        .zh_cn = "期限过长或含有不可见字符：请写成“3 months”、“15 working days”或“30 June”的形式",
        .en = "the term is too long or holds unprintable characters: write it like \"3 months\", "
              "\"15 working days\" or \"30 June\""}};
}

Refusal refuse_form(std::string_view text) {
    return Refusal{Text{
        .zh_cn = fmt::format("“{}”不是期限：请先写数字再写单位，如“3 months”、“15 working "
                             "days”，或写固定日期，如“30 June”",
                             text),
        .en = fmt::format("\"{}\" is not a term: write a number and a unit, like \"3 months\" or "
                          "\"15 working days\", or a fixed date, like \"30 June\"",
                          text)}};
}

Refusal refuse_meant(std::string_view text, std::string_view meant) {
    return Refusal{
        Text{.zh_cn = fmt::format("“{}”不是期限：是否想写“{}”？", text, meant),
             .en = fmt::format("\"{}\" is not a term: did you mean \"{}\"?", text, meant)}};
}

Refusal refuse_number(std::string_view text) {
    return Refusal{Text{
        .zh_cn = fmt::format("“{}”不是期限：数字须是 1 或更大的整数，如“3 months”", text),
        .en = fmt::format("\"{}\" is not a term: the number must be whole and at least 1, like "
                          "\"3 months\"",
                          text)}};
}

Refusal refuse_too_long(std::string_view text, UnitName const& name) {
    auto const limit = counted(name.longest, name);
    return Refusal{
        Text{.zh_cn = fmt::format("“{}”太长：期限最长为“{}”", text, limit),
             .en = fmt::format("\"{}\" is too long: a term is at most {}", text, limit)}};
}

Refusal refuse_weeks(std::string_view text, int count) {
    auto const limit = name_of(Unit::days).longest / 7;
    auto const example = 7 * std::clamp(count, 1, limit);
    return Refusal{Text{
        .zh_cn = fmt::format("“{}”：没有“周”这个单位，请写成“{} days”；单位有 months（月）、days"
                             "（日）、working days（工作日）、hours（小时）",
                             text,
                             example),
        .en = fmt::format(
            "\"{}\": weeks are not a unit here, write \"{} days\"; the units are months, "
            "days, working days and hours",
            text,
            example)}};
}

Refusal refuse_unit(std::string_view text, std::string_view unit) {
    return Refusal{Text{
        .zh_cn = fmt::format("“{}”不是期限：没有“{}”这个单位；单位有 months（月）、days（日）、"
                             "working days（工作日）、hours（小时）",
                             text,
                             unit),
        .en = fmt::format(
            "\"{}\" is not a term: there is no unit \"{}\"; the units are months, days, "
            "working days and hours",
            text,
            unit)}};
}

Refusal refuse_date(std::string_view text) {
    return Refusal{Text{
        .zh_cn = fmt::format("“{}”不是每年都有的日期：固定日期须每年都存在，如“30 June”"
                             "或“28 February”",
                             text),
        .en = fmt::format("\"{}\" is not a date of every year: a fixed date must exist each year, "
                          "like \"30 June\" or \"28 February\"",
                          text)}};
}

/// "June 30", "3months": right but for its shape.
Result<Term, Text> refuse_start(std::string_view text, std::vector<std::string_view> const& words) {
    auto const first = words.front();
    if (words.size() == 2 && find_month(first) && is_number(words[1])) {
        return refuse_meant(text, fmt::format("{} {}", words[1], first));
    }
    if (first.find_first_not_of("+-.,0123456789") == std::string_view::npos) {
        return refuse_number(text);
    }
    if (auto const meant = term_meant_in_chinese(text)) return refuse_meant(text, *meant);
    auto const glued = first.find_first_not_of("0123456789");
    if (glued > 0) {
        auto const apart =
            fmt::format("{} {}", first.substr(0, glued), text.substr(text.find(first) + glued));
        if (parse_term(apart)) return refuse_meant(text, apart);
    }
    return refuse_form(text);
}

Result<Term, Text> refuse_unknown_unit(std::string_view text, int count, std::string const& unit) {
    if (unit == "week" || unit == "weeks") return refuse_weeks(text, count);
    if (unit == "year" || unit == "years") {
        auto const& months = name_of(Unit::months);
        return refuse_meant(text, counted(12 * std::clamp(count, 1, months.longest / 12), months));
    }
    if (auto const meant = term_meant_in_chinese(text)) return refuse_meant(text, *meant);
    if (unit.starts_with("workday") || unit.starts_with("business day")) {
        return refuse_meant(text, counted(count, name_of(Unit::working_days)));
    }
    std::vector<std::string_view> candidates{month_names.begin(), month_names.end()};
    for (auto const& name : unit_names) candidates.push_back(count == 1 ? name.one : name.many);
    auto const near = nearest(unit, candidates);
    if (near.empty()) return refuse_unit(text, unit);
    return refuse_meant(text, fmt::format("{} {}", count, near));
}

Result<Term, Text> fixed_date(std::string_view text, int day, std::chrono::month month) {
    // 2023 has no 29 February, so what exists in it exists in every year.
    auto const date = std::chrono::year{2023} / month / day;
    if (day < 1 || day > 31 || !date.ok()) return refuse_date(text);
    return Term{.unit = Unit::fixed_date, .count = 1, .date = month / day};
}

/// "working +day|working +days"
std::string words_pattern(UnitName const& name) {
    return fmt::format(
        "{}|{}", fmt::join(split(name.one), " +"), fmt::join(split(name.many), " +"));
}

/// "0*(?:[1-9]|[12][0-9]|30) +(?:April|June|September|November)|…": the dates of every year.
std::string fixed_date_pattern() {
    std::string pattern;
    for (int const days : {28, 30, 31}) {
        std::vector<std::string_view> months;
        for (unsigned month = 1; month <= month_names.size(); ++month) {
            auto const last =
                std::chrono::year{2023} / std::chrono::month{month} / std::chrono::last;
            if (static_cast<unsigned>(last.day()) == static_cast<unsigned>(days))
                months.push_back(month_names.at(month - 1));
        }
        pattern += fmt::format("{}0*(?:{}) +(?:{})",
                               pattern.empty() ? "" : "|",
                               count_pattern(days),
                               fmt::join(months, "|"));
    }
    return pattern;
}

}  // namespace

int longest(Unit unit) {
    return unit == Unit::fixed_date ? 1 : name_of(unit).longest;
}

Result<Term, Text> parse_term(std::string_view text) {
    if (!is_readable(text)) return refuse_unreadable();
    auto const words = split(text);
    if (words.empty()) return refuse_form(text);
    if (!is_number(words[0])) return refuse_start(text, words);
    if (words.size() == 1) return refuse_form(text);

    auto const count = to_number(words[0]);
    auto const unit = fmt::format("{}", fmt::join(words.begin() + 1, words.end(), " "));
    if (auto const month = find_month(unit)) return fixed_date(text, count, *month);

    auto const name =
        std::find_if(unit_names.begin(), unit_names.end(), [&](auto const& candidate) {
            return unit == candidate.one || unit == candidate.many;
        });
    if (name == unit_names.end()) return refuse_unknown_unit(text, count, unit);
    if (count < 1) return refuse_number(text);
    if (count > name->longest) return refuse_too_long(text, *name);
    return Term{.unit = name->unit, .count = count, .date = {}};
}

std::string unit_pattern() {
    std::vector<std::string> patterns;
    for (auto const& name : unit_names) patterns.push_back(words_pattern(name));
    return fmt::format("{}", fmt::join(patterns, "|"));
}

std::string counted_pattern(std::initializer_list<Unit> units) {
    std::vector<std::string> patterns;
    for (auto const unit : units) {
        auto const& name = name_of(unit);
        patterns.push_back(
            fmt::format("0*(?:{}) +(?:{})", count_pattern(name.longest), words_pattern(name)));
    }
    return fmt::format("{}", fmt::join(patterns, "|"));
}

std::string term_pattern() {
    return fmt::format(" *(?:{}|{}) *",
                       counted_pattern({Unit::months, Unit::days, Unit::working_days, Unit::hours}),
                       fixed_date_pattern());
}

std::string term_in_days_pattern() {
    return fmt::format(" *(?:{}) *", counted_pattern({Unit::days, Unit::working_days}));
}

std::string to_text(Term const& term) {
    if (term.unit != Unit::fixed_date) return counted(term.count, name_of(term.unit));
    auto const month = static_cast<unsigned>(term.date.month());
    return fmt::format("{} {}", static_cast<unsigned>(term.date.day()), month_names.at(month - 1));
}

Text describe(Term const& term) {
    if (term.unit == Unit::fixed_date) {
        return Text{.zh_cn = fmt::format("{}月{}日",
                                         static_cast<unsigned>(term.date.month()),
                                         static_cast<unsigned>(term.date.day())),
                    .en = to_text(term)};
    }
    return Text{.zh_cn = fmt::format("{}{}", term.count, name_of(term.unit).zh_cn),
                .en = to_text(term)};
}

}  // namespace duban::calendar
