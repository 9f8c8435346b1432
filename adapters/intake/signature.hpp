// The end of a letter: the units that sign it and the day. Found by its form - units and a date
// with nothing else between them and the last sentence - for a letter names other dates and units
// as well.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "adapters/intake/passage.hpp"
#include "adapters/intake/written_date.hpp"

namespace duban::intake {

struct Signature {
    std::vector<std::string> units;  // in the order of print
    std::optional<WrittenDate> date;
    std::size_t begin;  // in the letter: the first unit, or the date
    std::size_t end;
};

[[nodiscard]] std::optional<Signature> find_signature(Passage letter);

/// Lines that belong to the letter's form and not to its words: contacts, copies, (此页无正文).
[[nodiscard]] bool is_formality(Passage line);

}  // namespace duban::intake
