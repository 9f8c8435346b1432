// Definitions to be drawn: a small one, one whose texts are hostile, and those of the manual.
#pragma once

#include <string>

#include "engine/picture/picture.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::picture {

/// The test fails where the text has errors.
workflow::Workflow workflow_of(std::string text);

/// Two states, a deadline that acts by itself, an action that stays, and an end.
workflow::Workflow small_workflow();

/// Regions, parts, a choice and a way back; `title` is the title of a state and of an action.
workflow::Workflow joint_workflow(std::string const& title = "Drafting");

/// What every notation could stumble over.
extern char const* const hostile_title;

/// How often `wanted` stands in `text`.
int count(std::string const& text, std::string const& wanted);

}  // namespace duban::picture
