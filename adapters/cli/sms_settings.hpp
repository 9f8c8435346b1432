// The settings of a channel for short messages, and of a chat robot, read from duban.yaml.
#pragma once

#include <filesystem>

#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/webhook/robot.hpp"
#include "engine/yaml/values.hpp"

namespace duban::cli {

/// A channel's mapping, and what it is called in problems.
struct ChannelNode {
    yaml::Values const& values;
    yaml::Node const& node;
    Text what;
    std::filesystem::path folder;  // of the configuration: paths are relative to it
};

void read_sms(ChannelNode const& from, sms::SmsAccount& to);
void read_robot(ChannelNode const& from, webhook::Robot& to);

}  // namespace duban::cli
