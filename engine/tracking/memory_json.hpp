// What a case keeps beside its fields and its place: its parts, and what a move may resume; as the
// JSON that the store holds for it.
#pragma once

#include <string>
#include <string_view>

#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// Empty where there is nothing to keep.
std::string encode_memory(Procedure const& procedure, Case const& state);

/// Fills in the position, the parts and the last part's number from what `encode_memory` and
/// `encode_paths` gave. Throws std::runtime_error where they do not fit the workflow.
void decode_memory(Procedure const& procedure,
                   std::string_view paths,
                   std::string_view json,
                   Case& state);

}  // namespace duban::tracking
