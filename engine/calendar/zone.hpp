// A time zone by its IANA name ("Asia/Shanghai"): turns instants into the wall time of an office
// and back. Read once from the system's time zone database, then pure: conversions search a table
// of the changes between 1970 and 2100 and ask nobody. Cheap to copy. Before 1970 the first known
// offset holds, after 2100 the last.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::calendar {

class Zone {
  public:
    /// Refuses an unknown name, with the nearest known one.
    static Result<Zone, Text> find(std::string_view name);

    [[nodiscard]] std::string const& name() const;
    [[nodiscard]] WallTime to_wall(Instant instant) const;
    /// A wall time that the clocks skip is read on the clock as it was before, and so moves forward
    /// by the gap; one that comes twice is the first of the two.
    [[nodiscard]] Instant to_instant(WallTime wall) const;
    /// The date on the wall.
    [[nodiscard]] Day day_of(Instant instant) const;

  private:
    struct Table;
    explicit Zone(std::shared_ptr<Table const> table);

    std::shared_ptr<Table const> table_;
};

/// A time on the zone's wall ("2026-03-04T10:00"), or an RFC 3339 with an offset of its own.
std::optional<Instant> parse_instant(std::string_view text, Zone const& zone);

/// RFC 3339 with the zone's offset, to the second: "2026-03-04T10:00:00+08:00".
std::string to_text(Instant instant, Zone const& zone);

}  // namespace duban::calendar
