#include "adapters/intake/near_phrase.hpp"

#include <algorithm>
#include <chrono>

#include "adapters/intake/calendar_part.hpp"
#include "adapters/intake/characters.hpp"
#include "adapters/intake/time_doubts.hpp"

namespace duban::intake {

namespace {

using namespace std::chrono;

std::optional<TimePhrase> finish(PhraseReader const& reader, std::size_t at, TimePhrase phrase) {
    phrase.begin = at;
    phrase.end = reader.at();
    return phrase;
}

/// The same-numbered day, or the month's last (Civil Code, article 202).
Day months_after(Day from, int count) {
    year_month_day const date{from};
    auto const in_month = year_month{date.year(), date.month()} + months{count};
    return Day{in_month / std::min(date.day(), (in_month / last).day())};
}

struct Length {
    int months = 0;
    int days = 0;
    bool in_working_days = false;
    bool vague = false;  // 几个月
};

std::optional<Length> take_half_unit(PhraseReader& reader) {
    if (reader.take(U"半年")) return Length{.months = 6};
    if (reader.take_any({U"半个月", U"半月"})) return Length{.days = 15};
    return std::nullopt;
}

std::optional<Length> take_unit(PhraseReader& reader, int count) {
    if (reader.take_any({U"个工作日", U"工作日"})) return Length{.in_working_days = true};
    if (reader.take(U"个半月")) return Length{.months = count, .days = 15};
    if (reader.take(U"个月")) return Length{.months = count};
    if (reader.take(U"个季度")) return Length{.months = 3 * count};
    if (reader.take(U"年半")) return Length{.months = 12 * count + 6};
    if (reader.take(U"年")) return Length{.months = 12 * count};
    if (reader.take_any({U"个星期", U"星期", U"周"})) return Length{.days = 7 * count};
    if (reader.take_any({U"天", U"日"})) return Length{.days = count};
    return std::nullopt;
}

/// 三个月, 2至3年 (the longer counts), 几个月.
std::optional<Length> take_length(PhraseReader& reader) {
    if (auto const half = take_half_unit(reader)) return half;
    bool const vague = reader.take_any({U"若干", U"几", U"数"});
    auto count = vague ? std::optional{1} : reader.number();
    if (!count) return std::nullopt;
    if (take_range_mark(reader)) count = reader.number();
    auto length = count ? take_unit(reader, *count) : std::nullopt;
    if (length) length->vague = vague;
    return length;
}

/// 收到申请后…, 自立项之日起…: the term runs from there.
bool counts_from_elsewhere(std::u32string_view before) {
    while (!before.empty() && is_any_of(before.back(), U"的在,")) before.remove_suffix(1);
    return before.ends_with(U"后") || before.ends_with(U"起");
}

void place_within(TimePhrase& phrase, Length const& length, std::optional<Day> replied) {
    if (length.vague) {
        phrase.rule = TimeRule::undated;
        phrase.doubts.emplace_back(no_date);
    } else if (length.in_working_days) {
        phrase.doubts.emplace_back(working_days);
    } else if (!replied) {
        phrase.doubts.emplace_back(no_reply_day);
    } else {
        phrase.first = *replied;
        phrase.last = months_after(*replied, length.months) + days{length.days};
    }
}

std::optional<TimePhrase> within_phrase(std::u32string_view packed,
                                        std::size_t at,
                                        std::optional<Day> replied) {
    PhraseReader reader{packed, at};
    auto const before = reader.before();
    bool const from_now = reader.take_any({U"未来的", U"未来", U"今后的", U"今后", U"接下来的"});
    auto const length = take_length(reader);
    if (!length) return std::nullopt;
    bool const spent =
        before == U'用' && reader.take_any({U"左右的时间", U"左右时间", U"的时间", U"时间"});
    bool const inside = reader.take_unless({U"之内", U"以内", U"内"}, U"部容外涵科地环");
    if (!spent && !inside && !from_now) return std::nullopt;
    TimePhrase phrase{.rule = TimeRule::within, .past = is_any_of(before, U"近去")};
    if (!from_now && counts_from_elsewhere(packed.substr(0, at))) {
        phrase.doubts.emplace_back(other_start);
    } else {
        place_within(phrase, *length, replied);
    }
    return finish(reader, at, std::move(phrase));
}

std::optional<int> take_nearness(PhraseReader& reader,
                                 std::initializer_list<std::u32string_view> these,
                                 std::initializer_list<std::u32string_view> next) {
    if (reader.take_any(these)) return 0;
    if (reader.take_any(next)) return 1;
    return std::nullopt;
}

void place_month(TimePhrase& phrase, YearPart const& part, Day replied, int ahead) {
    year_month_day const today{replied};
    auto const month = year_month{today.year(), today.month()} + months{ahead};
    phrase.rule = part.rule;
    phrase.first = Day{month / day{part.first_day}};
    auto const end = month / last;
    phrase.last = part.last_day == 0 ? Day{end} : Day{month / day{part.last_day}};
    if (part.last_day > static_cast<unsigned>(end.day())) {
        phrase.first = phrase.last = std::nullopt;
        phrase.doubts.emplace_back(no_such_day);
    }
    if (part.vague) phrase.doubts.emplace_back(only_about);
}

/// 本月底, 下个月15日前.
std::optional<TimePhrase> month_phrase(PhraseReader reader, std::optional<Day> replied) {
    auto const at = reader.at();
    if (is_any_of(reader.before(), U"基日样根以")) return std::nullopt;
    auto const ahead =
        take_nearness(reader, {U"本月", U"这个月", U"当月"}, {U"下个月", U"下月", U"次月"});
    if (!ahead) return std::nullopt;
    auto const part = take_part_of_month(reader, 1, 1);
    (void)reader.take_any({U"之前", U"以前", U"前", U"之内", U"以内", U"内"});
    TimePhrase phrase{.rule = part.rule};
    if (replied) {
        place_month(phrase, part, *replied, *ahead);
    } else {
        phrase.doubts.emplace_back(no_reply_day);
    }
    return finish(reader, at, std::move(phrase));
}

/// 本季度末, 下一季度.
std::optional<TimePhrase> quarter_phrase(PhraseReader reader, std::optional<Day> replied) {
    auto const at = reader.at();
    auto const ahead = take_nearness(
        reader, {U"本季度", U"这个季度"}, {U"下一个季度", U"下一季度", U"下个季度", U"下季度"});
    if (!ahead) return std::nullopt;
    (void)reader.take_any({U"末", U"底"});
    (void)reader.take_any({U"之前", U"以前", U"前", U"之内", U"以内", U"内"});
    TimePhrase phrase{.rule = TimeRule::quarter};
    if (replied) {
        year_month_day const today{*replied};
        auto const begun = (static_cast<unsigned>(today.month()) - 1) / 3 * 3 + 1;
        auto const begins = year_month{today.year(), month{begun}} + months{3 * *ahead};
        phrase.first = Day{begins / day{1}};
        phrase.last = Day{(begins + months{2}) / last};
    } else {
        phrase.doubts.emplace_back(no_reply_day);
    }
    return finish(reader, at, std::move(phrase));
}

/// 本周内, 下周: to its Sunday.
std::optional<TimePhrase> week_phrase(PhraseReader reader, std::optional<Day> replied) {
    auto const at = reader.at();
    auto const ahead = take_nearness(reader, {U"本周", U"这周"}, {U"下星期", U"下周"});
    if (!ahead) return std::nullopt;
    (void)reader.take_any({U"末"});
    (void)reader.take_any({U"之前", U"以前", U"前", U"之内", U"以内", U"内"});
    TimePhrase phrase{.rule = TimeRule::week};
    if (replied) {
        auto const since_monday = weekday{*replied} - Monday;
        phrase.first = *replied - since_monday + days{7 * *ahead};
        phrase.last = *phrase.first + days{6};
    } else {
        phrase.doubts.emplace_back(no_reply_day);
    }
    return finish(reader, at, std::move(phrase));
}

}  // namespace

std::optional<TimePhrase> near_phrase(std::u32string_view packed,
                                      std::size_t at,
                                      std::optional<Day> replied) {
    if (auto within = within_phrase(packed, at, replied)) return within;
    PhraseReader const reader{packed, at};
    if (auto month = month_phrase(reader, replied)) return month;
    if (auto quarter = quarter_phrase(reader, replied)) return quarter;
    return week_phrase(reader, replied);
}

std::optional<TimePhrase> plan_phrase(std::u32string_view packed, std::size_t at) {
    constexpr int before_all = 1955;  // counted back from the fifteenth plan, 2026-2030
    PhraseReader reader{packed, at};
    (void)reader.take_any({U"“", U"\"", U"'", U"‘"});
    if (!reader.take(U"十")) return std::nullopt;
    auto const digit = reader.rest().empty() ? std::nullopt : chinese_digit(reader.rest().front());
    if (!digit || *digit == 0) return std::nullopt;
    (void)reader.take(reader.rest().substr(0, 1));
    if (!reader.take(U"五")) return std::nullopt;
    (void)reader.take_any({U"”", U"\"", U"'", U"’"});
    (void)reader.take(U"规划");
    TimePhrase phrase{.rule = TimeRule::five_years};
    phrase.past = reader.take_any({U"以来"});
    if (!phrase.past &&
        !reader.take_any({U"时期末", U"时期", U"期间", U"期末", U"期内", U"末期", U"末"})) {
        return std::nullopt;
    }
    auto const last_year = before_all + 5 * (10 + *digit);
    phrase.first = make_day(last_year - 4, 1, 1);
    phrase.last = make_day(last_year, 12, 31);
    return finish(reader, at, std::move(phrase));
}

}  // namespace duban::intake
