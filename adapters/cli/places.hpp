// Where definitions and calendars lie, and which clock hangs on the wall: as configured, else as
// they ship with the program. For commands that need no office.
#pragma once

#include <optional>
#include <string>

#include "adapters/cli/session.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::cli {

struct Places {
    std::string workflows = "workflows";
    std::string calendars = "config/calendars";
    std::string time_zone = "Asia/Shanghai";
    std::string calendar = "cn";
};

Places find_places(Session const& session);

/// The definition of that name, or at that path. Throws Missing where there is none.
workflow::Definition find_definition(Places const& places,
                                     std::string const& name,
                                     workflow::Proofs proofs = workflow::Proofs::required);

}  // namespace duban::cli
