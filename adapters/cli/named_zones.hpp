// Time zones by their names for expressions, from the system's time zone database. Each is read
// once; not for several threads.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/calendar/zone.hpp"
#include "engine/expression/zones.hpp"

namespace duban::cli {

class NamedZones : public expression::Zones {
  public:
    [[nodiscard]] std::optional<WallTime> to_wall(std::string_view zone,
                                                  Instant instant) const override;

  private:
    // Of the names that exist, and so no more than there are zones.
    mutable std::map<std::string, calendar::Zone, std::less<>> known_;
};

}  // namespace duban::cli
