// The part of the scanner that finds where a text ends: quoted, block (| and >) and plain.
#include <fmt/format.h>

#include <algorithm>

#include "engine/yaml/scanner.hpp"

namespace duban::yaml {

/// A quoted text may go on over lines that are indented deeper than what it belongs to
/// (YAML 1.2, 7.3); the parser would take any line. This is how a forgotten quote is found where it
/// was forgotten.
void Scanner::quoted() {
    start_node();
    auto const opening = at_;
    auto const quote = text_[at_];
    bool several_lines = false;
    for (auto i = at_ + 1; i < text_.size(); ++i) {
        auto const c = text_[i];
        bool const escape = c == '\\' && quote == '"' && !is_break(i + 1);
        bool const doubled = c == quote && quote == '\'' && at(i + 1) == quote;
        if (escape || doubled) {
            ++i;
        } else if (c == quote) {
            at_ = i + 1;
            adjacent_colon_allowed_ = true;
            return check_after_quote(opening, several_lines);
        } else if (c == '\n') {
            several_lines = true;
            line_start_ = i + 1;
            auto const content = skip_blanks(i + 1);
            if (!is_break(content) && column(content) <= indent()) break;
        }
    }
    brackets_.clear();  // what comes next is indented as if there were none
    unclosed_quote(opening);
}

void Scanner::unclosed_quote(std::size_t opening) {
    auto const quote = text_[opening];
    report_fatal(
        opening,
        "unclosed-quote",
        {.zh_cn = fmt::format("引号 {} 没有闭合：请在文本末尾补上 {}", quote, quote),
         .en = fmt::format(
             "the quote {} is never closed: add {} at the end of the text", quote, quote)});
    at_ = line_end(opening);
}

void Scanner::check_after_quote(std::size_t opening, bool several_lines) {
    auto const next = skip_blanks(at_);
    auto const c = at(next);
    if (is_break(next) || c == '#' || c == ':') return;
    if (in_flow() && (c == ',' || c == ']' || c == '}')) return;
    if (several_lines) return unclosed_quote(opening);
    auto const quote = text_[opening];
    report_fatal(
        next,
        "text-after-quote",
        {.zh_cn = fmt::format(
             "引号 {} 闭合之后还有文字：文中的引号请改用「」或“”，或用另一种引号括住整段文本",
             quote),
         .en = fmt::format(
             "text follows the closing quote {}: for quotes within the text use “ ”, or put "
             "the whole text in quotes of the other kind",
             quote)});
    at_ = line_end(next);
}

void Scanner::block_text() {
    start_node();
    auto const header = text_.substr(at_ + 1, 2);  // "2", "-2", "2-": a given indentation
    auto const digit = header.find_first_of("123456789");
    bool const given = digit == 0 || (digit == 1 && (header[0] == '+' || header[0] == '-'));
    auto needed = std::max<std::ptrdiff_t>(indent(), 0) + (given ? header[digit] - '0' : 1);
    bool seen = given;
    bool ordinary = text_[at_] == '|' && at(at_ + 1) == '\n' && !is_break(at_ + 2);
    LiteralBlock block{.indicator = at_, .begin = line_end(at_) + 1, .end = 0, .indentation = 0};
    at_ = line_end(at_);
    while (more()) {
        auto const start = at_ + 1;
        auto spaces = start;
        while (at(spaces) == ' ') ++spaces;
        auto const wide = static_cast<std::ptrdiff_t>(spaces - start);
        bool const empty = is_break(spaces);
        if (!seen) needed = std::max(needed, wide);
        if (!empty && wide < needed) {
            if (at(spaces) != '\t') break;
            ordinary = false;
            check_indentation(start);
        }
        ordinary = ordinary && (!empty || wide == 0);
        seen = seen || !empty;
        at_ = line_end(start);
    }
    block.end = std::min(at_ + 1, text_.size());
    block.indentation = static_cast<std::size_t>(needed);
    if (ordinary && seen) keep_literal(block);
}

void Scanner::keep_literal(LiteralBlock const& block) {
    auto const lines = text_.substr(block.begin, block.end - block.begin);
    if (lines.ends_with('\n') && lines.find('\r') == lines.npos) scan_.blocks.push_back(block);
}

bool Scanner::ends_plain(std::size_t offset) const {
    constexpr std::string_view ends_in_flow = ",?[]{}";
    constexpr std::string_view after_colon_in_flow = ",]}";
    auto const c = at(offset);
    if (c == ':') {
        bool const in_brackets = after_colon_in_flow.find(at(offset + 1)) != ends_in_flow.npos;
        return gap(offset + 1) || (in_flow() && in_brackets);
    }
    if (is_blank(offset)) return at(offset + 1) == '#';
    return in_flow() && ends_in_flow.find(c) != ends_in_flow.npos;
}

void Scanner::plain() {
    start_node();
    ++at_;
    while (more() && !ends_plain(at_)) {
        if (text_[at_] != '\n') {
            ++at_;
            continue;
        }
        // Does the text go on in the next line that is not empty?
        auto next = at_;
        auto start = line_start_;
        while (next < text_.size() && gap(next)) {
            if (text_[next++] == '\n') start = next;
        }
        auto const next_column = static_cast<std::ptrdiff_t>(next - start);
        bool const ended = next >= text_.size() || text_[next] == '#' ||
                           (!in_flow() && next_column <= indent()) ||
                           (next_column == 0 && is_document_marker(next));
        if (ended) return;
        check_indentation(start);
        line_start_ = start;
        at_ = next;
    }
}

}  // namespace duban::yaml
