// What these tests speak in: the shipped calendar of China, and days and terms as one writes them.
#pragma once

#include <string>
#include <string_view>

#include "engine/calendar/calendar.hpp"
#include "engine/calendar/term.hpp"

namespace duban::calendar {

/// A file of the repository; the tests run at its root. Fails the test where it cannot be read.
std::string contents(std::string const& path);

Calendar const& cn();
Day on(std::string_view day);
Term term(std::string_view text);

}  // namespace duban::calendar
