// Evaluates one node of a compiled tree; private to this folder.
#pragma once

#include "engine/expression/node.hpp"
#include "engine/expression/operand.hpp"

namespace duban::expression {

/// The name bound by the innermost macro, and those around it.
struct Frame {
    Operand value;
    Frame const* outer;
};

/// `frame`: null outside of macros.
Operand evaluate(Expression::Node const& node,
                 Frame const* frame,
                 Scope const& scope,
                 Workspace& workspace);

}  // namespace duban::expression
