// Reads what a field may hold: its type, choices, sizes, and the fields of a record.
#pragma once

#include <span>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Whether the type could be read. Where it could not, nobody knows what the other keys may say.
bool read_content(Reading& reading, yaml::Mapping const& map, Field& field);

/// The entries of a mapping of names, up to the bound; one past it is reported ("too-many").
std::span<yaml::Entry const> entries_within(Reading& reading,
                                            yaml::Node const* node,
                                            std::size_t most,
                                            Text const& kind);

}  // namespace duban::workflow
