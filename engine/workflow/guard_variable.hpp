// What a guard may read beside fields, as the expression's checker knows it: a name, a kind, a
// type.
#pragma once

#include "engine/expression/expression.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

expression::Variable variable_of(Workflow const& workflow, Derived const& derived);

}  // namespace duban::workflow
