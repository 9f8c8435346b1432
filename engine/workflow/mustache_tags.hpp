// The tags of a Mustache text, found without rendering it: which names it puts in, where its
// sections open and close, and what of Mustache is refused here. Only names and sections are
// allowed: no `{{{` or `{{&`, no partials, no change of delimiters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"

namespace duban::workflow {

struct MustacheTag {
    enum class Kind : std::uint8_t { variable, section, inverted };

    Kind kind = Kind::variable;
    std::string name;
    std::size_t offset = 0;  // in bytes, of the name
    bool inside_section = false;
};

struct MustacheProblem {
    std::size_t offset = 0;  // in bytes
    std::string rule;
    Text message;
};

struct MustacheTags {
    std::vector<MustacheTag> tags;
    std::vector<MustacheProblem> problems;

    /// Sections within sections; the renderer is recursive.
    static constexpr std::size_t depth_max = 8;
};

MustacheTags find_mustache_tags(std::string_view text);

}  // namespace duban::workflow
