// A text for the parser, each of its literal blocks (`|`) cut down to one letter. The scanner knows
// where those end, nothing in them needs parsing, and yaml-cpp spends a fourth of its time on them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duban::yaml {

/// A literal text without anything special: no header, no blank line before it, none of its empty
/// lines holds blanks, all lines end in \n alone. Offsets are bytes of the whole text.
struct LiteralBlock {
    std::size_t indicator;    // of the |
    std::size_t begin;        // of its first line
    std::size_t end;          // of the line after its last
    std::size_t indentation;  // of its lines, and not part of it
};

class Abridged {
  public:
    /// The blocks in the order of the text; both must outlive it.
    Abridged(std::string_view whole, std::vector<LiteralBlock> const& blocks);

    [[nodiscard]] std::string const& text() const { return text_; }

    /// Where in the whole stands what is here in the shortened text.
    [[nodiscard]] std::size_t offset_in_whole(std::size_t offset) const;

    /// The block of this indicator in the whole, or null.
    [[nodiscard]] LiteralBlock const* block_at(std::size_t indicator) const;

    /// What it says: without its indentation, and with one line end behind it (YAML 1.2, 8.1.1.2:
    /// clip).
    [[nodiscard]] std::string content(LiteralBlock const& block) const;

  private:
    std::string_view whole_;
    std::vector<LiteralBlock> const& blocks_;
    std::string text_;
    std::vector<std::size_t> ends_;  // of each block, in the shortened text
};

}  // namespace duban::yaml
