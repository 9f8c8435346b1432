#include "adapters/intake/names.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

using Words = std::u32string_view;

constexpr std::array<Words, 12> person_endings{U"政协委员",
                                               U"人大代表",
                                               U"委员",
                                               U"代表",
                                               U"先生",
                                               U"女士",
                                               U"同志",
                                               U"们",
                                               U"常委",
                                               U"主委",
                                               U"主席",
                                               U"政协"};
constexpr std::array<Words, 12> greetings{U"尊敬的",
                                          U"敬爱的",
                                          U"亲爱的",
                                          U"市政协委员",
                                          U"区政协委员",
                                          U"省政协委员",
                                          U"县政协委员",
                                          U"政协委员",
                                          U"区人大代表",
                                          U"市人大代表",
                                          U"人大代表",
                                          U"各位"};
constexpr std::array<Words, 10> general{U"委员",
                                        U"代表",
                                        U"各位委员",
                                        U"各位代表",
                                        U"委员代表",
                                        U"政协",
                                        U"人大",
                                        U"提案人",
                                        U"建议人",
                                        U"无"};
constexpr Words unit_endings =
    U"局厅委办部院处科署司室会心府团队站所馆社行校学街关联园司组台公道区";
constexpr Words splitting_endings =
    U"局厅委办部院署会心府司队";  // before a 和 that joins two units

bool ends_with_one_of(Passage name, Words endings) {
    return !name.empty() && is_any_of(name.shadow.back(), endings);
}

Passage without_greeting(Passage name) {
    bool changed = true;
    while (changed) {
        changed = false;
        name = trimmed(name);
        for (auto const greeting : greetings) {
            if (!name.starts_with(greeting)) continue;
            name = name.part(greeting.size());
            changed = true;
        }
    }
    return name;
}

Passage without_brackets(Passage name) {
    auto const open = std::min(name.find(U"("), name.find(U"["));
    return open == Passage::npos ? name : trimmed(name.until(open));
}

bool is_organisation(Passage name) {
    constexpr std::array<Words, 22> endings{
        U"委员会", U"委会",   U"支部",   U"总支",   U"工委", U"界",   U"界别", U"小组",
        U"活动组", U"联合会", U"工商联", U"总工会", U"团委", U"妇联", U"科协", U"侨联",
        U"台联",   U"代表团", U"联络组", U"专委会", U"商会", U"协会"};
    return std::any_of(
        endings.begin(), endings.end(), [&](Words ending) { return name.ends_with(ending); });
}

Passage without_title(Passage name) {
    bool changed = !is_organisation(name);
    while (changed) {
        changed = false;
        name = trimmed(name);
        for (auto const ending : person_endings) {
            if (!name.ends_with(ending) || name.size() == ending.size()) continue;
            name = name.until(name.size() - ending.size());
            changed = true;
        }
    }
    return trimmed(name);
}

// "等3位委员", "等委员", "等人": where it begins, if it does.
std::optional<std::size_t> find_others(Passage list) {
    auto const at = list.shadow.rfind(U'等');
    if (at == Passage::npos || at == 0) return std::nullopt;
    for (auto const c : list.shadow.substr(at + 1)) {
        bool const known =
            is_digit(c) || chinese_digit(c) || is_space(c) || is_lost(c) ||
            is_any_of(c, U"十百余多几数位名人个政协人大委员代表同志市区县省全国联名的");
        if (!known) return std::nullopt;
    }
    return at;
}

enum class Standing { good, hidden, noise };

Standing judge_name(Passage name) {
    constexpr std::size_t longest_name = 40;
    bool hidden = false;
    std::size_t han = 0;
    for (auto const c : name.shadow) {
        hidden = hidden || is_lost(c) || is_any_of(c, U"Xx某〇");
        bool const allowed = is_han(c) || is_lost(c) || is_any_of(c, U"·Xx〇-");
        if (!allowed) return Standing::noise;
        if (is_han(c) && c != U'某' && c != U'〇') ++han;
    }
    if (std::find(general.begin(), general.end(), name.shadow) != general.end())
        return Standing::noise;
    if (name.size() > longest_name) return Standing::noise;
    if (hidden) return Standing::hidden;
    return han >= 2 ? Standing::good : Standing::noise;
}

// "王 明" is one name, padded to the width of three; "李小红 王明" are two.
std::vector<std::string> words_of(Passage list, std::vector<Passage>& parts) {
    std::vector<std::string> words;
    bool padded = false;
    for (auto const piece : split(list, U" \n")) {
        bool const only_latin = std::all_of(piece.shadow.begin(),
                                            piece.shadow.end(),
                                            [](char32_t c) { return is_latin(c) || c == U'\''; });
        if (only_latin && piece.size() > 3) continue;  // a name spelt out beside the characters
        bool const single = piece.size() == 1 && is_han(piece.shadow.front());
        bool const joins = single && padded;
        if (joins) {
            words.back() += to_utf8(piece);
            parts.back() = piece;
        } else {
            words.push_back(to_utf8(piece));
            parts.push_back(piece);
        }
        padded = single && !joins;
    }
    return words;
}

// Letters that hide a name: 张XX. Others spell it out, beside the characters or instead of them.
bool is_spelling(char32_t c) {
    return (is_latin(c) && !is_any_of(c, U"Xx")) || c == U'\'';
}

// "欧阳娜娜ouyangnana" without what is spelt out at its ends.
Passage without_spelling(Passage name) {
    auto const first = std::ranges::find_if_not(name.shadow, is_spelling) - name.shadow.begin();
    name = name.part(static_cast<std::size_t>(first));
    auto end = name.size();
    while (end > 0 && is_spelling(name.shadow[end - 1])) --end;
    return name.until(end);
}

void add_name(NameList& list, Passage piece) {
    piece = without_title(without_brackets(without_greeting(piece)));
    if (piece.empty()) return;
    std::vector<Passage> parts;
    auto const words = words_of(piece, parts);
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool const joined = count_if(words[i].begin(), words[i].end(), [](char c) {
                                return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                            }) > static_cast<std::ptrdiff_t>(parts[i].size());
        auto const name = without_spelling(without_title(parts[i]));
        auto const standing = joined ? Standing::good : judge_name(name);
        // 刘wei: half of a name is none.
        bool const halved = name.size() == 1 && is_han(name.shadow.front()) &&
                            name.size() < without_title(parts[i]).size();
        if (halved) list.damaged = true;
        if (standing == Standing::noise) continue;
        auto const printed = joined ? words[i] : to_utf8(name);
        if (standing == Standing::hidden) list.damaged = true;
        bool const known =
            std::find(list.names.begin(), list.names.end(), printed) != list.names.end();
        bool const nothing_left =
            standing == Standing::hidden &&
            std::none_of(name.shadow.begin(), name.shadow.end(), [](char32_t c) {
                return is_han(c) && c != U'某' && c != U'〇';
            });
        if (!known && !nothing_left) list.names.push_back(printed);
    }
}

// Two people joined by 和 or 与; both sides must be names, for 和 is in names too (李和平).
std::vector<Passage> at_and(Passage piece) {
    for (auto const word : {U"和", U"与", U"及"}) {
        auto const at = piece.find(word, 2);
        if (at == Passage::npos || is_organisation(piece)) continue;
        auto const left = piece.until(at);
        auto const right = without_title(piece.part(at + 1));
        if (left.size() <= 6 && right.size() >= 2 && right.size() <= 4)
            return {left, piece.part(at + 1)};
    }
    return {piece};
}

std::vector<Passage> units_of(Passage list) {
    std::vector<Passage> units;
    for (auto piece : split(list, U"、,;\n")) {
        for (std::size_t at = 1; at + 1 < piece.size(); ++at) {
            auto const length = piece.part(at).starts_with(U"以及") ? 2U : 1U;
            bool const joins = length == 2 || is_any_of(piece.shadow[at], U"和及与");
            if (!joins || !ends_with_one_of(piece.until(at), splitting_endings)) continue;
            units.push_back(trimmed(piece.until(at)));
            piece = trimmed(piece.part(at + length));
            at = 0;
        }
        if (!piece.empty()) units.push_back(piece);
    }
    return units;
}

}  // namespace

NameList read_proposers(Passage list) {
    NameList result;
    list = stripped(list, U" \n|:。,、");
    if (auto const others = find_others(list)) {
        list = list.until(*others);
        result.others = true;
    }
    for (auto const piece : split(list, U"、,;/|")) {
        for (auto const name : at_and(piece)) add_name(result, name);
    }
    return result;
}

bool looks_like_unit(Passage name) {
    constexpr std::size_t longest_unit = 40;
    bool const sized = name.size() >= 3 && name.size() <= longest_unit;
    bool const worded = std::all_of(name.shadow.begin(), name.shadow.end(), [](char32_t c) {
        return is_han(c) || is_lost(c) || is_any_of(c, U"()·“”-Xx") || is_digit(c);
    });
    return sized && worded && ends_with_one_of(name, unit_endings);
}

NameList read_units(Passage list) {
    NameList result;
    for (auto unit : units_of(list)) {
        unit = stripped(unit, U" ()[]。:");
        if (unit.ends_with(U"等")) {
            unit = unit.until(unit.size() - 1);
            result.others = true;
        }
        if (!looks_like_unit(unit) || unit.starts_with(U"各")) {
            result.damaged = true;
            continue;
        }
        auto const printed = to_line(unit);
        bool const known =
            std::find(result.names.begin(), result.names.end(), printed) != result.names.end();
        if (!known) result.names.push_back(printed);
    }
    return result;
}

}  // namespace duban::intake
