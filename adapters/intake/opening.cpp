#include "adapters/intake/opening.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

using Words = std::u32string_view;

constexpr std::size_t longest_title = 160;

struct Quotes {
    char32_t open;
    char32_t close;
};

constexpr std::array quotes{Quotes{U'《', U'》'},
                            Quotes{U'“', U'”'},
                            Quotes{U'‘', U'’'},
                            Quotes{U'〈', U'〉'},
                            Quotes{U'"', U'"'},
                            Quotes{U'<', U'>'}};

template <std::size_t N>
bool starts_with_any(Passage passage, std::array<Words, N> const& words) {
    return std::any_of(
        words.begin(), words.end(), [&](Words word) { return passage.starts_with(word); });
}

// After a quoted title the sentence speaks of the proposal again; after a quoted word of a longer
// title (推进“三旧”改造的提案) it does not.
bool speaks_of_case(Passage rest) {
    constexpr std::array<Words, 20> words{U"的提案", U"提案",   U"的建议", U"建议", U"的议案",
                                          U"议案",   U"的意见", U"意见",   U"收悉", U"已收悉",
                                          U"一案",   U"的人大", U"的政协", U"(",    U",",
                                          U"的答复", U"答复",   U"的函",   U"第",   U"的会办"};
    rest = stripped(rest, U" \n");
    return rest.empty() || starts_with_any(rest, words);
}

std::optional<Passage> quoted_at(Passage text) {
    auto const pair = std::find_if(quotes.begin(), quotes.end(), [&](Quotes const& q) {
        return q.open == text.shadow.front();
    });
    if (pair == quotes.end()) return std::nullopt;
    int depth = 1;
    for (std::size_t at = 1; at < text.size() && at <= longest_title; ++at) {
        auto const c = text.shadow[at];
        if (c == pair->open && pair->open != pair->close) ++depth;
        if (c != pair->close) continue;
        depth = std::max(depth - 1, 0);
        bool const ends = depth == 0 || pair->open == pair->close;
        if (ends && speaks_of_case(text.part(at + 1, 12))) return trimmed(text.part(1, at - 1));
        // A page may use 》 or ” once too often or too seldom; an outer title still ends at the
        // last.
    }
    return std::nullopt;
}

// Between 提出的 and the quote stands nothing, or a few words that only lead to it.
Passage skip_lead(Passage text) {
    constexpr std::array<Words, 11> leads{U"关于",
                                          U"题为",
                                          U"有关",
                                          U"对",
                                          U"提案",
                                          U"建议",
                                          U"的",
                                          U"标题为",
                                          U"名为",
                                          U":",
                                          U"政协"};
    bool changed = true;
    while (changed) {
        changed = false;
        text = stripped(text, U" \n");
        for (auto const lead : leads) {
            auto const rest = text.part(lead.size());
            auto const next = stripped(rest, U" \n");
            bool const leads_to_quote =
                !next.empty() && (is_any_of(next.shadow.front(), U"《“‘〈\"<(第") ||
                                  lead.size() == 1 || next.starts_with(U"提案"));
            if (!text.starts_with(lead) || !leads_to_quote) continue;
            text = rest;
            changed = true;
        }
        auto const bracketed = !text.empty() && text.shadow.front() == U'(';
        auto const close = bracketed ? text.find(U")") : Passage::npos;
        auto const number = text.starts_with(U"第") ? text.until(30).find(U"号") : Passage::npos;
        if (close < 40) text = text.part(close + 1);
        if (number != Passage::npos) text = text.part(number + 1);
        changed = changed || close < 40 || number != Passage::npos;
    }
    return text;
}

Passage without_number(Passage title) {
    auto const open = title.shadow.rfind(U'(');
    if (open == Passage::npos || !title.ends_with(U")")) return title;
    auto const inner = title.part(open);
    bool const number = inner.contains(U"号") || inner.contains(U"类") || inner.contains(U"编号");
    return number ? trimmed(title.until(open)) : title;
}

std::optional<std::string> printable(Passage title) {
    title = without_number(stripped(title, U" \n|,:;。、□"));
    if (title.size() < 4 || title.size() > longest_title) return std::nullopt;
    if (title.contains(U"|")) return std::nullopt;  // ran over a cell's border
    return to_line(title);
}

std::optional<std::string> unquoted(Passage text) {
    auto const end = text.until(longest_title + 20).find(U"收悉");
    if (end == Passage::npos) return std::nullopt;
    auto title = text.until(end);
    for (auto const word : {U"现已", U"已经", U"已", U"均", U"现"}) {
        if (title.ends_with(word)) title = title.until(title.size() - Words{word}.size());
    }
    title = stripped(title, U" \n,");
    if (title.ends_with(U"会办件")) title = title.until(title.size() - 3);
    bool const named = title.starts_with(U"关于") || title.starts_with(U"有关") ||
                       title.starts_with(U"加强") || title.size() >= 10;
    bool const sentence = title.shadow.find_first_of(U"。;!?") != Passage::npos;
    return named && !sentence ? printable(title) : std::nullopt;
}

// 某局关于加快学前教育发展的提案的答复: the words between, unless they name a number or a session.
std::optional<std::string> plain_in_heading(Passage heading) {
    auto begin = heading.find(U"关于");
    if (begin == Passage::npos) return std::nullopt;
    if (heading.part(begin + 2).starts_with(U"关于")) begin += 2;
    if (heading.part(begin + 2).starts_with(U"对关于")) begin += 3;
    auto title = heading.part(begin);
    for (auto const word : {U"答复", U"复函", U"回复", U"会办意见", U"协办意见", U"复文"}) {
        title = title.until(std::min(title.find(word), title.size()));
    }
    if (title.ends_with(U"的")) title = title.until(title.size() - 1);
    bool const numbered =
        title.contains(U"号") || title.contains(U"会议") || title.contains(U"政协");
    bool const named =
        title.ends_with(U"提案") || title.ends_with(U"建议") || title.ends_with(U"议案");
    return named && !numbered && title.size() >= 8 ? printable(title) : std::nullopt;
}

std::size_t find_anchor(Passage opening, Words word) {
    auto const at = opening.find(word);
    return at == Passage::npos ? at : at + word.size();
}

}  // namespace

std::optional<std::string> title_in_opening(Passage opening) {
    constexpr std::array<Words, 12> anchors{U"提出的",
                                            U"提交的",
                                            U"所提的",
                                            U"所提",
                                            U"提的",
                                            U"反映的",
                                            U"提出",
                                            U"提交",
                                            U"主办的",
                                            U"转来的",
                                            U"您的",
                                            U"承办的"};
    for (auto const anchor : anchors) {
        auto const at = find_anchor(opening.until(300), anchor);
        if (at == Passage::npos) continue;
        auto const rest = skip_lead(opening.part(at));
        if (rest.empty()) continue;
        if (auto const quoted = quoted_at(rest)) return printable(*quoted);
        if (auto const plain = unquoted(rest)) return plain;
    }
    auto const quote = opening.until(120).shadow.find_first_of(U"《“");
    if (quote == Passage::npos) return std::nullopt;
    auto const quoted = quoted_at(opening.part(quote));
    bool const received = opening.part(quote).until(longest_title + 40).contains(U"收悉");
    return quoted && received ? printable(*quoted) : std::nullopt;
}

std::optional<std::string> title_in_heading(Passage heading) {
    constexpr std::array<Words, 6> answers{
        U"答复", U"复函", U"回复", U"会办意见", U"协办意见", U"复文"};
    bool const answer = std::any_of(
        answers.begin(), answers.end(), [&](Words word) { return heading.contains(word); });
    if (!answer) return std::nullopt;
    for (std::size_t at = 0; at < heading.size(); ++at) {
        if (!is_any_of(heading.shadow[at], U"《“‘\"")) continue;
        if (auto const quoted = quoted_at(heading.part(at))) {
            auto const title = quoted->size() >= 6 ? printable(*quoted) : std::nullopt;
            if (title) return title;
        }
    }
    return plain_in_heading(heading);
}

namespace {

Passage heard_units(Passage text) {
    constexpr std::array<Words, 13> fillers{U"会办单位",
                                            U"协办单位",
                                            U"会办部门",
                                            U"协办部门",
                                            U"相关单位",
                                            U"有关单位",
                                            U"相关部门",
                                            U"有关部门",
                                            U"会办",
                                            U"协办",
                                            U"各",
                                            U"了",
                                            U"的"};
    bool changed = true;
    while (changed) {
        changed = false;
        text = stripped(text, U" \n,、:()");
        for (auto const filler : fillers) {
            if (text.starts_with(filler)) {
                text = text.part(filler.size());
                changed = true;
            }
            if (text.ends_with(filler)) {
                text = text.until(text.size() - filler.size());
                changed = true;
            }
        }
        for (auto const filler :
             {U"等", U"书面", U"反馈", U"单位", U"部门", U"共同", U"提出", U"提供"}) {
            if (!text.ends_with(filler)) continue;
            text = text.until(text.size() - Words{filler}.size());
            changed = true;
        }
    }
    return text;
}

struct Hearing {
    Words begin;
    std::array<Words, 9> ends;
};

constexpr std::array hearings{
    Hearing{U"综合", {U"意见", U"的情况"}},
    Hearing{U"汇总", {U"意见"}},
    Hearing{U"征求", {U"意见"}},
    Hearing{U"结合", {U"会办意见", U"的会办", U"协办意见", U"意见"}},
    Hearing{U"会同", {U"进行", U"认真", U"办理", U"研究", U"对", U"开展", U"共同", U",", U"。"}},
    Hearing{U"经商", {U"同意", U"意见", U"研究", U"现", U",", U"后", U"。"}},
    Hearing{U"经会", {U"研究", U"意见", U"现", U",", U"后", U"。"}},
    Hearing{U"会商", {U"研究", U"意见", U"现", U",", U"后", U"。"}}};

}  // namespace

NameList co_handlers_in_opening(Passage opening) {
    constexpr std::size_t longest_list = 240;
    NameList result;
    for (auto const& hearing : hearings) {
        auto const begin = find_anchor(opening, hearing.begin);
        if (begin == Passage::npos) continue;
        auto const list = opening.part(begin, longest_list);
        auto end = Passage::npos;
        for (auto const word : hearing.ends) {
            if (!word.empty()) end = std::min(end, list.find(word));
        }
        if (end == Passage::npos) continue;
        auto const spoken = list.until(end);
        bool const others = spoken.shadow.find(U'等') != Passage::npos;
        auto const heard = heard_units(spoken);
        bool const unnamed = heard.empty();
        bool const co_handled = spoken.contains(U"会办") || spoken.contains(U"协办");
        auto const units = read_units(heard);
        result.damaged = result.damaged || (co_handled && (unnamed || units.damaged));
        if (units.names.empty()) continue;
        result.names = units.names;
        result.others = others && units.names.size() < 2;
        result.damaged = units.damaged;
        return result;
    }
    return result;
}

NameList proposers_in_opening(Passage opening) {
    opening = opening.until(200);
    for (auto const word : {U"委员", U"代表"}) {
        auto const at = opening.find(word);
        if (at == Passage::npos) continue;
        auto const rest = opening.part(at);
        bool const proposes = rest.until(20).contains(U"提出") || rest.until(20).contains(U"提交");
        if (!proposes) continue;
        auto begin = at;
        while (begin > 0 && at - begin < 40 &&
               !is_any_of(opening.shadow[begin - 1], U"。,:;对的由将于)\n")) {
            --begin;
        }
        return read_proposers(opening.part(begin, at + 2 - begin));
    }
    return {};
}

}  // namespace duban::intake
