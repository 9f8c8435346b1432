// What an expression says literally: the keys and items that stand in it, with their types, and the
// values that are known before anything is evaluated. For those who put it into a field and want to
// know early that it fits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/expression/expression.hpp"

namespace duban::expression {

struct OutlineEntry;

struct Outline {
    Type type;
    std::uint32_t at = 0;           // the byte of the text at which it begins
    std::optional<Value> constant;  // where it hangs on nothing
    bool has_entries = false;       // a map literal whose keys are all texts
    std::vector<OutlineEntry> entries;
    std::vector<Outline> items;     // of a list literal
    std::vector<Outline> branches;  // what `?:` gives, either of them
};

struct OutlineEntry {
    std::string key;
    std::uint32_t at = 0;
    Outline value;
};

Outline outline_of(Expression const& expression);

}  // namespace duban::expression
