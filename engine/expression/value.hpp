// A value of a field or of a guard. The kinds are CEL's, plus Day for dates without a time. Values
// compare structurally with ==; the numeric comparison across int, uint and double is the
// evaluator's business.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/instant.hpp"

namespace duban::expression {

class Value;

struct Null {
    friend bool operator==(Null, Null) = default;
};

struct Bytes {
    std::string octets;
    friend bool operator==(Bytes const&, Bytes const&) = default;
};

using List = std::vector<Value>;

/// CEL's equality of keys: 1 and 1u are one key. Bools come first, then numbers, then texts.
struct KeyOrder {
    using is_transparent = void;

    bool operator()(Value const& left, Value const& right) const;
    bool operator()(Value const& left, std::string_view right) const;
    bool operator()(std::string_view left, Value const& right) const;

    // Else a literal could be either of the above.
    bool operator()(Value const& left, char const* right) const {
        return (*this)(left, std::string_view{right});
    }

    bool operator()(char const* left, Value const& right) const {
        return (*this)(std::string_view{left}, right);
    }
};

/// The keys are bools, ints, uints or texts. A record is one too: its fields by their names, of
/// which those that nobody has set may be missing.
using Map = std::map<Value, Value, KeyOrder>;

class Value {
  public:
    // Lists and maps are shared and immutable, so that a value is cheap to copy however long it is.
    using Variant = std::variant<Null,
                                 bool,
                                 std::int64_t,
                                 std::uint64_t,
                                 double,
                                 std::string,
                                 Bytes,
                                 Day,
                                 Instant,
                                 Duration,
                                 std::shared_ptr<List const>,
                                 std::shared_ptr<Map const>>;

    Value() = default;

    Value(bool value) : variant_{value} {}

    Value(std::int64_t value) : variant_{value} {}

    Value(std::uint64_t value) : variant_{value} {}

    Value(double value) : variant_{value} {}

    Value(std::string value) : variant_{std::move(value)} {}

    Value(char const* value) : variant_{std::string{value}} {}

    Value(Bytes value) : variant_{std::move(value)} {}

    Value(Day value) : variant_{value} {}

    Value(Instant value) : variant_{value} {}

    Value(Duration value) : variant_{value} {}

    Value(List value) : variant_{std::make_shared<List const>(std::move(value))} {}

    Value(Map value);

    [[nodiscard]] Variant const& variant() const { return variant_; }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(variant_); }

    /// The value as `Kind`, or null where it is of another kind. For lists and maps ask as_list()
    /// and as_map().
    template <class Kind>
    [[nodiscard]] Kind const* as() const {
        return std::get_if<Kind>(&variant_);
    }

    [[nodiscard]] List const* as_list() const;
    [[nodiscard]] Map const* as_map() const;

    friend bool operator==(Value const& left, Value const& right);

  private:
    Variant variant_;
};

/// Adds an entry, or says in CEL's words why not: the key is there already, or can be no key.
std::optional<std::string> insert(Map& map, Value key, Value value);

/// For people and for `why`: text in quotes, lists and maps in brackets, null as "null".
std::string to_text(Value const& value);

}  // namespace duban::expression
