#include "adapters/storage/sqlite/query_impl.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/storage/sqlite/connection_impl.hpp"
#include "engine/base/ensure.hpp"

namespace duban::sqlite {

void Query::Reset::operator()(sqlite3_stmt* statement) const {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

Query::Query(Connection& connection, sqlite3_stmt* statement)
    : connection_(&connection), statement_(statement) {
    ensure(sqlite3_stmt_busy(statement) == 0, "a statement runs once at a time");
}

bool Query::next() {
    taken_ = 0;
    int const code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    connection_->fail(code);
}

void Query::check_bound(int code) {
    if (code != SQLITE_OK) connection_->fail(code);
}

void Query::bind(std::nullopt_t) {
    check_bound(sqlite3_bind_null(statement_.get(), ++bound_));
}

void Query::bind(std::string_view text) {
    // A null pointer would be NULL.
    char const* const characters = text.data() == nullptr ? "" : text.data();
    check_bound(sqlite3_bind_text64(
        statement_.get(), ++bound_, characters, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::bind(Hash const& hash) {
    check_bound(
        sqlite3_bind_blob64(statement_.get(), ++bound_, hash.data(), hash.size(), SQLITE_STATIC));
}

void Query::bind(Blob blob) {
    // A null pointer would be NULL.
    char const* const octets = blob.octets.data() == nullptr ? "" : blob.octets.data();
    check_bound(
        sqlite3_bind_blob64(statement_.get(), ++bound_, octets, blob.octets.size(), SQLITE_STATIC));
}

void Query::bind_integer(std::int64_t number) {
    check_bound(sqlite3_bind_int64(statement_.get(), ++bound_, number));
}

bool Query::is_null() const {
    return sqlite3_column_type(statement_.get(), taken_) == SQLITE_NULL;
}

std::int64_t Query::take_integer() {
    return sqlite3_column_int64(statement_.get(), taken_++);
}

std::string_view Query::take_text() {
    int const column = taken_++;
    auto const* const text = sqlite3_column_text(statement_.get(), column);
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return text == nullptr ? std::string_view{}
                           : std::string_view(reinterpret_cast<char const*>(text), size);
}

void Query::fail_damaged(std::string_view what) const {
    connection_->fail(
        fmt::format("the file is damaged: {}. Stop every program that uses it, keep a copy, and "
                    "restore the last backup",
                    what));
}

void Query::take(std::string& text) {
    text = take_text();
}

std::string Query::take_blob() {
    int const column = taken_++;
    auto const* const octets =
        static_cast<char const*>(sqlite3_column_blob(statement_.get(), column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return octets == nullptr ? std::string{} : std::string(octets, size);
}

void Query::take(Hash& hash) {
    int const column = taken_++;
    auto const* const bytes =
        static_cast<std::uint8_t const*>(sqlite3_column_blob(statement_.get(), column));
    if (bytes == nullptr ||
        sqlite3_column_bytes(statement_.get(), column) != static_cast<int>(hash.size())) {
        fail_damaged("a hash has another length");
    }
    std::copy_n(bytes, hash.size(), hash.begin());
}

void Query::take(delivery::Phase& phase) {
    auto const parsed = delivery::parse_phase(take_text());
    if (!parsed) fail_damaged("a delivery is in no known phase");
    phase = *parsed;
}

void Query::take(delivery::Receipt::Kind& kind) {
    auto const parsed = delivery::parse_receipt_kind(take_text());
    if (!parsed) fail_damaged("a receipt is of no known kind");
    kind = *parsed;
}

void Query::take(Language& language) {
    auto const parsed = parse_language(take_text());
    if (!parsed) fail_damaged("a delivery is in no known language");
    language = *parsed;
}

}  // namespace duban::sqlite
