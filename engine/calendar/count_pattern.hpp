// Regular expressions for the numbers that terms, offsets and delays count with, as editors need
// them: no editor compares numbers inside a text.
#pragma once

#include <string>

namespace duban::calendar {

/// The whole numbers from 1 to `most`, without leading zeros: "[1-9]|1[0-2]" for 12.
std::string count_pattern(int most);

}  // namespace duban::calendar
