// What every kind of channel may be told, read from duban.yaml.
#pragma once

#include "adapters/cli/configuration.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::cli {

void read_for_all(yaml::Mapping const& from, ChannelSettings& to);

}  // namespace duban::cli
