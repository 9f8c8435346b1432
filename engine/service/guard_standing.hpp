// Puts what a guard answers into words: each condition with what it saw, persons and units by name.
#pragma once

#include "engine/service/standing.hpp"
#include "engine/tracking/glance.hpp"

namespace duban::service {

/// `action` may supply what the guard reads.
GuardStanding guard_standing(tracking::Glance const& glance,
                             expression::Expression const& guard,
                             workflow::Action const& action,
                             Witness const& witness);

}  // namespace duban::service
