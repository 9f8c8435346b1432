// The settings of a channel for short messages, and of a chat robot, read from duban.yaml.
#pragma once

#include <filesystem>

#include "adapters/cli/configuration.hpp"
#include "engine/yaml/values.hpp"

namespace duban::cli {

/// A channel's mapping, and what it is called in problems.
struct ChannelNode {
    yaml::Values const& values;
    yaml::Node const& node;
    Text what;
    std::filesystem::path folder;  // of the configuration: paths are relative to it
};

void read_sms(ChannelNode const& from, ChannelSettings& to);
void read_robot(ChannelNode const& from, ChannelSettings& to);

}  // namespace duban::cli
