// A whole Postfix of its own for a test: queue and configuration in a temporary folder, loopback
// ports. It passes everything on to one server, and sends a bounce for what that one refuses.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace duban::support {

struct Certificate;

/// How mails are submitted to it: encrypted alone, and signed in by what a Dovecot says.
struct Submission {
    Certificate const& certificate;
    std::string sign_in;    // the socket of Dovecot's authentication
    std::string mechanism;  // "plain" or "login": the one that it offers
};

class Postfix {
  public:
    /// Why there can be none here; empty where there can. It wants to be started by root.
    static std::string obstacle();

    /// Passes mail on to 127.0.0.1 at that port. Returns when it listens.
    explicit Postfix(std::uint16_t onward_port);
    Postfix(std::uint16_t onward_port, Submission const& submission);
    ~Postfix();

    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    struct Instance;

    std::uint16_t port_ = 0;
    std::unique_ptr<Instance> instance_;
};

}  // namespace duban::support
