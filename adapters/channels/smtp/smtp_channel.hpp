// The SMTP channel: submits mails to the organisation's own server, one recipient a mail, a few
// connections at once. Answers come on the thread that runs `context`.
#pragma once

#include <memory>

#include "adapters/channels/smtp/smtp_account.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::smtp {

/// `context` and `clock` outlive the channel; the clock is asked from several threads. What is
/// wrong with the account is said at once; whether the server takes it is seen with the first mail.
Result<std::unique_ptr<ports::Channel>, Text> make_smtp_channel(boost::asio::io_context& context,
                                                                ports::Clock& clock,
                                                                SmtpAccount const& account);

}  // namespace duban::smtp
