// What a field holds for somebody who stands in a part of a case, or in none.
#pragma once

#include "engine/tracking/case.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

/// Null where the field belongs to parts and `part` is none of them, or null.
expression::Value const* field_value(workflow::Workflow const& workflow,
                                     Case const& state,
                                     Part const* part,
                                     workflow::Index field);

}  // namespace duban::tracking
