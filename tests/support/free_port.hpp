// A port of loopback that nobody listened on a moment ago.
#pragma once

#include <cstdint>

namespace duban::support {

std::uint16_t free_port();

}  // namespace duban::support
