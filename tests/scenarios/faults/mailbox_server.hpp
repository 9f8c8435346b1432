// A mailbox on a server, with one fault in it: at the given point of the talk it strikes once, and
// never again. Its points: connect, sign_in, recipient (what is new), body (a mail), answer (that
// it may go).
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/mailbox/mailbox.hpp"
#include "tests/scenarios/faults/counterpart.hpp"
#include "tests/support/scripted_server.hpp"

namespace duban::faults {

class MailboxServer {
  public:
    MailboxServer(Point point, Fault fault);

    [[nodiscard]] mailbox::MailboxAccount account() const;

    /// Ends a fault that lasts (`refused`).
    void mend();

    void put(std::string mail);

    /// How many there are, and how many of them are flagged.
    [[nodiscard]] std::pair<int, int> count() const;

  private:
    struct Mail {
        std::string text;
        bool flagged = false;
        bool removed = false;
    };

    [[nodiscard]] bool is_away() const;
    bool strikes(Point point);
    bool answer(support::Conversation& with,
                Point point,
                std::string const& tag,
                std::string const& good);
    void strike(support::Conversation& with, std::string const& tag) const;
    bool obey(support::Conversation& with, std::string const& tag, std::string const& command);
    void talk(support::Conversation& with);
    std::string found() const;
    Mail& mail_in(std::string const& command);

    Point const point_;
    Fault const fault_;
    std::atomic<bool> struck_ = false;
    mutable std::mutex mutex_;
    std::vector<Mail> mails_;
    support::ScriptedServer server_{[this](support::Conversation& with) { talk(with); }};  // last
};

}  // namespace duban::faults
