// Where definitions and calendars lie, and which clock hangs on the wall: as configured, else as
// they ship with the program. For commands that need no office.
#pragma once

#include <optional>
#include <string>

#include "adapters/cli/session.hpp"
#include "engine/base/result.hpp"
#include "engine/tracking/case.hpp"
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

/// That definition with the calendar it names. Throws Missing as above.
Result<tracking::Procedure, Problems> find_procedure(
    Places const& places,
    std::string const& name,
    workflow::Proofs proofs = workflow::Proofs::required);

/// Where the definition of that name, or at that path, lies: its workflow.yaml.
std::string find_workflow_file(Places const& places, std::string const& name);

}  // namespace duban::cli
