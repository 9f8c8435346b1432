// The static type of a field or of an expression. `any` is an unknown type, checked only when
// evaluated.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace duban::expression {

enum class Kind : std::uint8_t {
    any,
    null,
    boolean,
    int64,
    uint64,
    float64,
    string,
    bytes,
    day,
    timestamp,
    duration,
    list,
};

struct Type {
    Kind kind = Kind::any;
    Kind element = Kind::any;  // of a list
    // Of a string that is a choice, or of a list of such: its words; a comparison with another is a
    // problem.
    std::vector<std::string> choices = {};

    friend bool operator==(Type const&, Type const&) = default;
};

/// "int", "list(string)", "timestamp", …: CEL's names; "date" for a day, "dyn" for any.
std::string to_text(Type const& type);

bool is_numeric(Kind kind);

/// Whether `==` between the two can ever be true: the same kind, two numbers, null or any.
bool is_comparable(Type const& left, Type const& right);

/// Whether `<` between the two has a meaning: two numbers, or one kind that has an order, or any.
bool is_orderable(Type const& left, Type const& right);

/// The type of what may be either; any where they differ, the other one where one is null.
Type join(Type const& left, Type const& right);

/// The type of a list's items; any where `list` is not known to be a list.
Type element_of(Type const& list);

Type list_of(Type const& element);

}  // namespace duban::expression
