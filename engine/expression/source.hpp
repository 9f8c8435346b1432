// The text of an expression and places in it: offsets in bytes inside, lines and columns in
// characters for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/problem.hpp"

namespace duban::expression {

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(Span const&, Span const&) = default;
};

struct Source {
    std::string_view text;

    [[nodiscard]] Position position(std::size_t offset) const;
    /// An error at an offset; `file` and `source_line` are the caller's.
    [[nodiscard]] Problem problem(std::size_t offset,
                                  std::string rule,
                                  Text message,
                                  std::string suggestion = {}) const;
};

}  // namespace duban::expression
