#include "adapters/intake/case_number.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

constexpr std::size_t longest_number = 24;

bool is_number_part(char32_t c) {
    bool const ascii_letter = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return is_digit(c) || ascii_letter || c == U'-';
}

bool is_chinese_numeral(char32_t c) {
    return chinese_digit(c) || is_any_of(c, U"十百千");
}

std::size_t skip_spaces(std::u32string_view shadow, std::size_t at) {
    while (at < shadow.size() && is_space(shadow[at])) ++at;
    return at;
}

struct Inner {
    std::vector<std::string> numbers;
    bool damaged;
};

// What stands between 第 and 号: one number or several ("12、35"), in digits or in Chinese.
std::optional<Inner> read_inner(std::u32string_view inner) {
    Inner result{{}, false};
    std::u32string word;
    auto const finish_word = [&] {
        bool const has_digit = std::any_of(word.begin(), word.end(), [](char32_t c) {
            return is_digit(c) || is_chinese_numeral(c);
        });
        if (has_digit) result.numbers.push_back(to_utf8(word));
        word.clear();
    };
    for (auto const c : inner) {
        if (is_number_part(c) || is_chinese_numeral(c)) {
            word.push_back(c);
        } else if (is_lost(c)) {
            result.damaged = true;
        } else if (is_any_of(c, U"、,和及")) {
            finish_word();
        } else if (!is_space(c) && !is_any_of(c, U"()“”第号")) {
            return std::nullopt;
        }
    }
    finish_word();
    if (result.numbers.empty()) result.damaged = true;
    if (result.damaged) result.numbers.clear();
    return result;
}

struct Candidate {
    Inner inner;
    int rank;  // smaller is surer
};

bool has_case_word(std::u32string_view near) {
    constexpr std::array<std::u32string_view, 3> words{U"提案", U"建议", U"议案"};
    return std::any_of(
        words.begin(), words.end(), [&](auto word) { return near.find(word) != near.npos; });
}

// 0: 第…号提案; 1: 提案(第…号) and 提案第…号; 2: a line that speaks of a proposal; none otherwise.
std::optional<int> rank_of(std::u32string_view shadow, std::size_t begin, std::size_t end) {
    auto after = skip_spaces(shadow, end);
    if (after < shadow.size() && shadow[after] == U'(') {  // 第1234号(教育类123号)提案
        auto const close = shadow.substr(after, 30).find(U')');
        if (close != shadow.npos) after = skip_spaces(shadow, after + close + 1);
    }
    constexpr std::array<std::u32string_view, 10> followers{U"提案",
                                                            U"建议",
                                                            U"议案",
                                                            U"重点提案",
                                                            U"重点建议",
                                                            U"平时提案",
                                                            U"意见",
                                                            U"集体提案",
                                                            U"代表建议",
                                                            U"委员提案"};
    auto const next = shadow.substr(after, 4);
    for (auto const follower : followers) {
        if (next.starts_with(follower)) return 0;
    }
    auto before = begin;
    while (before > 0 &&
           (is_space(shadow[before - 1]) || is_any_of(shadow[before - 1], U"(”》[编号:"))) {
        --before;
    }
    if (has_case_word(shadow.substr(before < 2 ? 0 : before - 2, 2))) return 1;
    auto const line_begin = begin < 60 ? 0 : begin - 60;
    return has_case_word(shadow.substr(line_begin, 120)) ? std::optional{2} : std::nullopt;
}

// The end of "第12号、第35号", which is one answer to several cases.
std::size_t list_end(std::u32string_view shadow, std::size_t begin, std::size_t end) {
    while (end + 1 < shadow.size() && is_any_of(shadow[end], U"、,和及")) {
        auto const next = shadow.substr(end, longest_number).find(U'号');
        if (next == shadow.npos) return end;
        auto const longer = end + next + 1;
        if (!read_inner(shadow.substr(begin + 1, longer - begin - 2))) return end;
        end = longer;
    }
    return end;
}

std::vector<Candidate> find_candidates(std::u32string_view shadow) {
    constexpr std::size_t candidates_max = 50;
    std::vector<Candidate> found;
    for (auto at = shadow.find(U'第'); at != shadow.npos && found.size() < candidates_max;
         at = shadow.find(U'第', at + 1)) {
        auto const mark = shadow.substr(at, longest_number + 8).find(U'号');
        bool const document = at > 0 && is_any_of(shadow[at - 1], U"])");
        if (mark == shadow.npos || document) continue;
        auto const end = list_end(shadow, at, at + mark + 1);
        auto const inner = read_inner(shadow.substr(at + 1, end - at - 2));
        auto const rank = rank_of(shadow, at, end);
        if (inner && rank) found.push_back({*inner, *rank});
    }
    return found;
}

// "20222114号提案" without 第: the digits right before 号提案, if they are not a document's.
std::vector<Candidate> find_bare(std::u32string_view shadow) {
    constexpr std::array<std::u32string_view, 3> ends{U"号提案", U"号建议", U"号议案"};
    std::vector<Candidate> found;
    for (auto const end : ends) {
        auto const at = shadow.find(end);
        if (at == shadow.npos) continue;
        auto begin = at;
        while (begin > 0 && at - begin < longest_number && is_number_part(shadow[begin - 1]))
            --begin;
        bool const document = begin > 0 && is_any_of(shadow[begin - 1], U"])");
        auto const inner = read_inner(shadow.substr(begin, at - begin));
        if (begin < at && !document && inner) found.push_back({*inner, 1});
    }
    return found;
}

}  // namespace

FoundNumber number_in_value(Passage value) {
    value = stripped(value, U" \n|()[]:");
    auto word = value.shadow;
    if (word.starts_with(U"第")) word.remove_prefix(1);
    auto const mark = word.find(U'号');
    if (mark != word.npos) word = word.substr(0, mark);
    if (word.empty() || word.size() > longest_number) return {};
    auto inner = read_inner(word);
    if (!inner) return {{}, false};
    return {std::move(inner->numbers), inner->damaged};
}

FoundNumber number_in_text(Passage text) {
    auto found = find_candidates(text.shadow);
    auto const bare = find_bare(text.shadow);
    found.insert(found.end(), bare.begin(), bare.end());
    auto const best = std::min_element(
        found.begin(), found.end(), [](auto const& a, auto const& b) { return a.rank < b.rank; });
    if (best == found.end()) return {};
    return {best->inner.numbers, best->inner.damaged};
}

}  // namespace duban::intake
