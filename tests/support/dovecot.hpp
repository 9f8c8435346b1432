// A Dovecot of its own for a test: mailboxes in a temporary folder, IMAP on a loopback port.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace duban::support {

struct Certificate;

class Dovecot {
  public:
    /// Why there can be none here; empty where there can. It wants to be started by root.
    static std::string obstacle();

    /// One user, bounce, with the password "correct-horse". Returns when it listens.
    explicit Dovecot(Certificate const& certificate);
    ~Dovecot();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// The socket at which another server asks whether somebody may come in.
    [[nodiscard]] std::string sign_in() const;

    /// Puts a mail into the user's mailbox.
    void deliver(std::string const& name, std::string const& mail);
    /// How many mails lie there, and how many of them are flagged.
    [[nodiscard]] std::pair<int, int> count() const;

  private:
    struct Instance;

    std::uint16_t port_ = 0;
    std::unique_ptr<Instance> instance_;
};

}  // namespace duban::support
