// The rules by which an office uses its channels: which one is in reserve for which, how much one
// person gets at once. The section `rules` of duban.yaml.
#pragma once

#include <string>
#include <vector>

#include "engine/delivery/throttle.hpp"
#include "engine/yaml/values.hpp"

namespace duban::cli {

struct ChannelRules {
    std::string channel;
    std::string fallback_for;  // empty: it is used at once
    Duration receipt_within{};
    delivery::Throttle per_recipient = {};
};

/// `channels`: the names of those that are configured.
std::vector<ChannelRules> read_channel_rules(yaml::Values const& values,
                                             yaml::Node const* node,
                                             std::vector<std::string> const& channels);

}  // namespace duban::cli
