// The look at a text before the parser: quotes, brackets, indentation and the parts of YAML that
// are not used here. The parser stops at its first error and takes an unclosed quote in its stride;
// this pass reports all of them, each where it began, and keeps deep nesting from the recursive
// parser. It follows the parser's own reading of tokens, so that it never judges the inside of a
// plain or block text. It builds nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/yaml/abridged.hpp"
#include "engine/yaml/places.hpp"
#include "engine/yaml/reader.hpp"

namespace duban::yaml {

struct Scan {
    Problems problems;
    bool parseable = true;  // false: what the parser would say of the rest makes no sense
    std::vector<LiteralBlock> blocks;
};

/// A block collection that is open: where its dashes or keys begin.
struct Indent {
    std::ptrdiff_t column;
    bool is_list;
};

/// A node that a colon on the same line would make a key.
struct Key {
    std::size_t offset;
    std::ptrdiff_t column;
};

class Scanner {
  public:
    /// All must outlive the scanner. `document.text` must have passed `check_encoding`.
    Scanner(Document const& document, Places const& places, Limits const& limits)
        : document_{document}, places_{places}, limits_{limits}, text_{document.text} {}

    /// Once.
    Scan run();

  private:
    void token();
    void skip_to_token();
    void start_line(std::size_t offset);
    void check_indentation(std::size_t from);
    void close_indents();
    void open_indent(std::ptrdiff_t column, bool is_list);
    void check_belongs();
    void check_key_ended();
    void start_node();

    void document_marker();
    void directive();
    void open_bracket();
    void close_bracket();
    void unclosed_bracket();
    void comma();
    void dash();
    void question_mark();
    void colon();
    void key_without_colon();
    void reference();
    void tag();
    void skip_word();

    // Texts: scanner_texts.cpp.
    void quoted();
    void unclosed_quote(std::size_t opening);
    void check_after_quote(std::size_t opening, bool several_lines);
    void block_text();
    void keep_literal(LiteralBlock const& block);
    void plain();

    [[nodiscard]] bool more() const { return !stopped_ && at_ < text_.size(); }

    [[nodiscard]] char at(std::size_t offset) const {
        return offset < text_.size() ? text_[offset] : '\n';
    }

    /// A blank, a line end or the end of the text.
    [[nodiscard]] bool gap(std::size_t offset) const {
        auto const c = at(offset);
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    [[nodiscard]] bool is_blank(std::size_t offset) const {
        return at(offset) == ' ' || at(offset) == '\t';
    }

    [[nodiscard]] bool is_break(std::size_t offset) const {
        return at(offset) == '\n' || at(offset) == '\r';
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
    std::vector<std::size_t> brackets_;  // offsets of those that are open
    std::optional<Key> key_;
    bool key_allowed_ = true;              // nothing but dashes before on this line
    bool adjacent_colon_allowed_ = false;  // behind a quote or bracket within brackets
    bool content_seen_ = false;
    bool document_started_ = false;
    bool document_ended_ = false;
    bool stopped_ = false;  // the rest is left unread
};

}  // namespace duban::yaml
