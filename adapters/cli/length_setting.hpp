// A length of time in duban.yaml, such as "15 minutes": exact, so never in days, and within bounds.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::cli {

/// Whole minutes or hours, so that they can be named; the shortest may be seconds.
struct Bounds {
    Duration shortest;
    Duration longest;
};

/// Nothing where there is none, or a wrong one, which is reported ("not-a-length").
std::optional<Duration> read_length(yaml::Mapping const& from,
                                    std::string_view key,
                                    Bounds const& bounds);

}  // namespace duban::cli
