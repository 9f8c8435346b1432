#include "engine/yaml/scanner.hpp"

#include <fmt/format.h>

#include <utility>

#include "engine/yaml/syntax.hpp"

namespace duban::yaml {

namespace {

constexpr std::size_t problems_max = 100;  // nobody mends more in one go

}  // namespace

Scan Scanner::run() {
    check_indentation(0);
    while (true) {
        skip_to_token();
        if (!more()) break;
        close_indents();
        check_belongs();
        token();
    }
    check_key_ended();
    if (scan_.parseable && in_flow()) unclosed_bracket();
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
            return comma();
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

void Scanner::skip_to_token() {
    while (more()) {
        if (is_blank(at_) || text_[at_] == '\r') {
            ++at_;
        } else if (text_[at_] == '#') {
            at_ = line_end(at_);
        } else if (text_[at_] == '\n') {
            start_line(at_ + 1);
            check_indentation(at_);
        } else {
            return;
        }
    }
}

void Scanner::start_line(std::size_t offset) {
    check_key_ended();
    at_ = offset;
    line_start_ = offset;
    if (in_flow()) return;
    key_allowed_ = true;
    key_.reset();
}

/// Editors show a tab as two, four or eight columns; indentation that means something cannot
/// hold it.
void Scanner::check_indentation(std::size_t from) {
    auto const content = skip_blanks(from);
    auto const tab = text_.substr(from, content - from).find('\t');
    if (tab == text_.npos || is_break(content) || at(content) == '#') return;
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

/// The parser takes what stands left of everything above as a further document, and says nothing.
void Scanner::check_belongs() {
    bool const first_on_line = skip_blanks(line_start_) == at_;
    bool const outside = indents_.empty() && !in_flow() && content_seen_ && !document_ended_;
    if (!first_on_line || !outside || is_document_marker(at_)) return;
    report_fatal(
        at_,
        "syntax",
        {.zh_cn = "这一行不属于上面的内容：请检查缩进，列表与“键: 值”也不能混在同一层",
         .en = "this line does not belong to what stands above: check the indentation; a list "
               "and “key: value” cannot be mixed on one level"});
    stopped_ = true;
}

/// Where keys are expected a colon must follow; at the end of the text the parser lets it pass.
void Scanner::check_key_ended() {
    bool const sibling =
        key_ && !indents_.empty() && !indents_.back().is_list && key_->column == indent();
    if (sibling && !in_flow()) key_without_colon();
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
    key_ = {at_, column(at_)};
    key_allowed_ = false;
}

std::size_t Scanner::skip_blanks(std::size_t offset) const {
    while (is_blank(offset)) ++offset;
    return offset;
}

std::size_t Scanner::line_end(std::size_t offset) const {
    auto const end = text_.find('\n', offset);
    return end == text_.npos ? text_.size() : end;
}

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
        content_seen_ = false;
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
    auto const wanted = text_[at_] == ']' ? '[' : '{';
    if (in_flow() && text_[brackets_.back()] != wanted) {
        unclosed_bracket();
        brackets_.pop_back();
    }
    if (in_flow() && text_[brackets_.back()] == wanted) brackets_.pop_back();
    adjacent_colon_allowed_ = true;
    ++at_;
}

void Scanner::unclosed_bracket() {
    auto const opening = text_[brackets_.back()];
    auto const closing = opening == '[' ? ']' : '}';
    report_fatal(brackets_.back(),
                 "unclosed-bracket",
                 {.zh_cn = fmt::format("括号 {} 没有闭合：请补上 {}", opening, closing),
                  .en = fmt::format("the bracket {} is never closed: add {}", opening, closing)});
}

void Scanner::comma() {
    if (!in_flow()) {
        auto const line = text_.substr(at_, line_end(at_) - at_);
        report_fatal(at_, "syntax", explain_syntax("unknown token", line));
    }
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
        bool const over_lines = key_ && key_->offset < line_start_;
        if (over_lines)
            key_without_colon();  // a line runs on into the next one, where the colon is
        open_indent(key_ ? key_->column : column(at_), false);
        key_.reset();
        key_allowed_ = false;
    }
    ++at_;
}

void Scanner::key_without_colon() {
    auto const start = key_->offset;
    auto const line = text_.substr(start, line_end(start) - start);
    report_fatal(start, "syntax", explain_syntax("end of map not found", line));
    key_.reset();
}

void Scanner::reference() {
    start_node();
    auto const sign = text_[at_];
    report(at_,
           sign == '*' ? "alias" : "anchor",
           {.zh_cn = fmt::format(
                "不使用 YAML 的锚点与引用：请直接写出内容，以 {} 开头的文本要加引号", sign),
            .en = fmt::format("YAML anchors and aliases are not used: write the content out; "
                              "a text that begins with {} needs quotes",
                              sign)});
    skip_word();
}

void Scanner::tag() {
    start_node();
    report(at_,
           "tag",
           {.zh_cn = "不使用 YAML 标签：请删除，以 ! 开头的文本要加引号",
            .en = "YAML tags are not used: remove it; a text that begins with ! needs quotes"});
    skip_word();
}

/// A sign and what is attached to it.
void Scanner::skip_word() {
    constexpr std::string_view brackets = "[]{},";
    ++at_;
    while (more() && !gap(at_) && brackets.find(text_[at_]) == brackets.npos) ++at_;
}

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

}  // namespace duban::yaml
