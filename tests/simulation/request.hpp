// What somebody does, as the request that the product takes.
#pragma once

#include "engine/service/tracker.hpp"
#include "tests/simulation/matter.hpp"

namespace duban::simulation {

service::Request request_of(std::int64_t id, Act const& act, delivery::Directory const& directory);

/// "extend by p0007-unit-03 {"reason":"so it is"}", for the log of the case.
std::string described(Act const& act);

}  // namespace duban::simulation
