// Where a case stands, as text: for the store, which reads it back, and for people, who know parts
// by their unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// The active states that have none within them, in document order.
statechart::NodeList leaves_of(statechart::Chart const& chart, statechart::NodeList const& active);

/// "handling.answer.signing", "handling.opinions[unit-7].asked".
std::string path_of(workflow::Workflow const& workflow, std::vector<Part> const& parts, Node node);

/// The paths of the leaves.
std::vector<std::string> places_of(Procedure const& procedure, Case const& state);

/// The plain paths of the leaves in one line, each once: by which cases are found.
std::string encode_paths(Procedure const& procedure, statechart::NodeList const& active);

/// The place in one line, with the numbers of the parts: "handling.answer.signing
/// handling.opinions[3].asked".
std::string encode_place(Procedure const& procedure, statechart::NodeList const& active);

/// The whole configuration; nothing where the text names no states of this workflow.
std::optional<statechart::NodeList> decode_place(Procedure const& procedure, std::string_view text);

}  // namespace duban::tracking
