#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/base/utf8.hpp"
#include "engine/calendar/chinese_term.hpp"
#include "engine/calendar/given_date.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/term_refusal.hpp"

namespace duban::calendar {

namespace {

constexpr std::size_t text_bytes_max = 96;  // the longest term has 90; more is not worth repeating
constexpr std::size_t digits_max = 6;

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

bool is_readable(std::string_view text) {
    auto const is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    return text.size() <= text_bytes_max && !find_invalid_utf8(text) &&
           std::none_of(text.begin(), text.end(), is_control);
}

bool take_end(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
}

bool take_start(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
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

Result<Term, Text> refuse_unknown_unit(std::string_view text, int count, std::string_view unit) {
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

Result<Term, Text> read_date(std::string_view text, int day, std::string_view month, bool later) {
    auto const found = find_month(month);
    if (!found) return refuse_form(text);
    // 2023 has no 29 February, so what exists in it exists in every year.
    auto const date = std::chrono::year{2023} / *found / day;
    if (day < 1 || day > 31 || !date.ok()) return refuse_date(text);
    return Term{.unit = Unit::fixed_date, .date = *found / day, .next_year = later};
}

Result<Term, Text> read_counted(std::string_view text, int count, std::string_view unit) {
    auto const* const name = std::ranges::find_if(unit_names, [&](UnitName const& candidate) {
        return unit == candidate.one || unit == candidate.many;
    });
    if (name == unit_names.end()) return refuse_unknown_unit(text, count, unit);
    if (count < 1) return refuse_number(text);
    if (count > name->longest) return refuse_too_long(text, *name);
    return Term{.unit = name->unit, .count = count};
}

Result<Term, Text> read_last_day(std::string_view text, Unit unit, std::string_view period) {
    if (auto const month = find_month(period))
        return Term{.unit = unit, .period = {Period::Kind::month, static_cast<unsigned>(*month)}};
    auto const* const found = std::ranges::find(period_names, period, &PeriodName::word);
    if (found != period_names.end()) return Term{.unit = unit, .period = found->period};
    std::vector<std::string_view> known{month_names.begin(), month_names.end()};
    for (auto const& name : period_names) known.push_back(name.word);
    auto const near = nearest(period, known);
    if (near.empty()) return refuse_period(text, period);
    auto const start = unit == Unit::last_day_of ? last_day_prefix : last_working_day_prefix;
    return refuse_meant(text, fmt::format("{}{}", start, near));
}

/// A term whose words are one space apart.
Result<Term, Text> read_one(std::string_view text) {
    auto rest = text;
    if (take_start(rest, last_day_prefix)) return read_last_day(text, Unit::last_day_of, rest);
    if (take_start(rest, last_working_day_prefix))
        return read_last_day(text, Unit::last_working_day_of, rest);
    bool const later = take_end(rest, next_year);
    auto const words = split_words(rest);
    if (words.empty()) return refuse_form(text);
    if (!is_number(words[0])) return refuse_start(text, words);
    if (words.size() == 1) return refuse_form(text);
    auto const count = to_number(words[0]);
    auto const unit = rest.substr(words[0].size() + 1);
    if (later || find_month(unit)) return read_date(text, count, unit, later);
    return read_counted(text, count, unit);
}

/// "20 working days or 30 June", of which one is meant.
Result<Term, Text> read_two(std::string_view text, std::string_view both, Unit unit) {
    auto const between = both.find(or_word);
    if (between == std::string_view::npos) return refuse_two(text);
    Term term{.unit = unit};
    for (auto const part : {both.substr(0, between), both.substr(between + or_word.size())}) {
        auto one = read_one(part);
        if (!one) return one;
        if (is_in_hours(*one)) return refuse_two(text);
        term.of.push_back(std::move(*one));
    }
    return term;
}

}  // namespace

Result<Term, Text> parse_term(std::string_view text) {
    if (!is_readable(text)) return refuse_unreadable();
    auto const spaced = fmt::format("{}", fmt::join(split_words(text), " "));
    std::string_view both = spaced;
    if (both == given_date_words) return given_date();
    if (take_end(both, whichever_later)) return read_two(text, both, Unit::later_of);
    if (take_end(both, whichever_earlier)) return read_two(text, both, Unit::earlier_of);
    if (both.find(or_word) != std::string_view::npos) return refuse_two(text);
    return read_one(spaced);
}

}  // namespace duban::calendar
