#include "adapters/intake/calendar_part.hpp"

#include <array>
#include <chrono>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

struct YearWord {
    std::u32string_view word;
    int years;
    std::u32string_view not_after;  // with one of these it is part of other words: 声明|年底
};

constexpr std::array year_words{
    YearWord{U"今年", 0, U""},
    YearWord{U"本年", 0, U"基日根成样资版课"},
    YearWord{U"明年", 1, U"声说证表阐查注标申透"},
    YearWord{U"来年", 1, U"未以年近历下原从"},
    YearWord{U"次年", 1, U"首一二三多每"},
    YearWord{U"翌年", 1, U""},
    YearWord{U"后年", 2, U"今此以之然最先前"},
    YearWord{U"去年", -1, U"过"},
    YearWord{U"上年", -1, U"以"},
    YearWord{U"上一年", -1, U""},
    YearWord{U"前年", -2, U"目以之此当"},
};

std::optional<WrittenYear> take_year_word(PhraseReader& reader, std::optional<Day> replied) {
    for (auto const& [word, years, not_after] : year_words) {
        if (is_any_of(reader.before(), not_after) || !reader.take(word)) continue;
        WrittenYear year{.past = years < 0, .vague = word == U"次年"};
        if (replied) {
            year.first = static_cast<int>(std::chrono::year_month_day{*replied}.year()) + years;
            year.last = year.first;
        }
        return year;
    }
    return std::nullopt;
}

std::optional<YearPart> take_end_of_year(PhraseReader& reader, bool after_year) {
    constexpr std::u32string_view inside = U"部容外涵科地环";  // 内部, 内容
    YearPart const end{.is_end = true, .this_year = true};
    if (reader.take_any({U"年底", U"年末", U"年终"})) return end;
    bool const counted = chinese_digit(reader.before()) || is_digit(reader.before()) ||
                         is_any_of(reader.before(), U"十百多几两半近往历常成当整数");
    if ((after_year || !counted) && reader.take_unless({U"年内"}, inside)) return end;
    if (!after_year) return std::nullopt;
    if (reader.take_unless({U"底", U"末"}, U"层线部端")) return end;
    if (reader.take_unless({U"内"}, inside)) return end;
    if (reader.take_any({U"年初", U"初"})) {
        return YearPart{.rule = TimeRule::month, .last_month = 1, .vague = true};
    }
    return std::nullopt;
}

std::optional<YearPart> take_half(PhraseReader& reader, bool after_year) {
    if (reader.take_any({U"上半年"})) return YearPart{.rule = TimeRule::half_year, .last_month = 6};
    if (reader.take_any({U"下半年"}))
        return YearPart{.rule = TimeRule::half_year, .first_month = 7};
    YearPart const middle{
        .rule = TimeRule::half_year, .last_month = 6, .is_end = true, .vague = true};
    if (after_year && reader.take(U"年中")) return middle;
    for (std::u32string_view const word : {U"年中", U"中"}) {
        // 2026年中 alone may go on as 中小学, 中央.
        auto ahead = reader;
        if (!ahead.take(word) || !ahead.next_is_any_of(U"前")) continue;
        reader = ahead;
        return middle;
    }
    return std::nullopt;
}

std::optional<YearPart> take_quarter(PhraseReader& reader) {
    auto ahead = reader;
    (void)ahead.take(U"第");
    auto const digits = std::u32string_view{U"一二三四1234"};
    auto const found = ahead.rest().empty() ? digits.npos : digits.find(ahead.rest().front());
    if (found == digits.npos || is_digit(ahead.before()) || chinese_digit(ahead.before())) {
        return std::nullopt;
    }
    (void)ahead.take(digits.substr(found, 1));
    if (!ahead.take_any({U"季度"})) return std::nullopt;
    auto const quarter = static_cast<unsigned>(found % 4);
    YearPart part{
        .rule = TimeRule::quarter, .first_month = quarter * 3 + 1, .last_month = quarter * 3 + 3};
    part.is_end = ahead.take_any({U"末", U"底"});
    reader = ahead;
    return part;
}

std::optional<YearPart> take_month(PhraseReader& reader) {
    if (is_any_of(reader.before(), U"历闰正")) return std::nullopt;  // by the lunar calendar
    auto ahead = reader;
    auto const first = ahead.number();
    if (!first) return std::nullopt;
    auto const last = take_range_mark(ahead) ? ahead.number() : first;
    if (!last || *first > *last || *last > 12 || !ahead.take(U"月")) return std::nullopt;
    (void)ahead.take(U"份");
    reader = ahead;
    return take_part_of_month(reader, static_cast<unsigned>(*first), static_cast<unsigned>(*last));
}

}  // namespace

bool take_range_mark(PhraseReader& reader) {
    return reader.take_any({U"--", U"-", U"至", U"到", U"~"});
}

std::optional<WrittenYear> take_year(PhraseReader& reader, std::optional<Day> replied) {
    auto ahead = reader;
    if (auto const first = ahead.year_number()) {
        (void)ahead.take(U"年");
        auto further = ahead;
        auto const last = take_range_mark(further) ? further.year_number() : std::nullopt;
        if (last && *last >= *first && further.take(U"年")) {
            reader = further;
            (void)reader.take(U"度");
            return WrittenYear{.first = *first, .last = *last};
        }
        if (ahead.before() != U'年') return std::nullopt;
        reader = ahead;
        (void)reader.take(U"度");
        return WrittenYear{.first = *first, .last = *first};
    }
    auto const year = take_year_word(reader, replied);
    if (year) (void)reader.take(U"度");
    return year;
}

YearPart take_part_of_month(PhraseReader& reader, unsigned first, unsigned last) {
    YearPart part{.rule = TimeRule::month, .first_month = first, .last_month = last};
    if (reader.take_unless({U"月底", U"月末", U"底", U"末"}, U"层线部端")) {
        part.is_end = true;
    } else if (reader.take(U"上旬")) {
        part.rule = TimeRule::ten_days;
        part.last_day = 10;
    } else if (reader.take(U"中旬")) {
        part.rule = TimeRule::ten_days;
        part.first_day = 11;
        part.last_day = 20;
    } else if (reader.take(U"下旬")) {
        part.rule = TimeRule::ten_days;
        part.first_day = 21;
    } else if (reader.take_any({U"月初", U"初"})) {
        part.last_day = 10;
        part.vague = true;
    } else if (auto ahead = reader; auto const day = ahead.number()) {
        if (!ahead.take_any({U"日", U"号"})) return part;
        reader = ahead;
        part = {.rule = TimeRule::day, .first_month = last, .last_month = last, .is_end = true};
        part.first_day = part.last_day = static_cast<unsigned>(*day);
    }
    return part;
}

std::optional<YearPart> take_part(PhraseReader& reader, bool after_year) {
    if (auto const end = take_end_of_year(reader, after_year)) return end;
    if (auto const half = take_half(reader, after_year)) return half;
    if (auto const quarter = take_quarter(reader)) return quarter;
    return take_month(reader);
}

}  // namespace duban::intake
