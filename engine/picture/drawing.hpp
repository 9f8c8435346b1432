// Draws a definition: which boxes and arrows show it, and, where a case is given, where that stands
// and which way it came.
#pragma once

#include <string>
#include <vector>

#include "engine/picture/picture.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::picture {

/// One step of a case: the states that were active before and after it, outer ones too.
struct Footstep {
    std::string action;  // its name; empty: the clock, or by itself
    std::vector<workflow::Index> from;
    std::vector<workflow::Index> to;
};

/// The way of a case, up to where it stands.
struct Trail {
    std::vector<workflow::Index> present;
    std::vector<Footstep> footsteps;
};

Picture draw(workflow::Workflow const& workflow, Language language, Trail const& trail = {});

}  // namespace duban::picture
