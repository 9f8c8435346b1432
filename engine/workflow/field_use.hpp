// What the life of a case does to a field: which action asks for it, whether an effect writes it.
// Such a field belongs to the handling. Whoever files a case does not give it, unless it is
// `required`.
#pragma once

#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

/// The first action that needs the field, in the order of the file; null where none does.
Action const* action_needing(Workflow const& workflow, Index field);

/// Whether any effect sets the field or appends to it.
bool is_written_by_effects(Workflow const& workflow, Index field);

/// Whether it may be given when a case is filed.
bool is_given_at_filing(Workflow const& workflow, Index field);

}  // namespace duban::workflow
