// Where in a page the reply stands: under its label, at the salutation of a letter, or at the line
// that says a proposal was received.
#pragma once

#include <optional>
#include <vector>

#include "adapters/intake/labels.hpp"
#include "adapters/intake/passage.hpp"
#include "adapters/intake/salutation.hpp"

namespace duban::intake {

struct ReplyPlace {
    Passage whole;
    std::optional<Salutation> salutation;  // measured in `whole`
};

[[nodiscard]] std::optional<ReplyPlace> place_reply(Passage page,
                                                    std::vector<Labelled> const& labelled);

/// What stands inside the letter is the letter's: its words 建议： and 问题： are no labels.
[[nodiscard]] std::vector<Labelled> outside_letter(std::vector<Labelled> labelled, Passage letter);

}  // namespace duban::intake
