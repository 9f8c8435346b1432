// Where a byte of a text stands for a person: line and column. Made once per text; an answer costs
// a search among the lines and a count of at most a few hundred bytes, however long the line is.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::yaml {

class Places {
  public:
    /// `text` must outlive the places.
    explicit Places(std::string_view text);

    /// An offset beyond the end counts as the end.
    [[nodiscard]] Position of(std::size_t offset) const;

  private:
    [[nodiscard]] std::size_t characters_before(std::size_t offset) const;

    std::string_view text_;
    std::vector<std::size_t> line_starts_;
    std::vector<std::size_t> characters_;  // characters before every 256th byte
};

}  // namespace duban::yaml
