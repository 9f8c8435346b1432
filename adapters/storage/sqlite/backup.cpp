#include "adapters/storage/sqlite/backup_impl.hpp"

#include <filesystem>
#include <system_error>

#include "adapters/storage/sqlite/database_file.hpp"
#include "adapters/storage/sqlite/failure_impl.hpp"

namespace duban::sqlite {

namespace {

[[noreturn]] void refuse(std::string const& path) {
    fail(path, "there is a file already, which a backup does not overwrite. Choose another name");
}

}  // namespace

void back_up(Connection& connection, std::string const& path) {
    auto const target = checked_path(path);
    auto const partial = target + ".partial";
    if (std::filesystem::exists(std::filesystem::symlink_status(target))) refuse(target);
    if (!create_private_file(partial)) {
        fail(partial, "another backup is under way or was broken off. If none runs, remove it");
    }
    try {
        connection.run("VACUUM INTO ?", partial);
        make_durable(partial);
        if (!rename_to_new(partial, target)) refuse(target);
        make_durable(target);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        throw;
    }
}

}  // namespace duban::sqlite
