// One run of a prepared statement: values are bound and columns are taken from left to right. Bound
// texts are not copied: they must outlive the query. Destroying it makes the statement ready again.
#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/sha256.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/delivery/receipt.hpp"

namespace duban::sqlite {

class Connection;

/// Octets that are no text.
struct Blob {
    std::string_view octets;
};

class Query {
  public:
    Query(Connection& connection, sqlite3_stmt* statement);

    /// True: a row is there, its first column is the next to be taken.
    bool next();

    void bind(std::nullopt_t);
    void bind(std::string_view text);
    void bind(Hash const& hash);
    void bind(Blob blob);

    void bind(std::integral auto number) { bind_integer(static_cast<std::int64_t>(number)); }

    void bind(std::string const& text) { bind(std::string_view(text)); }

    void bind(Instant instant) { bind(to_milliseconds(instant)); }

    void bind(delivery::Phase phase) { bind(delivery::to_text(phase)); }

    void bind(delivery::Receipt::Kind kind) { bind(delivery::to_text(kind)); }

    void bind(Language language) { bind(to_text(language)); }

    /// Zero names nothing and is kept as NULL.
    template <class Kind>
    void bind(Id<Kind> id) {
        id.value == 0 ? bind(std::nullopt) : bind(id.value);
    }

    template <class Value>
    void bind(std::optional<Value> const& value) {
        value ? bind(*value) : bind(std::nullopt);
    }

    void take(std::string& text);
    void take(Hash& hash);
    void take(delivery::Phase& phase);
    void take(delivery::Receipt::Kind& kind);
    void take(Language& language);

    void take(std::integral auto& number) {
        number = static_cast<std::remove_reference_t<decltype(number)>>(take_integer());
    }

    void take(bool& flag) { flag = take_integer() != 0; }

    void take(Instant& instant) { instant = from_milliseconds(take_integer()); }

    template <class Kind>
    void take(Id<Kind>& id) {
        id.value = take_integer();
    }

    template <class Value>
    void take(std::optional<Value>& value) {
        if (is_null()) {
            ++taken_;
            value.reset();
        } else {
            take(value.emplace());
        }
    }

    std::string take_blob();

    template <class Value>
    Value take() {
        Value value{};
        take(value);
        return value;
    }

  private:
    struct Reset {
        void operator()(sqlite3_stmt* statement) const;
    };

    void bind_integer(std::int64_t number);
    std::int64_t take_integer();
    [[nodiscard]] bool is_null() const;
    void check_bound(int code);
    std::string_view take_text();
    [[noreturn]] void fail_damaged(std::string_view what) const;

    Connection* connection_;
    std::unique_ptr<sqlite3_stmt, Reset> statement_;
    int bound_ = 0;
    int taken_ = 0;
};

}  // namespace duban::sqlite
