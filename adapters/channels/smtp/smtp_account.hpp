// An account at a mail server: where, how, and as whom mails are submitted. Immutable: a change of
// the configuration makes a new channel with connections of its own, because a connection that was
// opened under other rules must never carry a mail.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/mail.hpp"

namespace duban::smtp {

enum class Security : std::uint8_t {
    implicit_tls,  // TLS from the first byte, port 465 (RFC 8314: preferred)
    starttls,      // required, never opportunistic; port 587
    none,          // on loopback only
};

struct SmtpAccount {
    std::string host;
    std::uint16_t port = 465;
    Security security = Security::implicit_tls;
    std::filesystem::path ca_file;  // empty: the machine's own authorities
    std::string tls_name = {};      // that the server's certificate must have; empty: `host`
    std::string user;               // empty: no authentication
    std::filesystem::path password_file;
    std::filesystem::path token_file = {};  // instead of a password: an OAuth 2 token (XOAUTH2),
                                            // which some other program keeps fresh
    delivery::Mailbox from;
    std::string bounce_address;  // MAIL FROM is it with the mail's mark: "bounce+7.3f…@…"; empty:
                                 // the address of `from`
    bool delivery_reports = false;    // asks for them (DSN, RFC 3461); the server must know how
    std::string hello;                // the name in EHLO; empty: this machine's
    std::size_t connections_max = 4;  // servers count them per client
};

/// What is wrong with the account and what to write instead; nothing where it may be used.
std::optional<Text> fault_of(SmtpAccount const& account);

/// The first line of the account's password file. Empty for an account without one.
Result<std::string, Text> read_password(SmtpAccount const& account);

/// The first line of the account's token file, as it is now. Empty for an account without one.
Result<std::string, Text> read_token(SmtpAccount const& account);

}  // namespace duban::smtp
