// A channel as it is configured: its name, and how fast it may be used.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/delivery/rate_limit.hpp"
#include "engine/ports/channel.hpp"

namespace duban::runtime {

struct NamedChannel {
    std::string name;
    std::unique_ptr<ports::Channel> channel;
    std::optional<delivery::Rate> rate = {};
};

}  // namespace duban::runtime
