// What the getters of a timestamp ask when they are given a zone by its name, as in
// now.getHours("Asia/Shanghai"). Fixed offsets and UTC need no one to ask.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"

namespace duban::expression {

class Zones {
  public:
    virtual ~Zones() = default;

    /// The wall time in the zone; nothing for a zone that does not exist.
    [[nodiscard]] virtual std::optional<WallTime> to_wall(std::string_view zone,
                                                          Instant instant) const = 0;
};

}  // namespace duban::expression
