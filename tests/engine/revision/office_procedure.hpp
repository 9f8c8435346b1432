// A procedure with a bit of everything that a new version may change, and ways to change it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/tracking/case.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::revision_test {

/// What is written, and what is to stand in its place.
using Edits = std::vector<std::pair<std::string, std::string>>;

/// Version 1, with these edits, each in the first file that has it; a test fails where none has it.
workflow::DefinitionText office_definition(Edits const& edits = {});

std::shared_ptr<tracking::Procedure const> office_procedure(Edits const& edits = {});

/// A case that was filed on 2026-03-02T10:00 with co-handlers water and parks, and is handled.
tracking::Rehearsal handled_case(tracking::Procedure const& procedure);

tracking::Rehearsal::Turn turn(std::string action,
                               tracking::NamedValues with = {},
                               std::string as = "office");

}  // namespace duban::revision_test
