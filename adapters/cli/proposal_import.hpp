// What a published page gives to a case: the fields of a workflow that have a counterpart in it.
// What the page does not say stays empty.
#pragma once

#include "adapters/intake/published_case.hpp"
#include "engine/tracking/input.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::cli {

/// By the names of the workflow's fields: title, number, proposers, proposal_text. A published
/// reply is not taken over: the case begins at its start.
tracking::NamedValues values_of(intake::PublishedCase const& published,
                                workflow::Workflow const& workflow);

}  // namespace duban::cli
