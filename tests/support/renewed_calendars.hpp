// The shipped calendars as if a late paper had come: that of China has more days of rest.
#pragma once

#include <vector>

#include "engine/service/procedures.hpp"

namespace duban::support {

/// The days must be such as the shipped calendar says nothing of.
service::Calendars renewed_calendars(std::vector<Day> const& rest);

}  // namespace duban::support
