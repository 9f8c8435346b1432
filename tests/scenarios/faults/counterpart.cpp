#include "tests/scenarios/faults/counterpart.hpp"

#include <filesystem>
#include <fstream>

namespace duban::faults {

std::string write_secret(support::TemporaryFolder const& folder) {
    auto path = folder.file("secret");
    std::ofstream{path} << "correct-horse\n";
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return path;
}

}  // namespace duban::faults
