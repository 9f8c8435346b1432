// What a rehearsal answers to its player, as one line of JSON.
#pragma once

#include <string>

#include "engine/base/language.hpp"
#include "engine/tracking/rehearsal.hpp"

namespace duban::cli {

/// {"at":…,"state":[…],"data":{…},"refused":null|{"reason":…},"effects":[…],"deadlines":[…],
/// "ended":false}, and "parts" where the case has some. Times carry the office's offset.
std::string play_json(tracking::Procedure const& procedure,
                      tracking::Rehearsal const& rehearsal,
                      tracking::Rehearsal::Outcome const& outcome,
                      Language language);

}  // namespace duban::cli
