// The tests' mail server (npm/mail_server.mjs) as a child, and the certificate it shows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace duban::support {

/// A key and a certificate for localhost and 127.0.0.1, signed by itself, made by openssl.
struct Certificate {
    std::filesystem::path key;
    std::filesystem::path certificate;
};

Certificate make_certificate(std::filesystem::path const& folder);

/// For that name alone.
Certificate make_certificate_of(std::string const& name, std::filesystem::path const& folder);

/// The same for the same names, signed by an authority of its own.
struct IssuedCertificate {
    Certificate server;
    std::filesystem::path authority;  // the certificate of whoever signed it
};

IssuedCertificate issue_certificate(std::filesystem::path const& folder);

/// As an independent parser reads it.
struct ReceivedMail {
    std::string envelope_from;
    std::vector<std::string> envelope_to;
    std::string from;
    std::string to;
    std::string subject;
    std::string text;
    std::string message_id;
    std::vector<std::string> references;
    std::string in_reply_to;
    std::string date;  // "2026-11-23T11:00:00.000Z"
    std::string auto_submitted;
    std::int64_t longest_line = 0;
    std::string envelope_id;  // ENVID, RET, NOTIFY, ORCPT (RFC 3461); empty where not given
    std::string returns;
    std::string notify;
    std::string original_recipient;
    std::vector<std::string> files;  // the name and the SHA-256 of each: "letter.pdf 5f3…"
    std::string raw;                 // as it came, where it is ASCII
    bool secure = false;
    std::string user;
    std::int64_t connection = 0;  // which one since the start, from 1
};

class MailServer {
  public:
    /// A JSON object, see mail_server.mjs. Returns when the server listens.
    explicit MailServer(std::string const& options);
    ~MailServer();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// Waits for the next mail taken.
    ReceivedMail next_mail();
    /// Waits until this connection, counted from 1, has ended.
    void wait_for_end(std::int64_t connection);

    /// Every recipient asked for up to the last event waited for.
    [[nodiscard]] std::vector<std::string> const& recipients() const { return recipients_; }

  private:
    struct Child;

    std::unique_ptr<Child> child_;
    std::uint16_t port_ = 0;
    std::vector<std::string> recipients_;
};

}  // namespace duban::support
