#include "tests/adapters/storage/database_probe.hpp"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace duban::storage_test {

std::string run_sql(std::string const& path, std::string const& sql) {
    sqlite3* opened = nullptr;
    int code = sqlite3_open(path.c_str(), &opened);
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> const database(opened, sqlite3_close);
    std::string answer;
    auto const keep = [](void* to, int, char** columns, char**) {
        *static_cast<std::string*>(to) = columns[0] == nullptr ? "" : columns[0];
        return 0;
    };
    if (code == SQLITE_OK) code = sqlite3_exec(opened, sql.c_str(), keep, &answer, nullptr);
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(opened));
    return answer;
}

std::string check_soundness(std::string const& path) {
    auto const references = run_sql(path, "PRAGMA foreign_key_check");
    return references.empty() ? run_sql(path, "PRAGMA integrity_check") : references;
}

}  // namespace duban::storage_test
