// What a text that was just handed in seems to promise, and nobody has entered: where an action
// takes a text together with a list of promises, each date that the text names and no promise of
// the list has is shown with its place. A hint for whoever entered it; nothing is taken.
#pragma once

#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/tracking/input.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::cli {

/// At most this many; the last one says how many are left out.
inline constexpr std::size_t unentered_promises_max = 10;

/// Nothing where `given` has no list of records with a date: then no promises are kept. Relative
/// times count from `today`. Throws std::runtime_error where OpenCC's tables are not installed.
std::vector<Text> unentered_promises(workflow::Workflow const& workflow,
                                     tracking::NamedValues const& given,
                                     Day today);

}  // namespace duban::cli
