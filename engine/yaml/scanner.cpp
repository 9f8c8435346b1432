#include "engine/yaml/scanner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace duban::yaml {

namespace {

constexpr std::size_t problems_max = 100;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool is_break(char c) {
    return c == '\n' || c == '\r';
}

/// A block collection that is open: where its dashes or keys begin.
struct Indent {
    std::ptrdiff_t column;
    bool is_list;
};

class Scanner {
  public:
    Scanner(Document const& document, Places const& places, Limits const& limits)
        : document_{document}, places_{places}, limits_{limits}, text_{document.text} {}

    Scan run();

  private:
    void token();
    void skip_to_token();
    void start_line(std::size_t offset);
    void check_indentation(std::size_t from);
    void close_indents();
    void open_indent(std::ptrdiff_t column, bool is_list);
    void start_node();

    void document_marker();
    void directive();
    void open_bracket();
    void close_bracket();
    void comma();
    void dash();
    void question_mark();
    void colon();
    void reference();
    void tag();
    void quoted();
    void unclosed_quote(std::size_t opening);
    void check_after_quote(std::size_t opening, bool several_lines);
    void block_text();
    void plain();

    [[nodiscard]] bool more() const { return !stopped_ && at_ < text_.size(); }

    [[nodiscard]] char at(std::size_t offset) const {
        return offset < text_.size() ? text_[offset] : '\n';
    }

    [[nodiscard]] bool gap(std::size_t offset) const {
        return is_blank(at(offset)) || is_break(at(offset));
    }

    [[nodiscard]] bool in_flow() const { return !brackets_.empty(); }

    [[nodiscard]] std::ptrdiff_t column(std::size_t offset) const {
        return static_cast<std::ptrdiff_t>(offset - line_start_);
    }

    [[nodiscard]] std::ptrdiff_t indent() const {
        return indents_.empty() ? -1 : indents_.back().column;
    }

    [[nodiscard]] std::size_t skip_blanks(std::size_t offset) const;
    [[nodiscard]] std::size_t line_end(std::size_t offset) const;
    [[nodiscard]] bool is_document_marker(std::size_t offset) const;
    [[nodiscard]] bool is_colon(std::size_t offset) const;
    [[nodiscard]] bool ends_plain(std::size_t offset) const;

    void report(std::size_t offset, char const* rule, Text message);
    void report_fatal(std::size_t offset, char const* rule, Text message);

    Document const& document_;
    Places const& places_;
    Limits const& limits_;
    std::string_view text_;
    Scan scan_;

    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::vector<Indent> indents_;
    std::vector<std::size_t> brackets_;    // offsets of those that are open
    std::optional<std::size_t> key_;       // where the node began that a colon would make a key
    bool key_allowed_ = true;              // nothing but dashes before on this line
    bool adjacent_colon_allowed_ = false;  // behind a quote or bracket within brackets
    bool content_seen_ = false;
    bool document_started_ = false;
    bool document_ended_ = false;
    bool stopped_ = false;  // the rest is left unread
};

Scan Scanner::run() {
    check_indentation(0);
    while (true) {
        skip_to_token();
        if (!more()) break;
        close_indents();
        token();
    }
    if (scan_.parseable && in_flow()) {
        auto const bracket = text_[brackets_.back()];
        report_fatal(
            brackets_.back(),
            "unclosed-bracket",
            {.zh_cn =
                 fmt::format("括号 {} 没有闭合：请补上 {}", bracket, bracket == '[' ? ']' : '}'),
             .en = fmt::format(
                 "the bracket {} is never closed: add {}", bracket, bracket == '[' ? ']' : '}')});
    }
    return std::move(scan_);
}

void Scanner::token() {
    bool const starts_line = column(at_) == 0;
    if (starts_line && text_[at_] == '%') return directive();
    if (starts_line && is_document_marker(at_)) return document_marker();
    if (document_ended_) {
        report(at_,
               "several-documents",
               {.zh_cn = "“...”之后还有内容：一个文件只能有一份文档",
                .en = "text follows “...”: a file holds one document only"});
        document_ended_ = false;
    }
    content_seen_ = true;
    switch (text_[at_]) {
        case '[':
        case '{':
            return open_bracket();
        case ']':
        case '}':
            return close_bracket();
        case ',':
            return in_flow() ? comma() : plain();
        case '-':
            return gap(at_ + 1) ? dash() : plain();
        case '?':
            return gap(at_ + 1) ? question_mark() : plain();
        case ':':
            return is_colon(at_) ? colon() : plain();
        case '&':
        case '*':
            return reference();
        case '!':
            return tag();
        case '|':
        case '>':
            return in_flow() ? plain() : block_text();
        case '"':
        case '\'':
            return quoted();
        default:
            return plain();
    }
}

// --- lines and indentation
// -------------------------------------------------------------------------------

void Scanner::skip_to_token() {
    while (more()) {
        if (is_blank(text_[at_])) {
            ++at_;
        } else if (text_[at_] == '#') {
            at_ = line_end(at_);
        } else if (text_[at_] == '\n') {
            start_line(at_ + 1);
            check_indentation(at_);
        } else if (text_[at_] == '\r') {
            ++at_;
        } else {
            return;
        }
    }
}

void Scanner::start_line(std::size_t offset) {
    at_ = offset;
    line_start_ = offset;
    if (in_flow()) return;
    key_allowed_ = true;
    key_.reset();
}

/// Editors show a tab as two, four or eight columns; indentation that means something cannot hold
/// it.
void Scanner::check_indentation(std::size_t from) {
    auto const content = skip_blanks(from);
    auto const tab = text_.substr(from, content - from).find('\t');
    if (tab == text_.npos || is_break(at(content)) || at(content) == '#') return;
    report_fatal(from + tab,
                 "tab-in-indentation",
                 {.zh_cn = "缩进中有制表符（Tab）：请改用空格",
                  .en = "a tab stands in the indentation: use spaces"});
}

void Scanner::close_indents() {
    if (in_flow()) return;
    bool const is_dash = text_[at_] == '-' && gap(at_ + 1);
    while (!indents_.empty()) {
        auto const& last = indents_.back();
        bool const ended =
            last.column > column(at_) || (last.column == column(at_) && last.is_list && !is_dash);
        if (!ended) return;
        indents_.pop_back();
    }
}

void Scanner::open_indent(std::ptrdiff_t column, bool is_list) {
    bool const list_under_key =
        is_list && column == indent() && !indents_.empty() && !indents_.back().is_list;
    if (column <= indent() && !list_under_key) return;
    indents_.push_back({column, is_list});
}

void Scanner::start_node() {
    adjacent_colon_allowed_ = false;
    if (in_flow() || !key_allowed_) return;
    key_ = at_;
    key_allowed_ = false;
}

std::size_t Scanner::skip_blanks(std::size_t offset) const {
    while (offset < text_.size() && is_blank(text_[offset])) ++offset;
    return offset;
}

std::size_t Scanner::line_end(std::size_t offset) const {
    auto const end = text_.find('\n', offset);
    return end == text_.npos ? text_.size() : end;
}

// --- structure
// -------------------------------------------------------------------------------------------

bool Scanner::is_document_marker(std::size_t offset) const {
    auto const three = text_.substr(offset, 3);
    return (three == "---" || three == "...") && gap(offset + 3);
}

void Scanner::document_marker() {
    indents_.clear();
    key_allowed_ = false;
    if (text_[at_] == '.') {
        document_ended_ = true;
    } else {
        if (content_seen_ || document_started_) {
            report(at_,
                   "several-documents",
                   {.zh_cn = "“---”开始了第二份文档：一个文件只能有一份，请拆成多个文件",
                    .en = "“---” begins a second document: a file holds one only, split it"});
        }
        document_started_ = true;
        document_ended_ = false;
    }
    at_ += 3;
}

void Scanner::directive() {
    report(at_,
           "directive",
           {.zh_cn = "不使用以 % 开头的 YAML 指令：请删除这一行",
            .en = "YAML directives (%) are not used: remove this line"});
    at_ = line_end(at_);
}

void Scanner::open_bracket() {
    start_node();
    if (indents_.size() + brackets_.size() >= limits_.depth_max) {
        report_fatal(
            at_,
            "too-deep",
            {.zh_cn = fmt::format("嵌套超过 {} 层：请简化结构", limits_.depth_max),
             .en = fmt::format("nested more than {} levels deep: simplify", limits_.depth_max)});
        stopped_ = true;
        return;
    }
    brackets_.push_back(at_++);
}

void Scanner::close_bracket() {
    if (in_flow()) brackets_.pop_back();
    adjacent_colon_allowed_ = true;
    ++at_;
}

void Scanner::comma() {
    adjacent_colon_allowed_ = false;
    ++at_;
}

void Scanner::dash() {
    auto const dash = at_++;
    if (in_flow()) return;  // the parser says what is wrong
    open_indent(column(dash), true);
    key_allowed_ = true;
    check_indentation(at_);
}

void Scanner::question_mark() {
    report(
        at_,
        "complex-key",
        {.zh_cn = "不使用“? ”形式的键：请写成“键: 值”，若是文本请加引号",
         .en = "keys in the form “? ” are not used: write “key: value”, or put a text in quotes"});
    if (!in_flow()) open_indent(column(at_), false);
    key_allowed_ = !in_flow();
    ++at_;
}

bool Scanner::is_colon(std::size_t offset) const {
    if (at(offset) != ':') return false;
    if (gap(offset + 1)) return true;
    if (!in_flow()) return false;
    auto const next = at(offset + 1);
    return adjacent_colon_allowed_ || next == ',' || next == ']' || next == '}';
}

void Scanner::colon() {
    adjacent_colon_allowed_ = false;
    if (!in_flow()) {
        bool const key_on_line = key_ && *key_ >= line_start_;
        open_indent(column(key_on_line ? *key_ : at_), false);
        key_.reset();
        key_allowed_ = false;
    }
    ++at_;
}

void Scanner::reference() {
    start_node();
    bool const alias = text_[at_] == '*';
    auto const sign = text_[at_];
    report(at_,
           alias ? "alias" : "anchor",
           {.zh_cn = fmt::format("不使用 YAML 的锚点与引用（{}）：请直接写出内容，若是文本请加引号",
                                 sign),
            .en = fmt::format("YAML anchors and aliases ({}) are not used: write the content out, "
                              "or put a text that "
                              "begins with {} in quotes",
                              sign,
                              sign)});
    ++at_;
    while (more() && !gap(at_) &&
           std::string_view{"[]{},"}.find(text_[at_]) == std::string_view::npos)
        ++at_;
}

void Scanner::tag() {
    start_node();
    report(
        at_,
        "tag",
        {.zh_cn = "不使用 YAML 标签（!）：请删除，若是文本请加引号",
         .en =
             "YAML tags (!) are not used: remove it, or put a text that begins with ! in quotes"});
    ++at_;
    while (more() && !gap(at_) &&
           std::string_view{"[]{},"}.find(text_[at_]) == std::string_view::npos)
        ++at_;
}

// --- texts
// -----------------------------------------------------------------------------------------------

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
        if (c == '\\' && quote == '"' && !is_break(at(i + 1))) {
            ++i;
        } else if (c == quote && quote == '\'' && at(i + 1) == '\'') {
            ++i;
        } else if (c == quote) {
            at_ = i + 1;
            adjacent_colon_allowed_ = true;
            return check_after_quote(opening, several_lines);
        } else if (c == '\n') {
            several_lines = true;
            line_start_ = i + 1;
            auto const content = skip_blanks(i + 1);
            if (!is_break(at(content)) && column(content) <= indent()) break;
        }
    }
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
    brackets_.clear();
    at_ = line_end(opening);
}

void Scanner::check_after_quote(std::size_t opening, bool several_lines) {
    auto const next = skip_blanks(at_);
    auto const c = at(next);
    if (is_break(c) || c == '#' || c == ':') return;
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
    auto const header = text_.substr(at_ + 1, 2);
    auto const digit = header.find_first_of("123456789");
    bool const given = digit != header.npos && (digit == 0 || header[0] == '+' || header[0] == '-');
    auto needed = std::max<std::ptrdiff_t>(indent(), 0) + (given ? header[digit] - '0' : 1);
    bool seen = given;
    at_ = line_end(at_);
    while (more()) {
        auto const start = at_ + 1;
        auto spaces = start;
        while (at(spaces) == ' ') ++spaces;
        auto const wide = static_cast<std::ptrdiff_t>(spaces - start);
        bool const empty = is_break(at(spaces));
        if (!seen) needed = std::max(needed, wide);
        if (!empty && wide < needed) {
            if (at(spaces) != '\t') return;
            check_indentation(start);
        }
        seen = seen || !empty;
        at_ = line_end(start);
    }
}

bool Scanner::ends_plain(std::size_t offset) const {
    auto const c = at(offset);
    if (c == ':')
        return gap(offset + 1) || (in_flow() && std::string_view{",]}"}.find(at(offset + 1)) !=
                                                    std::string_view::npos);
    if (is_blank(c)) return at(offset + 1) == '#';
    return in_flow() && std::string_view{",?[]{}"}.find(c) != std::string_view::npos;
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
        while (next < text_.size() && (gap(next))) {
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

// --- reports
// ---------------------------------------------------------------------------------------------

void Scanner::report(std::size_t offset, char const* rule, Text message) {
    scan_.problems.push_back(document_.problem(places_.of(offset), rule, std::move(message)));
    if (scan_.problems.size() < problems_max) return;
    scan_.parseable = false;
    stopped_ = true;
}

void Scanner::report_fatal(std::size_t offset, char const* rule, Text message) {
    scan_.parseable = false;
    report(offset, rule, std::move(message));
}

}  // namespace

Scan scan(Document const& document, Places const& places, Limits const& limits) {
    return Scanner{document, places, limits}.run();
}

}  // namespace duban::yaml
