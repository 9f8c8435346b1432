// The configured channels, made. The one place that knows which kinds there are.
#pragma once

#include <optional>
#include <vector>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/receipt_pages.hpp"
#include "adapters/runtime/daemon.hpp"
#include "adapters/runtime/log.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::cli {

/// Who a channel's mails are from; nothing where it carries none, or writes them itself.
/// `time_zone`: the office's, which the configuration has found to be one.
std::optional<delivery::Mailbox> sender_of(ChannelSettings const& settings,
                                           std::string const& time_zone);

struct MadeChannels {
    std::vector<runtime::NamedChannel> channels;
    ReceiptDoors doors;
};

/// Throws std::runtime_error where a channel cannot be made: a secret that cannot be read, a folder
/// that cannot be written to, a program that is not safe to start. `context`, `clock`, `random`
/// and `log` must outlive the channels.
MadeChannels make_channels(Configuration const& configuration,
                           boost::asio::io_context& context,
                           ports::Clock& clock,
                           ports::Random& random,
                           runtime::Log const& log);

}  // namespace duban::cli
