// The program channel: hands messages to a long-lived child that speaks JSON lines, and starts it
// anew when it ends. What a child may have seen and not answered for is uncertain, never repeated
// here.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "adapters/channels/program/program.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::program {

enum class Level { debug, info, warning, error };

/// `event` is stable: program_started, program_ended, program_says, program_fatal,
/// program_bad_line, program_unasked, program_not_started.
using Log = std::function<void(Level level, std::string_view event, std::string_view words)>;

/// What is wrong with the program's file or its secrets is said at once. `context`,
/// `clock` and `random` outlive the channel.
Result<std::unique_ptr<ports::Channel>, Text> make_program_channel(boost::asio::io_context& context,
                                                                   ports::Clock& clock,
                                                                   ports::Random& random,
                                                                   Program const& program,
                                                                   Log log);

}  // namespace duban::program
