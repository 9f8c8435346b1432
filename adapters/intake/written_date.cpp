#include "adapters/intake/written_date.hpp"

#include <chrono>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

constexpr std::size_t longest_part = 8;  // "二 十 五" with its gaps

bool is_date_part(char32_t c) {
    return is_digit(c) || chinese_digit(c) || is_any_of(c, U"十廿卅元 \n") || is_lost(c);
}

std::u32string compact(std::u32string_view part) {
    std::u32string word;
    for (auto const c : part) {
        if (!is_space(c)) word.push_back(c);
    }
    return word;
}

std::optional<int> year_of(std::u32string_view part) {
    auto const word = compact(part);
    if (word.size() != 4) return std::nullopt;
    int year = 0;
    for (auto const c : word) {
        auto const digit =
            is_digit(c) ? std::optional{static_cast<int>(c - U'0')} : chinese_digit(c);
        if (!digit) return std::nullopt;
        year = year * 10 + *digit;
    }
    // The conference and the congress date from 1949 and 1954; later than 2100 is a slip of the
    // pen.
    return year >= 1949 && year <= 2100 ? std::optional{year} : std::nullopt;
}

std::optional<int> part_of(std::u32string_view part) {
    auto word = compact(part);
    if (word.size() == 2 && (word[0] == U'0' || word[0] == U'〇')) word.erase(0, 1);
    return small_number(word);
}

std::optional<Day> day_of(std::optional<int> year,
                          std::optional<int> month,
                          std::optional<int> day) {
    if (!year || !month || !day) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{Day{date}} : std::nullopt;
}

// From `begin`, the first of `ends` after nothing but parts of a date; npos if something else
// comes.
std::size_t part_end(std::u32string_view shadow, std::size_t begin, std::u32string_view ends) {
    for (auto at = begin; at < shadow.size() && at <= begin + longest_part; ++at) {
        if (is_any_of(shadow[at], ends)) return at;
        if (!is_date_part(shadow[at])) return shadow.npos;
    }
    return shadow.npos;
}

std::optional<WrittenDate> chinese_date(Passage passage, std::size_t year_mark) {
    auto const shadow = passage.shadow;
    auto begin = year_mark;
    while (begin > 0 && year_mark - begin < longest_part && shadow[begin - 1] != U'\n' &&
           is_date_part(shadow[begin - 1])) {
        --begin;
    }
    while (begin < year_mark && is_space(shadow[begin])) ++begin;
    auto const month_mark = part_end(shadow, year_mark + 1, U"月");
    if (month_mark == shadow.npos) return std::nullopt;
    auto const year = year_of(shadow.substr(begin, year_mark - begin));
    auto const month = part_of(shadow.substr(year_mark + 1, month_mark - year_mark - 1));
    auto const day_mark = part_end(shadow, month_mark + 1, U"日号");
    if (day_mark == shadow.npos) {
        auto end = month_mark + 1;
        while (end < shadow.size() && end - month_mark < longest_part && shadow[end] != U'\n' &&
               is_date_part(shadow[end])) {
            ++end;
        }
        return WrittenDate{passage.part(begin, end - begin), std::nullopt};
    }
    auto const day = part_of(shadow.substr(month_mark + 1, day_mark - month_mark - 1));
    return WrittenDate{passage.part(begin, day_mark + 1 - begin), day_of(year, month, day)};
}

std::size_t digits_at(std::u32string_view shadow, std::size_t at, std::size_t at_most) {
    std::size_t count = 0;
    while (count < at_most && at + count < shadow.size() && is_digit(shadow[at + count])) ++count;
    return count;
}

// 2023-07-25, 2023/7/25, 2023.7.25
std::optional<WrittenDate> numeric_date(Passage passage, std::size_t begin) {
    auto const shadow = passage.shadow;
    bool const starts = begin == 0 || !is_digit(shadow[begin - 1]);
    if (!starts || digits_at(shadow, begin, 5) != 4) return std::nullopt;
    auto const first = begin + 4;
    if (first >= shadow.size() || !is_any_of(shadow[first], U"-/.")) return std::nullopt;
    auto const month = digits_at(shadow, first + 1, 3);
    auto const second = first + 1 + month;
    bool const separated = second < shadow.size() && shadow[second] == shadow[first];
    if (month == 0 || month > 2 || !separated) return std::nullopt;
    auto const day = digits_at(shadow, second + 1, 3);
    if (day == 0 || day > 2) return std::nullopt;
    return WrittenDate{passage.part(begin, second + 1 + day - begin),
                       day_of(year_of(shadow.substr(begin, 4)),
                              part_of(shadow.substr(first + 1, month)),
                              part_of(shadow.substr(second + 1, day)))};
}

}  // namespace

std::vector<WrittenDate> find_dates(Passage passage) {
    std::vector<WrittenDate> dates;
    for (std::size_t at = 0; at < passage.size();) {
        std::optional<WrittenDate> date;
        if (passage.shadow[at] == U'年') date = chinese_date(passage, at);
        if (is_digit(passage.shadow[at])) date = numeric_date(passage, at);
        if (date) dates.push_back(*date);
        auto const end = date ? date->written.offset_in(passage) + date->written.size() : at + 1;
        at = std::max(end, at + 1);
    }
    return dates;
}

}  // namespace duban::intake
