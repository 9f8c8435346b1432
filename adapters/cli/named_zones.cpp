#include "adapters/cli/named_zones.hpp"

namespace duban::cli {

std::optional<WallTime> NamedZones::to_wall(std::string_view zone, Instant instant) const {
    auto known = known_.find(zone);
    if (known == known_.end()) {
        auto found = calendar::Zone::find(zone);
        if (!found) return std::nullopt;
        known = known_.emplace(std::string{zone}, std::move(*found)).first;
    }
    return known->second.to_wall(instant);
}

}  // namespace duban::cli
