// A size in duban.yaml, such as "256 MB", within bounds.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/yaml/mapping.hpp"

namespace duban::cli {

/// Whole megabytes or gigabytes, so that they can be named.
struct SizeBounds {
    std::uint64_t least;
    std::uint64_t most;
};

/// `to` stays where there is none, or a wrong one, which is reported ("not-a-size").
void read_size(yaml::Mapping const& from,
               std::string_view key,
               SizeBounds const& bounds,
               std::uint64_t& to);

}  // namespace duban::cli
