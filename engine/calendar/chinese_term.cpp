#include "engine/calendar/chinese_term.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/calendar/term.hpp"

namespace duban::calendar {

namespace {

constexpr std::u32string_view numerals = U"零一二三四五六七八九";
constexpr int count_max = 1'000'000;  // more than any term may have

/// The digit's value, whether ASCII, full-width or a numeral.
std::optional<int> digit_of(char32_t c) {
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
    if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
    if (c == U'两') return 2;
    auto const at = numerals.find(c);
    return at == std::u32string_view::npos ? std::nullopt : std::optional{static_cast<int>(at)};
}

/// Takes a number off the front: "15", "１５", "十五", "二十五".
std::optional<int> take_number(std::string_view& text) {
    std::optional<int> number;
    bool after_ten = false;
    while (!text.empty()) {
        auto rest = text;
        auto const c = take_code_point(rest);
        if (auto const digit = digit_of(c)) {
            number = after_ten ? *number + *digit : number.value_or(0) * 10 + *digit;
        } else if (c == U'十') {
            number = number.value_or(1) * 10;
        } else {
            break;
        }
        number = std::min(*number, count_max);
        after_ten = c == U'十';
        text = rest;
    }
    return number;
}

bool take_word(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

std::string in_english(int count, std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> units{{
        {"个月", "months"},
        {"日", "days"},
        {"天", "days"},
        {"个工作日", "working days"},
        {"工作日", "working days"},
        {"个小时", "hours"},
        {"小时", "hours"},
        {"周", "weeks"},
        {"星期", "weeks"},
        {"个星期", "weeks"},
        {"个工作小时", "working hours"},
        {"工作小时", "working hours"},
    }};
    auto const* const found = std::ranges::find(units, unit, &decltype(units)::value_type::first);
    return fmt::format("{} {}", count, found == units.end() ? unit : found->second);
}

/// "6月30日" is 30 June.
std::optional<Term> date_after(int month, std::string_view text) {
    if (!take_word(text, "月") || month < 1 || month > 12) return std::nullopt;
    auto const day = take_number(text);
    if (!day || *day < 1 || *day > 31 || (text != "日" && text != "号")) return std::nullopt;
    return Term{.unit = Unit::fixed_date,
                .date = std::chrono::month{static_cast<unsigned>(month)} /
                        std::chrono::day{static_cast<unsigned>(*day)}};
}

}  // namespace

std::optional<std::string> term_meant_in_chinese(std::string_view text) {
    if (find_invalid_utf8(text)) return std::nullopt;
    auto rest = text;
    auto const number = take_number(rest);
    if (!number) return std::nullopt;
    if (auto const date = date_after(*number, rest)) return to_text(*date);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    auto meant = in_english(*number, rest);
    auto const term = meant == text ? Result<Term, Text>{Failure<Text>{{}}} : parse_term(meant);
    return term ? std::optional{to_text(*term)} : std::nullopt;
}

}  // namespace duban::calendar
