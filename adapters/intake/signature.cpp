#include "adapters/intake/signature.hpp"

#include <algorithm>
#include <array>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/names.hpp"

namespace duban::intake {

namespace {

constexpr std::size_t longest_tail = 240;  // four signing units with their gaps

bool ends_sentence(char32_t c) {
    return is_any_of(c, U"。;!?:,|");
}

// "广 州 市 公 安 局": letters set apart to fill the line are one word again.
std::vector<std::u32string> words_of(Passage tail) {
    std::vector<std::u32string> words;
    bool spaced = false;
    for (auto const piece : split(tail, U" 、")) {
        bool const single = piece.size() == 1;
        if (single && spaced) {
            words.back() += piece.text;
        } else {
            words.emplace_back(piece.text);
        }
        spaced = single;
    }
    return words;
}

struct Tail {
    std::vector<std::string> units;
    std::size_t begin;  // in the letter
};

// All of `tail` read as units; nothing if any of it is something else.
std::optional<std::vector<std::string>> read_tail(Passage tail) {
    std::vector<std::string> units;
    for (auto line : lines_of(tail)) {
        line = stripped(line, U" []|");
        for (auto const seal : {U"(盖章)", U"(公章)", U"(章)", U"(印章)"}) {
            auto const at = line.find(seal);
            if (at != Passage::npos) line = trimmed(line.until(at));
        }
        if (line.empty() || is_formality(line)) continue;
        for (auto const& word : words_of(line)) {
            auto const shadow = std::u32string{word};
            if (!looks_like_unit({word, shadow})) return std::nullopt;
            units.push_back(to_utf8(word));
        }
    }
    return units;
}

bool is_quiet(Passage line) {
    return line.empty() || is_formality(line);
}

// Units before `end`, back to the end of the last sentence or to a line that is something else.
Tail units_before(Passage letter, std::size_t end) {
    Tail best{{}, end};
    auto begin = end;
    while (begin > 0 && end - begin < longest_tail) {
        auto line_begin = begin;
        while (line_begin > 0 && end - line_begin < longest_tail &&
               letter.shadow[line_begin - 1] != U'\n' &&
               !ends_sentence(letter.shadow[line_begin - 1])) {
            --line_begin;
        }
        auto const piece = letter.part(line_begin, begin - line_begin);
        auto const units = read_tail(piece);
        if (!units && !is_quiet(trimmed(piece))) break;
        if (units && !units->empty()) {
            best.begin = line_begin;
            best.units.insert(best.units.begin(), units->begin(), units->end());
        }
        if (line_begin == 0 || letter.shadow[line_begin - 1] != U'\n') break;
        begin = line_begin - 1;
    }
    return best;
}

bool nothing_follows(Passage letter, std::size_t end) {
    auto rest = letter.part(end, 30);
    rest = rest.until(std::min(rest.shadow.find(U'\n'), rest.size()));
    auto const first = rest.shadow.find_first_not_of(U")]印|*");
    if (first == rest.shadow.npos || is_space(rest.shadow[first]) || rest.shadow[first] == U'(')
        return true;
    return is_formality(rest);
}

bool stands_alone(Passage letter, std::size_t begin, Tail const& tail) {
    if (!tail.units.empty()) return true;
    auto at = begin;
    while (at > 0 && is_any_of(letter.shadow[at - 1], U" ([|")) --at;
    return at == 0 || letter.shadow[at - 1] == U'\n' || is_any_of(letter.shadow[at - 1], U"。!");
}

std::vector<std::string> units_after(Passage letter, std::size_t end) {
    auto const lines = lines_of(letter.part(end, longest_tail));
    if (lines.empty()) return {};
    return read_tail(lines.front()).value_or(std::vector<std::string>{});
}

// A letter without a date: its last words are units on a line of their own.
std::optional<Signature> undated(Passage letter) {
    auto end = letter.size();
    for (std::size_t back = 0; back < 12 && end > 0; ++back) {
        auto const line_break = letter.shadow.rfind(U'\n', end - 1);
        auto const begin = line_break == Passage::npos ? 0 : line_break + 1;
        auto const line = trimmed(letter.part(begin, end - begin));
        if (!is_quiet(line)) break;
        if (begin == 0) return std::nullopt;
        end = begin - 1;
    }
    auto const tail = units_before(letter, end);
    bool const own_line = tail.begin > 0 && letter.shadow[tail.begin - 1] != U':';
    if (tail.units.empty() || !own_line) return std::nullopt;
    return Signature{tail.units, std::nullopt, tail.begin, end};
}

}  // namespace

std::optional<Signature> find_signature(Passage letter) {
    auto const dates = find_dates(letter);
    std::optional<Signature> alone;
    constexpr std::ptrdiff_t tries = 200;
    for (auto date = dates.rbegin(); date != dates.rend() && date - dates.rbegin() < tries;
         ++date) {
        auto const begin = date->written.offset_in(letter);
        auto const end = begin + date->written.size();
        if (!nothing_follows(letter, end)) continue;
        auto tail = units_before(letter, begin);
        if (!stands_alone(letter, begin, tail)) continue;
        Signature const signature{tail.units, *date, tail.begin, end};
        if (!tail.units.empty()) return signature;
        if (!alone) alone = signature;
    }
    if (!alone) return undated(letter);
    alone->units = units_after(letter, alone->end);
    return alone;
}

bool is_formality(Passage line) {
    constexpr std::array<std::u32string_view, 40> beginnings{
        U"联系人",     U"联系电话",   U"联系方式",   U"联系单位",  U"联系部门", U"联系地址",
        U"经办人",     U"承办人",     U"承办科室",   U"承办处室",  U"抄送",     U"抄报",
        U"主送",       U"签发人",     U"签发",       U"附件",      U"电话",     U"传真",
        U"邮编",       U"邮政编码",   U"单位负责人", U"负责人",    U"分管领导", U"信息公开",
        U"公开方式",   U"公开选项",   U"公开属性",   U"公开类别",  U"此件",     U"此页无正文",
        U"本页无正文", U"以下无正文", U"以下空白",   U"校对",      U"印发",     U"共印",
        U"主题词",     U"公开情况",   U"是否公开",   U"依申请公开"};
    constexpr std::size_t longest = 300;
    line = stripped(line, U" ()[]|*");
    return line.size() <= longest &&
           std::any_of(beginnings.begin(), beginnings.end(), [&](auto words) {
               return match_spaced(line.shadow, words) > 0;
           });
}

}  // namespace duban::intake
