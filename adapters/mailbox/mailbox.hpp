// A mailbox on a server, read by IMAP through libcurl: what lies there unflagged is new. Whoever
// has dealt with a mail removes it; one that is not for us is flagged and left for people.
// Blocking, for a process of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace duban::mailbox {

enum class Security : std::uint8_t {
    implicit_tls,  // port 993
    starttls,      // required; port 143
    none,          // on loopback only
};

struct MailboxAccount {
    std::string host;
    std::uint16_t port = 993;
    Security security = Security::implicit_tls;
    std::filesystem::path ca_file;  // empty: the machine's own authorities
    std::string user;
    std::string password;
    std::chrono::milliseconds patience = std::chrono::minutes{2};  // with one command
};

/// The server cannot be reached, does not let us in, or refuses a command; in its words.
class MailboxFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The server answers, and gives this one mail not out; in its words.
class MailRefused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

using Uid = std::uint32_t;

class Mailbox {
  public:
    explicit Mailbox(MailboxAccount const& account);
    ~Mailbox();
    Mailbox(Mailbox const&) = delete;
    Mailbox& operator=(Mailbox const&) = delete;

    /// New mails, oldest first, at most `limit`; those that were tried before come last.
    std::vector<Uid> find_new(std::size_t limit);
    /// Its first megabyte. Throws MailRefused where it is the mail's fault and not the server's.
    std::string read(Uid mail);
    void remove(Uid mail);
    void flag(Uid mail);
    void mark_tried(Uid mail);

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}  // namespace duban::mailbox
