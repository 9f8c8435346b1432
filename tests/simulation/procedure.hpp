// The procedure that the simulation handles its proposals by. It has every kind of clock: one that
// is counted from a told day, extended twice, stopped by a state, by hand and with the whole case;
// clocks of parts; ends that are the earlier or later of two, that roll forward and back; ends that
// move the case on; ladders that repeat.
#pragma once

#include "engine/workflow/definition.hpp"

namespace duban::simulation {

workflow::DefinitionText simulated_procedure();

}  // namespace duban::simulation
