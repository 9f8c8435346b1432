// An office with an account at each provider of the tests: secrets in files, addresses on loopback.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/channels/sms/receipt_door.hpp"
#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/webhook/robot.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"
#include "tests/adapters/channels/loop.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::support {

class ProviderOffice {
  public:
    ProviderOffice();

    /// The options of the tests' provider; `more` in JSON, without braces: `"octets": true`.
    [[nodiscard]] std::string options(std::string const& more = {});

    /// A channel's account at http://127.0.0.1:<port>.
    [[nodiscard]] sms::SmsAccount account(sms::Provider provider, std::uint16_t port) const;
    [[nodiscard]] webhook::Robot robot(webhook::Service service, std::uint16_t port) const;

    /// Both fail the test where the account is refused.
    std::unique_ptr<ports::Channel> channel(
        sms::SmsAccount const& account, std::function<void(std::string const& why)> complain = {});
    std::unique_ptr<ports::Channel> channel(webhook::Robot const& robot);

    /// The message "reply_soon" with its variables, to a number or with a text of its own.
    ports::Outgoing message_to(std::string number);

    /// Of the channel made last; null where its provider is not let in.
    [[nodiscard]] sms::ReceiptDoor* door() const { return door_.get(); }

    [[nodiscard]] Loop& loop() { return loop_; }

    [[nodiscard]] TemporaryFolder const& folder() const { return folder_; }

    void write_secret(std::string const& name, std::string const& text) const;

  private:
    TemporaryFolder folder_;
    Loop loop_;
    CountingRandom random_;
    std::shared_ptr<sms::ReceiptDoor> door_;
};

}  // namespace duban::support
