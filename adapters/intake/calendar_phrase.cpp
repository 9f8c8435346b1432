#include "adapters/intake/calendar_phrase.hpp"

#include <chrono>

#include "adapters/intake/calendar_part.hpp"
#include "adapters/intake/characters.hpp"
#include "adapters/intake/time_doubts.hpp"

namespace duban::intake {

namespace {

using namespace std::chrono;

std::optional<Day> day_of(int of_year, unsigned of_month, unsigned of_day) {
    auto const in_month = year{of_year} / month{of_month};
    if (of_day == 0) return Day{in_month / last};
    auto const date = in_month / day{of_day};
    return date.ok() ? std::optional{Day{date}} : std::nullopt;
}

void place(TimePhrase& phrase, WrittenYear const& years, YearPart const& part) {
    phrase.first = day_of(years.first, part.first_month, part.first_day);
    phrase.last = day_of(years.last, part.last_month, part.last_day);
    if (phrase.first && phrase.last) return;
    phrase.first = phrase.last = std::nullopt;
    phrase.doubts.emplace_back(no_such_day);
}

int year_of(Day day) {
    return static_cast<int>(year_month_day{day}.year());
}

/// No year is written: the one that the sentence named, else the first such time after the reply.
void place_without_year(TimePhrase& phrase, YearPart const& part, TimeContext const& context) {
    if (context.year && !part.this_year) {
        phrase.doubts.emplace_back(year_of_sentence);
        return place(phrase, {.first = *context.year, .last = *context.year}, part);
    }
    if (!context.replied) {
        phrase.doubts.emplace_back(no_reply_day);
        return;
    }
    auto const this_year = year_of(*context.replied);
    phrase.year_guessed = !part.this_year;
    place(phrase, {.first = this_year, .last = this_year}, part);
    if (!phrase.last || *phrase.last >= *context.replied) return;
    phrase.doubts.emplace_back(year_of_next);
    place(phrase, {.first = this_year + 1, .last = this_year + 1}, part);
}

/// What follows and says on which side of the period the work lies.
void take_side(PhraseReader& reader, TimePhrase& phrase, YearPart const& part) {
    if (!reader.next_is_any_of(U"之以前内至左上起开后期")) return;
    if (reader.take_unless({U"之前", U"以前", U"前"}, U"期往来述后端景提缘沿身台列")) {
        if (!part.is_end) phrase.doubts.emplace_back(before_or_end);
    } else if (reader.take_unless({U"之内", U"以内", U"内"}, U"部容外涵科地环")) {
    } else if (reader.take_any({U"以来", U"至今"})) {
        phrase.past = true;
    } else if (reader.take_any({U"前后", U"左右", U"上下"})) {
        phrase.doubts.emplace_back(only_about);
    } else if (reader.take_unless({U"起", U"开始"}, U"草诉点")) {
        phrase.doubts.emplace_back(a_beginning);
    } else if (reader.take_unless({U"之后", U"以后", U"后"}, U"续期勤备者台")) {
        phrase.last = std::nullopt;
        phrase.doubts.emplace_back(only_after);
    } else {
        (void)reader.take(U"期间");
    }
}

bool take_season(PhraseReader& reader) {
    if (!reader.next_is_any_of(U"春夏秋冬国汛暑寒入开新")) return false;
    return reader.take_any({U"春季",
                            U"夏季",
                            U"秋季",
                            U"冬季",
                            U"春节",
                            U"国庆",
                            U"汛期",
                            U"暑假",
                            U"暑期",
                            U"寒假",
                            U"入汛",
                            U"入冬",
                            U"开学",
                            U"新学期"});
}

std::optional<TimePhrase> finish(PhraseReader const& reader, std::size_t at, TimePhrase phrase) {
    phrase.begin = at;
    phrase.end = reader.at();
    return phrase;
}

/// 2026年秋季学期, 春节前.
std::optional<TimePhrase> season_phrase(PhraseReader reader, std::size_t at, bool after_year) {
    if (!take_season(reader)) return std::nullopt;
    (void)reader.take_any({U"学期", U"节", U"假期"});
    (void)reader.take(U"开学");
    bool const before = reader.take_any({U"之前", U"以前", U"前"});
    if (!before && !after_year) return std::nullopt;
    return finish(reader, at, {.rule = TimeRule::season, .doubts = {a_season}});
}

/// 2026年, 2026年下半年, 6月底, as far as the period goes; `years` where one was written.
struct Period {
    std::optional<WrittenYear> years;
    std::optional<YearPart> part;
};

std::optional<Period> take_period(PhraseReader& reader, std::optional<Day> replied) {
    Period period{.years = take_year(reader, replied), .part = std::nullopt};
    period.part = take_part(reader, period.years.has_value());
    if (!period.years && !period.part) return std::nullopt;
    return period;
}

void place_period(TimePhrase& phrase, Period const& period, TimeContext const& context) {
    auto const part = period.part.value_or(YearPart{});
    phrase.rule = part.rule;
    if (!period.years) return place_without_year(phrase, part, context);
    phrase.past = period.years->past;
    if (period.years->first == 0) {
        phrase.doubts.emplace_back(no_reply_day);
        return;
    }
    phrase.year = period.years->last;
    place(phrase, *period.years, part);
    if (period.years->vague) phrase.doubts.emplace_back(only_about);
}

/// The second half of 9月1日至30日.
bool take_day_of_month(PhraseReader& reader, TimePhrase& phrase) {
    if (phrase.rule != TimeRule::day || !phrase.last) return false;
    auto const of_day = reader.number();
    if (!of_day || !reader.take_any({U"日", U"号"})) return false;
    year_month_day const begun{*phrase.last};
    phrase.last = day_of(static_cast<int>(begun.year()),
                         static_cast<unsigned>(begun.month()),
                         static_cast<unsigned>(*of_day));
    if (!phrase.last) phrase.doubts.emplace_back(no_such_day);
    return true;
}

/// The second half of 6月至9月, 2026年6月到2027年3月.
void take_range_end(PhraseReader& reader, TimePhrase& phrase, TimeContext context) {
    auto ahead = reader;
    if (!take_range_mark(ahead)) return;
    if (take_day_of_month(ahead, phrase)) {
        reader = ahead;
        return;
    }
    auto const period = take_period(ahead, context.replied);
    if (!period) return;
    if (phrase.year) context.year = phrase.year;
    TimePhrase until;
    place_period(until, *period, context);
    if (!period->years && phrase.year && until.last) until.doubts.clear();
    until.first = phrase.first;
    until.year = until.year ? until.year : phrase.year;
    phrase = until;
    reader = ahead;
}

/// 2026-06-30, 2026.6.30, 2026/6/30.
std::optional<TimePhrase> numeric_date(PhraseReader reader, std::size_t at) {
    auto const of_year = reader.year_number();
    if (!of_year || !reader.next_is_any_of(U"-./")) return std::nullopt;
    auto const mark = reader.rest().substr(0, 1);
    auto const take_number = [&]() -> std::optional<unsigned> {
        if (!reader.take(mark)) return std::nullopt;
        unsigned value = 0;
        std::size_t digits = 0;
        for (; digits < 3 && reader.next_is_any_of(U"0123456789"); ++digits) {
            value = value * 10 + static_cast<unsigned>(reader.rest().front() - U'0');
            (void)reader.take(reader.rest().substr(0, 1));
        }
        return digits > 0 && digits < 3 && value > 0 ? std::optional{value} : std::nullopt;
    };
    auto const of_month = take_number();
    auto const of_day = of_month ? take_number() : std::nullopt;
    if (!of_day || *of_month > 12) return std::nullopt;
    TimePhrase phrase{.rule = TimeRule::day, .year = of_year};
    YearPart const part{.rule = TimeRule::day,
                        .first_month = *of_month,
                        .first_day = *of_day,
                        .last_month = *of_month,
                        .last_day = *of_day,
                        .is_end = true};
    place(phrase, {.first = *of_year, .last = *of_year}, part);
    take_side(reader, phrase, part);
    return finish(reader, at, std::move(phrase));
}

}  // namespace

std::optional<TimePhrase> calendar_phrase(std::u32string_view packed,
                                          std::size_t at,
                                          TimeContext const& context) {
    PhraseReader reader{packed, at};
    if (auto date = numeric_date(reader, at)) return date;
    if (auto season = season_phrase(reader, at, false)) return season;
    auto const period = take_period(reader, context.replied);
    if (!period) return std::nullopt;
    if (!period->part) {
        if (reader.next_is_any_of(U"第")) return std::nullopt;  // 2026年第3次会议
        if (auto season = season_phrase(reader, at, true)) return season;
    }
    TimePhrase phrase;
    place_period(phrase, *period, context);
    take_range_end(reader, phrase, context);
    take_side(reader, phrase, period->part.value_or(YearPart{}));
    if (period->part && period->part->vague) phrase.doubts.emplace_back(only_about);
    return finish(reader, at, std::move(phrase));
}

}  // namespace duban::intake
