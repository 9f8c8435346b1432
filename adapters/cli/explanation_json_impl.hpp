// The explanation of a date as JSON: the same object wherever a date is explained.
#pragma once

#include <boost/json/object.hpp>

#include "engine/calendar/explanation.hpp"

namespace duban::cli {

/// {"start","term","parts","extensions","stops","stopped_since","raw","on_rest_day","rest_on_raw",
/// "due","due_at","skipped","made_up","basis","calendar","provisional"}; null where there is none.
boost::json::object explanation_object(calendar::Explanation const& explanation, Language language);

/// "2026-03-04T17:30"
std::string wall_text(WallTime time);

/// [{"date","why"}]
boost::json::array days_array(std::vector<calendar::SkippedDay> const& days, Language language);

}  // namespace duban::cli
