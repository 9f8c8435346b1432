// The SMS channel: hands a message to a provider over the web, one number a request, a few requests
// at once. Answers come on the thread that runs `context`.
#pragma once

#include <memory>

#include "adapters/channels/sms/sms_account.hpp"
#include "engine/base/result.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::sms {

/// All three outlive the channel. What is wrong with the account is said at once; whether the
/// provider takes it is seen with the first message.
Result<std::unique_ptr<ports::Channel>, Text> make_sms_channel(boost::asio::io_context& context,
                                                               ports::Clock& clock,
                                                               ports::Random& random,
                                                               SmsAccount const& account);

}  // namespace duban::sms
