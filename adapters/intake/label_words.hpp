// The words that pages use as labels, and the field each means. Data: a new wording is a new row.
#pragma once

#include <span>
#include <string_view>

#include "adapters/intake/labels.hpp"

namespace duban::intake {

enum class Place {
    anywhere,  // after any white space: the word is too special for running text
    line,      // only where a line or a cell begins
};

struct Label {
    std::u32string_view word;
    Field field;
    Place place;
};

[[nodiscard]] std::span<Label const> label_words();

}  // namespace duban::intake
