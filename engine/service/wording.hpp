// Values and dates as people read them in a message or on a screen.
#pragma once

#include <optional>
#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/delivery/directory.hpp"
#include "engine/expression/value.hpp"
#include "engine/workflow/field.hpp"

namespace duban::service {

/// "2026年7月1日（周三）", "Wednesday, 1 July 2026".
std::string long_date(Day day, Language language);

/// The same with the day that it was at first, where it was another:
/// "2026年8月3日（周一，原为2026年 7月1日）", "Monday, 3 August 2026 (originally 1 July 2026)".
std::string long_date(Day day, std::optional<Day> original, Language language);

/// "2026-07-01 09:00" on the wall of the zone.
std::string wall_text(Instant instant, calendar::Zone const& zone);

/// "2026-07-01", the day of the instant in UTC, where no zone is at hand.
std::string day_text(Instant instant);

/// A field's value: persons and units by name, yes and no in words, lists joined; empty for null.
std::string wording_of(workflow::Field const& field,
                       expression::Value const& value,
                       delivery::Directory const& directory,
                       Language language);

}  // namespace duban::service
