// Which edition of the IANA time zone database this machine has: with another one the hours of an
// office abroad may lie elsewhere, so it is written down at each start.
#pragma once

#include <string>

namespace duban::runtime {

/// "2025b"; "unknown" where the system's files do not tell.
std::string zone_database_version();

}  // namespace duban::runtime
