// One connection to the account's server, kept for many mails: at most 100 of them or 5 minutes,
// then a new one. Blocking, for a thread of its own: libcurl 7.88 waits for the answer to the final
// dot and to QUIT inside its calls, in the multi interface as well, and would hold up whoever
// shares the thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "adapters/channels/smtp/envelope.hpp"
#include "adapters/channels/smtp/smtp_account.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::smtp {

class Connection {
  public:
    /// `stop`, once true, ends what is under way within a second.
    Connection(SmtpAccount const& account,
               std::string const& password,
               std::atomic<bool> const& stop);
    /// Takes leave of the server, without waiting for its answer.
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    /// Returns within `time`, give or take a second.
    delivery::Outcome deliver(Envelope const& envelope, Duration time);

  private:
    /// Hands the token in as it is now; says why it cannot.
    std::optional<delivery::Outcome> take_token();

    struct Handle;
    SmtpAccount const& account_;  // outlives it
    std::unique_ptr<Handle> handle_;
};

}  // namespace duban::smtp
