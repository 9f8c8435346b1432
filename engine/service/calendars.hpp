// The calendars of an installation, by name.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "engine/calendar/calendar.hpp"

namespace duban::service {

using Calendars = std::map<std::string, calendar::Calendar, std::less<>>;

}  // namespace duban::service
