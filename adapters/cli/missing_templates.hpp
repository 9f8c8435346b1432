// Messages that a provider of short messages will refuse, seen before the first of them is due.
#pragma once

#include <string>
#include <vector>

#include "adapters/cli/house.hpp"

namespace duban::cli {

/// Messages with a short text, of a definition in force, that a channel has no templates for.
struct MissingTemplates {
    std::string channel;
    std::string workflow;
    std::vector<std::string> messages;
};

std::vector<MissingTemplates> find_missing_templates(House& house);

}  // namespace duban::cli
