#include "adapters/runtime/zone_database.hpp"

#include <fstream>
#include <string_view>

namespace duban::runtime {

std::string zone_database_version() {
    constexpr std::string_view heading = "# version ";
    std::ifstream file{"/usr/share/zoneinfo/tzdata.zi"};
    std::string line;
    if (!std::getline(file, line) || !line.starts_with(heading)) return "unknown";
    return line.substr(heading.size());
}

}  // namespace duban::runtime
