// What an administrator says of the way from one version of a definition to another, where the
// names alone do not say it: which state, field and deadline has become which. A value; read from a
// file by mapping_file.hpp. Without any entry everything keeps its name.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"

namespace duban::revision {

enum class Counting : std::uint8_t {
    keep,     // start, term and end as they were told to people
    recount,  // the new definition's term, from the same start
};

struct Mapping {
    template <class Value>
    using ByName = std::map<std::string, Value, std::less<>>;

    std::string workflow;
    int from = 0;  // versions
    int to = 0;
    ByName<std::vector<std::string>> states;    // old path -> new ones, side by side
    ByName<std::optional<std::string>> fields;  // nothing: dropped with its value
    ByName<Counting> deadlines;                 // by their old names
    Counting default_deadline = Counting::keep;
    Text because;

    [[nodiscard]] Counting counting_of(std::string_view deadline) const {
        auto const found = deadlines.find(deadline);
        return found == deadlines.end() ? default_deadline : found->second;
    }
};

}  // namespace duban::revision
