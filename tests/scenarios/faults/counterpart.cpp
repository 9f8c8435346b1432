#include "tests/scenarios/faults/counterpart.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace duban::faults {

std::map<std::string, int> Counterpart::taken() const {
    std::lock_guard const lock{mutex_};
    return taken_;
}

std::string Counterpart::recipient(int number) const {
    return fmt::format("+861390000000{}", number);
}

void Counterpart::take(std::string const& recipient) {
    std::lock_guard const lock{mutex_};
    ++taken_[recipient];
}

std::string write_secret(support::TemporaryFolder const& folder) {
    auto path = folder.file("secret");
    std::ofstream{path} << "correct-horse\n";
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return path;
}

}  // namespace duban::faults
