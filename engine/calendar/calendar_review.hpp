// What is right in form and yet likely to give wrong dates: a year without its paper, a make-up day
// whose holiday is missing, known days that soon end. Warnings, at their place in the file.
#pragma once

#include "engine/calendar/calendar_shelf.hpp"

namespace duban::calendar {

/// Of what the file says itself: what it takes over is its parent's to be warned of. Nothing for a
/// file with errors.
Problems review(ShelvedFile const& file, Day today);

}  // namespace duban::calendar
