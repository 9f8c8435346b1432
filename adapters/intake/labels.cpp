#include "adapters/intake/labels.hpp"

#include <algorithm>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/label_words.hpp"

namespace duban::intake {

namespace {

bool is_block(Field field) {
    return field == Field::content || field == Field::reasons || field == Field::measures ||
           field == Field::reply || field == Field::result;
}

struct Hit {
    Label label;
    std::size_t begin;
    std::size_t value;
};

std::size_t skip(std::u32string_view shadow, std::size_t at, std::u32string_view characters) {
    while (at < shadow.size() && is_any_of(shadow[at], characters)) ++at;
    return at;
}

// After the word there must be a colon, a cell's border or the line's end; a bracket round it will
// do.
std::optional<std::size_t> value_begin(std::u32string_view shadow,
                                       std::size_t after,
                                       bool bracketed,
                                       bool at_line) {
    auto const closed = bracketed && after < shadow.size() && shadow[after] == U']';
    auto const at = skip(shadow, closed ? after + 1 : after, U" ");
    if (at >= shadow.size()) return at_line ? std::optional{at} : std::nullopt;
    auto const c = shadow[at];
    bool const border = at_line && (c == U'|' || c == U'\n');
    if (c != U':' && !border && !closed) return std::nullopt;
    return skip(shadow, at, U": |\n");
}

// "答复类别 B": before a class the colon is often left out.
bool is_class_next(std::u32string_view shadow, std::size_t after) {
    auto const at = skip(shadow, after, U" ");
    bool const letter = at < shadow.size() && is_any_of(shadow[at], U"ABCDEF");
    auto const end = at + (at + 1 < shadow.size() && is_digit(shadow[at + 1]) ? 2 : 1);
    return letter && (end >= shadow.size() || is_any_of(shadow[end], U" \n|类)"));
}

std::optional<Hit> label_at(std::u32string_view shadow,
                            std::size_t at,
                            bool at_line,
                            bool among_fields) {
    bool const bracketed = at < shadow.size() && shadow[at] == U'[';
    auto const word = shadow.substr(std::min(bracketed ? at + 1 : at, shadow.size()), 40);
    std::optional<Hit> best;
    std::size_t longest = 0;
    for (auto const& label : label_words()) {
        bool const expected = at_line || (among_fields && !is_block(label.field));
        if (label.place == Place::line && !expected) continue;
        auto const length = match_spaced(word, label.word);
        if (length <= longest) continue;
        auto const after = at + (bracketed ? 1 : 0) + length;
        auto value = value_begin(shadow, after, bracketed, at_line);
        bool const of_class = label.field == Field::reply_class || label.field == Field::result;
        if (!value && of_class && is_class_next(shadow, after)) value = skip(shadow, after, U" ");
        if (!value) continue;
        best = Hit{label, at, *value};
        longest = length;
    }
    return best;
}

std::vector<Hit> find_hits(std::u32string_view shadow) {
    std::vector<Hit> hits;
    constexpr std::size_t hits_max = 500;
    bool at_line = true;
    bool among_fields = false;  // 提案号：0455 类别：A 题目：… on one line
    std::size_t fresh = 0;      // where the last label's value begins
    for (std::size_t at = 0; at < shadow.size() && hits.size() < hits_max; ++at) {
        auto const c = shadow[at];
        if (c == U'\n') among_fields = false;
        bool const after_gap = at == 0 || at == fresh || is_any_of(shadow[at - 1], U" \n|。;*·#");
        if (c == U'\n' || c == U'|') {
            at_line = true;
        } else if (!is_any_of(c, U" *·#")) {
            auto const hit = after_gap ? label_at(shadow, at, at_line, among_fields) : std::nullopt;
            at_line = false;
            if (!hit) continue;
            hits.push_back(*hit);
            among_fields = !is_block(hit->label.field);
            // A label may be the first thing in another one's value: 问题内容: 理由: …
            at_line = true;
            fresh = hit->value;
            at = std::max(at, hit->value - 1);
        }
    }
    return hits;
}

// What ends a block: in a reply only a field about the case or another distinct block; 建议: and
// 内容: are words a reply may use itself.
bool ends_block(Field block, Label const& next) {
    if (block != Field::reply && block != Field::result) return true;
    bool const ordinary = next.place == Place::line && is_block(next.field);
    bool const inner = next.field == Field::reasons || next.field == Field::measures;
    return !ordinary && !inner && next.field != Field::title;
}

// A cell that began behind a pipe ends at the pipe that ends a line.
std::size_t cell_end(std::u32string_view shadow, Hit const& hit) {
    auto const value_of_cell = shadow.substr(hit.begin, hit.value - hit.begin).find(U'|');
    if (value_of_cell == shadow.npos) return shadow.size();
    for (auto at = shadow.find(U'|', hit.value); at != shadow.npos;
         at = shadow.find(U'|', at + 1)) {
        auto const next = skip(shadow, at + 1, U" ");
        if (next >= shadow.size() || shadow[next] == U'\n') return at;
    }
    return shadow.size();
}

std::size_t field_end(std::u32string_view shadow, std::size_t begin) {
    auto const end = std::min(shadow.find_first_of(U"\n|", begin), shadow.size());
    // Another label, unknown here, may follow on the line: "孔令仪  联系电话：…".
    constexpr std::size_t longest_word = 8;
    for (auto gap = shadow.find(U' ', begin); gap < end; gap = shadow.find(U' ', gap + 1)) {
        auto at = gap + 1;
        while (at < end && at - gap <= longest_word && is_han(shadow[at])) ++at;
        if (at < end && at > gap + 2 && shadow[at] == U':') return gap;
    }
    return end;
}

}  // namespace

std::vector<Labelled> find_labelled(Passage page) {
    auto const hits = find_hits(page.shadow);
    std::vector<Labelled> labelled;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        auto const& hit = hits[i];
        auto const field = hit.label.field;
        auto next = i + 1;
        if (is_block(field)) {
            while (next < hits.size() && !ends_block(field, hits[next].label)) ++next;
        }
        auto end = next < hits.size() ? hits[next].begin : page.size();
        end = std::min(
            end, is_block(field) ? cell_end(page.shadow, hit) : field_end(page.shadow, hit.value));
        auto const value = trimmed(page.part(hit.value, end > hit.value ? end - hit.value : 0));
        labelled.push_back({field, page.part(hit.begin, hit.value - hit.begin), value});
        if (is_block(field)) i = next - 1;
    }
    return labelled;
}

std::optional<Passage> first_value(std::vector<Labelled> const& labelled, Field field) {
    for (auto const& entry : labelled) {
        if (entry.field == field && !entry.value.empty()) return entry.value;
    }
    return std::nullopt;
}

}  // namespace duban::intake
