// A mailbox on a server, with one fault in it: at the given point of the talk it strikes once, and
// never again. Its points: connect, sign_in, recipient (what is new), body (a mail), answer (that
// it may go).
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/mailbox/mailbox.hpp"
#include "tests/scenarios/faults/faulty_server.hpp"

namespace duban::faults {

class MailboxServer {
  public:
    MailboxServer(Point point, Fault fault);

    [[nodiscard]] mailbox::MailboxAccount account() const;

    /// Ends a fault that lasts (`refused`).
    void mend() { server_.mend(); }

    /// Where it has a flaw, that strikes whenever the mail is asked for.
    void put(std::string mail, std::optional<Fault> flaw = {});

    /// How many there are, and how many of them are flagged.
    [[nodiscard]] std::pair<int, int> count() const;

  private:
    struct Mail {
        std::string text;
        std::optional<Fault> flaw;
        bool seen = false;
        bool flagged = false;
        bool removed = false;
    };

    bool answer(support::Conversation& with,
                Point point,
                std::string const& tag,
                std::string const& good);
    bool strike(support::Conversation& with,
                Fault fault,
                Point point,
                std::string const& tag) const;
    bool fetch(support::Conversation& with, std::string const& tag, std::string const& command);
    bool obey(support::Conversation& with, std::string const& tag, std::string const& command);
    void talk(support::Conversation& with);
    std::string found(bool seen) const;
    Mail& mail_in(std::string const& command);

    mutable std::mutex mutex_;
    std::vector<Mail> mails_;
    FaultyServer server_;  // last
};

}  // namespace duban::faults
