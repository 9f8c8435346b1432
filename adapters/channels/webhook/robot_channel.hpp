// The channel of a robot in a group chat: the short text of a message, to whom it may concern
// mentioned. Answers come on the thread that runs `context`.
#pragma once

#include <memory>

#include "adapters/channels/webhook/robot.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::webhook {

/// `context` and `clock` outlive the channel. What is wrong with the files of the robot is said at
/// once; whether the robot speaks is seen with the first message.
Result<std::unique_ptr<ports::Channel>, Text> make_robot_channel(boost::asio::io_context& context,
                                                                 ports::Clock& clock,
                                                                 Robot const& robot);

}  // namespace duban::webhook
