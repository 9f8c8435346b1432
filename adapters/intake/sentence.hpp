// The sentences of a text, each with its place as printed and with its shadow packed: without the
// spaces, line ends and invisible characters that pages put inside words, so that a phrase is
// found wherever a line was broken.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duban::intake {

struct Sentence {
    std::size_t begin = 0;  // in characters of the text; the stop that ends it belongs to it
    std::size_t end = 0;
    std::size_t line = 1;    // of its first character
    std::size_t column = 1;  // in characters
    std::u32string packed;
    std::vector<std::size_t> places;  // of each packed character in the text

    /// Where what ends before packed[to] ends in the text.
    [[nodiscard]] std::size_t place_after(std::size_t to) const { return places[to - 1] + 1; }
};

/// `shadow` is that of `text` (page_text.hpp). A sentence of more than some hundred characters is
/// cut at a comma, so that what is done with each stays bounded.
[[nodiscard]] std::vector<Sentence> sentences_of(std::u32string_view text,
                                                 std::u32string_view shadow);

}  // namespace duban::intake
