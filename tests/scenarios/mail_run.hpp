// Carries what a World's courier claims to a real mail server, through the channel that the daemon
// uses.
#pragma once

#include <memory>
#include <vector>

#include "adapters/channels/smtp/smtp_account.hpp"
#include "tests/support/world.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::support {

class MailRun {
  public:
    MailRun(World& world, smtp::SmtpAccount const& account);
    ~MailRun();

    /// Claims what is due now and hands it to the server; the outcomes are known but written
    /// nowhere.
    std::vector<service::Settled> send();

    /// The same, and writes the outcomes down. How many there were.
    std::size_t send_and_settle();

  private:
    World& world_;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<ports::Channel> channel_;
};

}  // namespace duban::support
