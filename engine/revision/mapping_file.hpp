// Reads a mapping file: strict YAML with closed keys, every problem with its place. The names in it
// are looked up in the two definitions that it names, so that a slip is found before any case is
// looked at.
#pragma once

#include <functional>
#include <memory>

#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/revision/mapping.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::revision {

/// The stored definition of this name and version, or null. It must stay while the file is read.
using FindDefinition = std::function<workflow::Workflow const*(std::string_view name, int version)>;

Result<Mapping, Problems> read_mapping(std::string_view text,
                                       std::string file,
                                       FindDefinition const& find);

}  // namespace duban::revision
