// The SMS channel: hands a message to a provider over the web, one number a request, a few requests
// at once. Answers come on the thread that runs `context`.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/channels/sms/receipt_door.hpp"
#include "adapters/channels/sms/sms_account.hpp"
#include "engine/base/result.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::sms {

struct SmsConnection {
    std::unique_ptr<ports::Channel> channel;
    std::shared_ptr<ReceiptDoor> door;  // null: the provider is not let in
};

/// What the channel cannot tell by an outcome: why an inquiry came to nothing.
using Complain = std::function<void(std::string const& why)>;

/// All three outlive the channel. What is wrong with the account is said at once; whether the
/// provider takes it is seen with the first message.
Result<SmsConnection, Text> make_sms_channel(boost::asio::io_context& context,
                                             ports::Clock& clock,
                                             ports::Random& random,
                                             SmsAccount const& account,
                                             Complain complain = {});

}  // namespace duban::sms
