// Deputies: who acts for a person on a day, by the absences of the directory. Whoever has no deputy
// that is there is told all the same: nobody is left out in silence.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/delivery/directory.hpp"

namespace duban::delivery {

[[nodiscard]] bool is_absent(Person const& person, Day day);

/// The person, or the first of their deputy, the deputy's deputy and so on who is there; the person
/// again where that leads to nobody or in a circle.
[[nodiscard]] Person const& stand_in(Directory const& directory, Person const& person, Day day);

}  // namespace duban::delivery
