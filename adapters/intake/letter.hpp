// A reply letter, taken apart: the opening that names the case, the answers, the thanks, the
// signature. What follows the signature is not the letter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/intake/names.hpp"
#include "adapters/intake/numbering.hpp"
#include "adapters/intake/passage.hpp"
#include "adapters/intake/signature.hpp"

namespace duban::intake {

struct Letter {
    Passage opening;    // from the first word after the salutation to the first answer
    Numbering answers;  // the last one ends where the thanks begin
    std::optional<Signature> signature;
    std::string text;  // the letter without formalities (contacts, copies)
};

/// `whole` begins with the salutation; `body` is where the letter goes on after it, within `whole`.
[[nodiscard]] Letter read_letter(Passage whole, std::size_t body);

}  // namespace duban::intake
