#include "engine/expression/source.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"

namespace duban::expression {

Position Source::position(std::size_t offset) const {
    auto const before = text.substr(0, offset);
    auto const newline = before.rfind('\n');
    auto const line = newline == std::string_view::npos ? before : before.substr(newline + 1);
    return {.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            .column = static_cast<int>(count_characters(line)) + 1};
}

Problem Source::problem(std::size_t offset,
                        std::string rule,
                        Text message,
                        std::string suggestion) const {
    return {.file = {},
            .at = position(offset),
            .severity = Severity::error,
            .rule = std::move(rule),
            .message = std::move(message),
            .suggestion = std::move(suggestion),
            .source_line = {}};
}

}  // namespace duban::expression
