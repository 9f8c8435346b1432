// The same channel against another server: Postfix's smtp-sink, for load and for refusals of each
// command in turn.

#include <catch2/catch.hpp>

#include "adapters/channels/smtp/smtp_channel.hpp"
#include "tests/adapters/channels/loop.hpp"
#include "tests/support/smtp_sink.hpp"

using namespace duban;
using namespace duban::smtp;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;

namespace {

SmtpAccount account_at(support::SmtpSink const& sink) {
    SmtpAccount account;
    account.host = "127.0.0.1";
    account.port = sink.port();
    account.security = Security::none;
    account.from = {.name = "督办", .address = "duban@example.org"};
    account.hello = "duban.example.org";
    return account;
}

}  // namespace

TEST_CASE("two thousand mails over four connections all arrive", "[smtp][load]") {
    support::SmtpSink sink{{"-M", "2000"}};
    support::Loop loop;
    auto const channel = make_smtp_channel(loop.context(), loop.clock(), account_at(sink));
    REQUIRE(channel);
    std::vector<ports::Outgoing> messages;
    for (int n = 1; n < 2'000; ++n) messages.push_back(loop.message_to("chen@example.org"));
    std::size_t delivered = 0;
    for (auto const& outcome : loop.send_all(**channel, std::move(messages))) {
        delivered += outcome.kind == Kind::delivered ? 1U : 0U;
    }
    CHECK(delivered == 1'999);
    // It counts for itself, and ends with the one after them.
    loop.send(**channel, loop.message_to("chen@example.org"));
    CHECK(sink.wait() == 0);
}

TEST_CASE("each command of a submission refused, or answered by the end of the line", "[smtp]") {
    auto [option, command, kind, error] =
        GENERATE(table<std::string, std::string, Kind, ErrorClass>({
            {"-f", "CONNECT", Kind::temporary, ErrorClass::configuration},
            {"-r", "CONNECT", Kind::temporary, ErrorClass::provider},
            {"-f", "EHLO", Kind::delivered, ErrorClass::provider},  // HELO does as well
            {"-f", "EHLO,HELO", Kind::temporary, ErrorClass::configuration},
            {"-r", "EHLO,HELO", Kind::temporary, ErrorClass::provider},
            {"-f", "MAIL", Kind::temporary, ErrorClass::configuration},
            {"-r", "MAIL", Kind::temporary, ErrorClass::provider},
            {"-f", "RCPT", Kind::permanent, ErrorClass::recipient},
            {"-r", "RCPT", Kind::temporary, ErrorClass::provider},
            {"-f", "DATA", Kind::permanent, ErrorClass::content},
            {"-r", "DATA", Kind::temporary, ErrorClass::provider},
            {"-f", ".", Kind::permanent, ErrorClass::content},
            {"-r", ".", Kind::temporary, ErrorClass::provider},
            {"-q", "CONNECT", Kind::temporary, ErrorClass::network},
            {"-q", "EHLO", Kind::temporary, ErrorClass::network},
            {"-q", "MAIL", Kind::temporary, ErrorClass::network},
            {"-q", "RCPT", Kind::temporary, ErrorClass::network},
            {"-q", "DATA", Kind::temporary, ErrorClass::network},
            {"-q", ".", Kind::uncertain, ErrorClass::network},
            {"-q", "QUIT", Kind::delivered, ErrorClass::provider},  // it has taken the mail
            {"-r", "QUIT", Kind::delivered, ErrorClass::provider},
            {"-Q", "EHLO", Kind::temporary, ErrorClass::network},
            {"-Q", "MAIL", Kind::temporary, ErrorClass::provider},
            {"-Q", ".", Kind::temporary, ErrorClass::provider},
        }));
    CAPTURE(option, command);
    support::SmtpSink const sink{{option, command}};
    support::Loop loop;
    auto const channel = make_smtp_channel(loop.context(), loop.clock(), account_at(sink));
    REQUIRE(channel);
    auto const outcome = loop.send(**channel, loop.message_to("chen@example.org"));
    CAPTURE(outcome.code, outcome.words);
    CHECK(to_text(outcome.kind) == to_text(kind));
    CHECK(to_text(outcome.error) == to_text(error));
}
