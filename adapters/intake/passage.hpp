// A passage of a page, seen twice: `text` as printed, and `shadow`, its simplified, half-width twin
// of the same length. Recognisers look at the shadow and answer with the text, so that traditional
// and simplified pages are read alike and yet kept as they are. Both are views into a PageText.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duban::intake {

struct Passage {
    static constexpr std::size_t npos = std::u32string_view::npos;

    std::u32string_view text;
    std::u32string_view shadow;

    [[nodiscard]] std::size_t size() const { return text.size(); }

    [[nodiscard]] bool empty() const { return text.empty(); }

    /// Clamped to the passage: never out of range.
    [[nodiscard]] Passage part(std::size_t from, std::size_t count = npos) const;

    [[nodiscard]] Passage until(std::size_t end) const { return part(0, end); }

    [[nodiscard]] bool starts_with(std::u32string_view words) const;
    [[nodiscard]] bool ends_with(std::u32string_view words) const;
    [[nodiscard]] bool contains(std::u32string_view words) const;
    [[nodiscard]] std::size_t find(std::u32string_view words, std::size_t from = 0) const;
    /// Where this passage begins in `whole`, which must hold it.
    [[nodiscard]] std::size_t offset_in(Passage whole) const;
};

/// Without white space, pipes and lost characters that stand at its ends: cell borders and end
/// marks (□) are the printer's, not the writer's.
[[nodiscard]] Passage trimmed(Passage passage);

/// Without the given characters at its ends.
[[nodiscard]] Passage stripped(Passage passage, std::u32string_view characters);

/// Its lines, trimmed, without the empty ones.
[[nodiscard]] std::vector<Passage> lines_of(Passage passage);

/// The pieces between any of the separators, trimmed, without the empty ones.
[[nodiscard]] std::vector<Passage> split(Passage passage, std::u32string_view separators);

/// As printed, lines trimmed and joined by one newline.
[[nodiscard]] std::string to_utf8(Passage passage);
/// As printed, on one line: a name or a title that the page has wrapped.
[[nodiscard]] std::string to_line(Passage passage);
[[nodiscard]] std::string to_utf8(std::u32string_view text);

/// Length of `word` at the front of `shadow` where single characters may stand apart ("標  題"), or
/// 0.
[[nodiscard]] std::size_t match_spaced(std::u32string_view shadow, std::u32string_view word);

}  // namespace duban::intake
