#include <fmt/format.h>

#include "adapters/storage/sqlite/connection_impl.hpp"
#include "adapters/storage/sqlite/database_file.hpp"

namespace duban::sqlite {

namespace {

constexpr std::size_t told_at_most = 20;

}  // namespace

std::vector<std::string> find_damage(std::string const& path) {
    Connection connection{{.path = checked_path(path), .read_only = true}, Connection::Use::read};
    std::vector<std::string> damage;
    auto faults = connection.query(fmt::format("PRAGMA integrity_check({})", told_at_most));
    while (faults.next()) {
        auto fault = faults.take<std::string>();
        if (fault != "ok") damage.push_back(std::move(fault));
    }
    auto strays = connection.query("PRAGMA foreign_key_check");
    while (damage.size() < told_at_most && strays.next()) {
        auto const table = strays.take<std::string>();
        auto const row = strays.take<std::int64_t>();
        damage.push_back(fmt::format(
            "row {} of {} points to no row of {}", row, table, strays.take<std::string>()));
    }
    return damage;
}

}  // namespace duban::sqlite
