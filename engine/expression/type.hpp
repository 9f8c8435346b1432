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
    std::vector<std::string>
        choices;  // of a string that is a choice: its words; a comparison with another is a problem

    friend bool operator==(Type const&, Type const&) = default;
};

/// "int", "list(string)", "timestamp", …: CEL's names; "date" for a day.
std::string to_text(Type const& type);

}  // namespace duban::expression
