// Messages that a provider of short messages will refuse, seen before the first of them is due.
#pragma once

#include <string>
#include <vector>

#include "adapters/cli/house.hpp"

namespace duban::cli {

/// A message with a short text, in a definition in force, and a channel that has no template for
/// it.
struct MissingTemplate {
    std::string channel;
    std::string workflow;
    std::string message;
};

std::vector<MissingTemplate> find_missing_templates(House& house);

}  // namespace duban::cli
