// Chance that nobody can foresee, for keys and tokens; `SystemRandom` is for jitter alone.
#pragma once

#include <string>

namespace duban::runtime {

/// 32 octets from the system, as 64 hexadecimal digits.
std::string make_token();

}  // namespace duban::runtime
