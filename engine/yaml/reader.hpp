// Reads YAML strictly: what two readers could understand differently is refused, with its place and
// what to do about it. Never throws for a bad text, however hostile; every problem that can be seen
// is reported in one run. It knows nothing of workflows: keys are judged by `Mapping`, types by
// `Values`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/yaml/node.hpp"

namespace duban::yaml {

struct Limits {
    /// The largest workflow seen is some 60 KB; a directory of 5,000 people is half of this.
    std::size_t bytes_max = std::size_t{1} << 20U;
    /// Regions within nested states, with a choice within a choice, stay below 40.
    std::size_t depth_max = 64;
    /// Keys count as well. 100,000 are a directory of some 6,000 people, and 20 MB of memory.
    std::size_t nodes_max = 100'000;
    /// `on` may be a key: for files whose keys are all known words, one of which says a date.
    bool on_is_a_key = false;
};

/// The text as a tree. A UTF-8 byte-order mark is skipped. Where the text cannot be parsed at all
/// the root is absent; where a problem leaves the tree whole (a duplicate key, say) the root is
/// there in spite of it, so that the caller can report its own problems in the same run. `problems`
/// are in the order of the text. Any kind of root is allowed but none at all.
Document read(std::string_view text, std::string file, Limits const& limits = {});

}  // namespace duban::yaml
