// To whom an encrypted account gives its mails, and to whom not.
#include <catch2/catch.hpp>

#include "tests/adapters/channels/smtp_office.hpp"

using namespace duban;
using namespace duban::smtp;
using duban::delivery::ErrorClass;
using support::channel_for;
using support::clear_account;
using support::SmtpOffice;
using Kind = ports::Outcome::Kind;

TEST_CASE("a connection that spoke in clear never carries a mail of an encrypted account",
          "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{R"({"tls": false})"};
    support::Loop loop;
    auto account = clear_account(server);
    auto const clear = channel_for(loop, account);
    CHECK(loop.send(*clear, loop.message_to("chen@example.org")).kind == Kind::delivered);
    server.next_mail();
    account.security = Security::starttls;
    auto const encrypted = channel_for(loop, account);
    auto const outcome = loop.send(*encrypted, loop.message_to("lin@example.org"));
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.code == "tls");
    CHECK(server.recipients() == std::vector<std::string>{"chen@example.org"});
}

TEST_CASE("a certificate is held against the name that the account gives for it", "[smtp]") {
    SmtpOffice const office{[](std::filesystem::path const& folder) {
        return support::make_certificate_of("mail.office.example", folder);
    }};
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const [name, kind, received] = GENERATE(table<char const*, Kind, std::size_t>({
        {"", Kind::temporary, 0},
        {"mail.other.example", Kind::temporary, 0},
        {"mail.office.example", Kind::delivered, 1},
    }));
    CAPTURE(name);
    auto account = office.account(server);
    account.tls_name = name;
    auto const channel = channel_for(loop, account);
    auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
    CHECK(outcome.kind == kind);
    CHECK((outcome.code == "tls") == (kind == Kind::temporary));
    if (kind == Kind::delivered) server.next_mail();
    CHECK(server.recipients().size() == received);
}

TEST_CASE("a server that is not trusted gets nothing", "[smtp]") {
    SmtpOffice const office;
    SmtpOffice const other;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto account = office.account(server);
    account.ca_file = other.account(server).ca_file;
    auto const channel = channel_for(loop, account);
    auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.code == "tls");
    CHECK(server.recipients().empty());
}
