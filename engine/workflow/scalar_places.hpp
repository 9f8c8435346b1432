// Where the characters of a scalar stand in its file. A guard knows a mistake by its place in the
// text after YAML has read it; people look for it in the file, behind quotes, escapes, folded lines
// and the indentation of a block.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/yaml/node.hpp"

namespace duban::workflow {

class ScalarPlaces {
  public:
    ScalarPlaces(yaml::Document const& document, yaml::Node const& scalar);

    /// Of the n-th character (from 0) of the scalar's text; beyond its end, the place just behind.
    [[nodiscard]] Position of_character(std::size_t number) const;
    /// Of a byte of the scalar's text.
    [[nodiscard]] Position of_byte(std::size_t offset) const;
    /// Of a line and column inside the scalar's text.
    [[nodiscard]] Position of(Position inside) const;

  private:
    yaml::Node const* scalar_;
    std::vector<Position> places_;  // one per character, and one behind the last
};

}  // namespace duban::workflow
