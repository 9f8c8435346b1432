#include "adapters/intake/time_phrase.hpp"

#include <array>

#include "adapters/intake/calendar_phrase.hpp"
#include "adapters/intake/characters.hpp"
#include "adapters/intake/near_phrase.hpp"
#include "adapters/intake/time_doubts.hpp"

namespace duban::intake {

namespace {

struct RuleWords {
    std::string_view name;
    Phrase meaning;
};

// In the order of TimeRule.
constexpr std::array rule_words{
    RuleWords{"day", {.zh_cn = "写明的日期", .en = "the day that is named"}},
    RuleWords{"ten_days", {.zh_cn = "该旬最后一日", .en = "the last of the ten days"}},
    RuleWords{"week", {.zh_cn = "该周星期日", .en = "the Sunday of the week"}},
    RuleWords{"month", {.zh_cn = "该月最后一日", .en = "the last day of the month"}},
    RuleWords{"quarter", {.zh_cn = "该季度最后一日", .en = "the last day of the quarter"}},
    RuleWords{"half_year", {.zh_cn = "该半年最后一日", .en = "the last day of the half-year"}},
    RuleWords{"year", {.zh_cn = "该年最后一日", .en = "the last day of the year"}},
    RuleWords{"five_years",
              {.zh_cn = "五年规划最后一日", .en = "the last day of the five-year plan"}},
    RuleWords{"within", {.zh_cn = "自答复之日起算", .en = "counted from the day of the reply"}},
    RuleWords{"season", {.zh_cn = "季节、节日、学期", .en = "a season, feast or school term"}},
    RuleWords{"undated", {.zh_cn = "没有写明日期", .en = "no date is named"}},
};

constexpr std::array<std::u32string_view, 16> undated_words{U"近期",
                                                            U"近日",
                                                            U"尽快",
                                                            U"尽早",
                                                            U"早日",
                                                            U"适时",
                                                            U"择机",
                                                            U"择时",
                                                            U"不久",
                                                            U"短期内",
                                                            U"条件成熟",
                                                            U"时机成熟",
                                                            U"条件具备",
                                                            U"具备条件",
                                                            U"任期内",
                                                            U"届内"};

std::optional<TimePhrase> undated_phrase(std::u32string_view packed, std::size_t at) {
    if (!is_any_of(packed[at], U"近尽早适择不短条时具任届")) return std::nullopt;
    for (auto const word : undated_words) {
        if (!packed.substr(at).starts_with(word)) continue;
        return TimePhrase{.begin = at, .end = at + word.size(), .doubts = {no_date}};
    }
    return std::nullopt;
}

bool is_numeral(char32_t c) {
    return is_digit(c) || chinese_digit(c) || is_any_of(c, U"十廿");
}

/// Each kind of phrase is only tried where its first character stands, and a number only from its
/// beginning: nearly all characters of a text begin none.
std::optional<TimePhrase> phrase_at(std::u32string_view packed,
                                    std::size_t at,
                                    TimeContext const& context) {
    auto const c = packed[at];
    bool const number = is_numeral(c);
    if (number && at > 0 && is_numeral(packed[at - 1])) return std::nullopt;
    if (is_any_of(c, U"十“‘\"'")) {
        if (auto plan = plan_phrase(packed, at)) return plan;
    }
    if (number || is_any_of(c, U"两几数若半未今接本这当下次")) {
        if (auto near = near_phrase(packed, at, context.replied)) return near;
    }
    if (number || is_any_of(c, U"年今本明来次翌后去上前下第春夏秋冬国汛暑寒入开新")) {
        if (auto of_calendar = calendar_phrase(packed, at, context)) return of_calendar;
    }
    return undated_phrase(packed, at);
}

/// 每年年底, 每季度末: it comes again.
void mark_repeated(TimePhrase& phrase, std::u32string_view packed) {
    auto const begin = phrase.begin < 3 ? 0 : phrase.begin - 3;
    auto const before = packed.substr(begin, phrase.begin - begin);
    if (before.find(U'每') == before.npos && !before.ends_with(U"逐年")) return;
    phrase.first = phrase.last = std::nullopt;
    phrase.doubts = {each_time};
}

/// Behind the 》 that closes a name which begins at `at`; `at` itself where none does.
std::size_t after_name(std::u32string_view packed, std::size_t at) {
    if (packed[at] != U'《') return at;
    auto const close = packed.find(U'》', at);
    return close == packed.npos ? at : close + 1;
}

}  // namespace

std::string_view to_text(TimeRule rule) {
    return rule_words.at(static_cast<std::size_t>(rule)).name;
}

Text describe(TimeRule rule) {
    return rule_words.at(static_cast<std::size_t>(rule)).meaning;
}

std::vector<TimePhrase> find_time_phrases(std::u32string_view packed, std::optional<Day> replied) {
    std::vector<TimePhrase> phrases;
    TimeContext context{.replied = replied, .year = std::nullopt};
    for (std::size_t at = 0; at < packed.size();) {
        if (auto const next = after_name(packed, at); next > at) {
            at = next;
            continue;
        }
        auto phrase = phrase_at(packed, at, context);
        if (!phrase) {
            ++at;
            continue;
        }
        at = phrase->end;
        if (phrase->year) context.year = phrase->year;
        mark_repeated(*phrase, packed);
        phrases.push_back(std::move(*phrase));
    }
    return phrases;
}

}  // namespace duban::intake
