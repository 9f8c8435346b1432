// When a limit of a provider is over. Minutes, hours and days are those of the clock in China
// (UTC+8, without daylight saving), as its providers count them.
#pragma once

#include "engine/base/instant.hpp"

namespace duban::sms {

Duration until_next_minute(Instant at);
Duration until_next_hour(Instant at);
Duration until_next_day(Instant at);

}  // namespace duban::sms
