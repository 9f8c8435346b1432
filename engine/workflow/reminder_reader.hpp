// Reads the ladder of a deadline: its `reminders`, one by one, and what repeats them.
#pragma once

#include <optional>
#include <vector>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// "3 months"; nothing where it is no term, which is then reported ("bad-term").
std::optional<calendar::Term> read_term(Reading& reading, yaml::Node const* node);

/// "3 working days": in weeks, days or working days.
std::optional<Every> read_every(Reading& reading, yaml::Node const* node);

/// "3 working days" or "4 working hours", from something that has come: in all units but months.
std::optional<calendar::Offset> read_wait(Reading& reading, yaml::Node const* node);

std::vector<Reminder> read_reminders(Reading& reading, yaml::Node const* node);

}  // namespace duban::workflow
