// Instants, durations and days from the texts and numbers of an expression, and the ranges they
// keep to. Milliseconds are the finest; what is written finer is cut.
#pragma once

#include "engine/expression/operand.hpp"

namespace duban::expression {

/// The error of a text that is no time at all, wherever it is read; a range error is another one.
bool is_malformed_time(Error error);

/// RFC 3339 with a zone.
Operand read_timestamp(std::string_view text);
Operand timestamp_at(std::int64_t seconds);
/// CEL's form: "90s", "-1.5h", "2h45m", with the units h, m, s, ms, us, ns.
Operand read_duration(std::string_view text);
/// "2026-03-01".
Operand read_day(std::string_view text);

/// The value itself, or an error outside the years 1 to 9999.
Operand in_range(Instant instant);
/// The value itself, or an error beyond what 64 bits of nanoseconds hold (some 292 years), as CEL's
/// own implementations have it.
Operand in_range(Duration duration);

}  // namespace duban::expression
