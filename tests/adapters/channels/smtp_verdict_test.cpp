#include "adapters/channels/smtp/verdict.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::smtp;
using duban::delivery::ErrorClass;
using Kind = delivery::Outcome::Kind;

namespace {

/// A submission up to the stage: what was asked, and a good answer to all but the last.
Transcript talk_until(Stage stage) {
    Transcript talk;
    if (stage >= Stage::hello) {
        talk.received("220 mail.example.org ESMTP\r\n");
        talk.sent("EHLO duban.example.org\r\n");
    }
    if (stage >= Stage::authentication) {
        talk.received("250-mail.example.org\r\n");
        talk.received("250-AUTH PLAIN LOGIN\r\n");
        talk.received("250 8BITMIME\r\n");
        talk.sent("AUTH PLAIN AGR1YmFuAHNlY3JldA==\r\n");
    }
    if (stage >= Stage::sender) {
        talk.received("235 2.7.0 Accepted\r\n");
        talk.sent("MAIL FROM:<duban@example.org> SIZE=700\r\n");
    }
    if (stage >= Stage::recipient) {
        talk.received("250 2.1.0 Ok\r\n");
        talk.sent("RCPT TO:<chen@example.org>\r\n");
    }
    if (stage >= Stage::data) {
        talk.received("250 2.1.5 Ok\r\n");
        talk.sent("DATA\r\n");
    }
    if (stage >= Stage::content) {
        talk.received("354 End data with <CR><LF>.<CR><LF>\r\n");
        talk.handed_over();
    }
    return talk;
}

}  // namespace

TEST_CASE("what a server's refusal means, by where it comes", "[smtp]") {
    using enum Stage;
    auto [stage,
          line,
          kind,
          error,
          code] = GENERATE(table<Stage, std::string, Kind, ErrorClass, std::string>({
        {connection,
         "554 5.7.1 You are blocked",
         Kind::temporary,
         ErrorClass::configuration,
         "554 5.7.1"},
        {connection, "421 4.3.2 Too busy", Kind::temporary, ErrorClass::provider, "421 4.3.2"},
        {hello, "550 Who are you", Kind::temporary, ErrorClass::configuration, "550"},
        {authentication,
         "535 5.7.8 Bad credentials",
         Kind::temporary,
         ErrorClass::configuration,
         "535 5.7.8"},
        {authentication, "454 4.7.0 Not now", Kind::temporary, ErrorClass::provider, "454 4.7.0"},
        {sender, "530 5.7.0 Log in first", Kind::temporary, ErrorClass::configuration, "530 5.7.0"},
        {sender,
         "553 5.7.1 Not your address",
         Kind::temporary,
         ErrorClass::configuration,
         "553 5.7.1"},
        {sender, "552 5.3.4 Too big", Kind::permanent, ErrorClass::content, "552 5.3.4"},
        {sender, "452 4.3.1 Disk full", Kind::temporary, ErrorClass::provider, "452 4.3.1"},
        {recipient, "550 5.1.1 No such user", Kind::permanent, ErrorClass::recipient, "550 5.1.1"},
        {recipient,
         "556 5.1.10 No mail there",
         Kind::permanent,
         ErrorClass::recipient,
         "556 5.1.10"},
        {recipient, "550 No such user", Kind::permanent, ErrorClass::recipient, "550"},
        {recipient,
         "554 5.7.1 Relay access denied",
         Kind::permanent,
         ErrorClass::recipient,
         "554 5.7.1"},
        {recipient, "552 5.2.2 Mailbox full", Kind::temporary, ErrorClass::recipient, "552 5.2.2"},
        {recipient, "552 Mailbox full", Kind::temporary, ErrorClass::recipient, "552"},
        {recipient, "450 4.2.0 Greylisted", Kind::temporary, ErrorClass::recipient, "450 4.2.0"},
        {recipient, "452 4.3.1 Disk full", Kind::temporary, ErrorClass::provider, "452 4.3.1"},
        {recipient, "421 4.3.2 Closing", Kind::temporary, ErrorClass::provider, "421 4.3.2"},
        {recipient,
         "530 5.7.0 Log in first",
         Kind::temporary,
         ErrorClass::configuration,
         "530 5.7.0"},
        {data, "451 4.3.0 Try later", Kind::temporary, ErrorClass::provider, "451 4.3.0"},
        {content, "552 5.3.4 Too big", Kind::permanent, ErrorClass::content, "552 5.3.4"},
        {content, "552 Too big", Kind::permanent, ErrorClass::content, "552"},
        {content, "554 5.7.1 Spam", Kind::permanent, ErrorClass::content, "554 5.7.1"},
        {content, "550 5.1.1 No such user", Kind::permanent, ErrorClass::recipient, "550 5.1.1"},
        {content, "452 4.2.2 Mailbox full", Kind::temporary, ErrorClass::recipient, "452 4.2.2"},
        {content, "451 4.3.0 Try later", Kind::temporary, ErrorClass::provider, "451 4.3.0"},
        {content, "421 4.3.2 Closing", Kind::temporary, ErrorClass::provider, "421 4.3.2"},
        {sender, "550 5.4.5 Daily quota exceeded", Kind::temporary, ErrorClass::quota, "550 5.4.5"},
        {recipient, "550 5.1.90 Daily limit", Kind::temporary, ErrorClass::quota, "550 5.1.90"},
        {data, "550 5.4.5 Daily quota exceeded", Kind::temporary, ErrorClass::quota, "550 5.4.5"},
        {content,
         "550 5.4.5 Daily quota exceeded",
         Kind::temporary,
         ErrorClass::quota,
         "550 5.4.5"},
        {content, "550 5.1.90 Daily limit", Kind::temporary, ErrorClass::quota, "550 5.1.90"},
        {content, "550 5.1.9 Not so", Kind::permanent, ErrorClass::recipient, "550 5.1.9"},
    }));
    CAPTURE(line);
    auto talk = talk_until(stage);
    talk.received(line + "\r\n");
    auto const outcome = verdict_on(talk, Ending::connection_failed, "Failed sending data");
    CHECK(to_text(outcome.kind) == to_text(kind));
    CHECK(to_text(outcome.error) == to_text(error));
    CHECK(outcome.code == code);
    CHECK(line.ends_with(outcome.words));
}

TEST_CASE("silence of a server, by where it falls", "[smtp]") {
    auto const stage = GENERATE(Stage::connection,
                                Stage::hello,
                                Stage::authentication,
                                Stage::sender,
                                Stage::recipient,
                                Stage::data);
    auto const outcome = verdict_on(talk_until(stage), Ending::connection_failed, "reset by peer");
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::network);
    CHECK(outcome.words == "reset by peer");
}

TEST_CASE("silence after the last byte of the mail leaves it uncertain", "[smtp]") {
    auto const ending = GENERATE(Ending::completed, Ending::connection_failed);
    auto const outcome = verdict_on(talk_until(Stage::content), ending, "timed out");
    CHECK(outcome.kind == Kind::uncertain);
    CHECK(outcome.code == "no_answer");
}

TEST_CASE("faults of the account that the server never spoke of", "[smtp]") {
    auto [ending, code] = GENERATE(
        table<Ending, std::string>({{Ending::tls_failed, "tls"}, {Ending::login_failed, "login"}}));
    auto const outcome = verdict_on(talk_until(Stage::hello), ending, "no TLS");
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.code == code);
}

TEST_CASE("only the answer to the final dot delivers", "[smtp]") {
    auto talk = talk_until(Stage::content);
    talk.received("250-2.0.0 Ok:\r\n");
    CHECK(verdict_on(talk, Ending::connection_failed, "").kind == Kind::uncertain);
    talk.received("250 2.0.0 queued as 4Xy\r\n");
    auto const outcome = verdict_on(talk, Ending::completed, "");
    CHECK(outcome.kind == Kind::delivered);
    CHECK(outcome.code == "250 2.0.0");
    CHECK(outcome.provider_id == "Ok: queued as 4Xy");

    auto early = talk_until(Stage::recipient);
    early.received("250 2.1.5 Ok\r\n");
    CHECK(verdict_on(early, Ending::completed, "").kind == Kind::temporary);
}

TEST_CASE("a transcript is not led astray", "[smtp]") {
    SECTION("by pieces of base64 that look like verbs") {
        auto talk = talk_until(Stage::authentication);
        talk.sent("DATA\r\n");
        CHECK(talk.stage() == Stage::authentication);
    }
    SECTION("by the answer to QUIT") {
        auto talk = talk_until(Stage::recipient);
        talk.received("550 5.1.1 No such user\r\n");
        talk.sent("QUIT\r\n");
        talk.received("221 2.0.0 Bye\r\n");
        REQUIRE(talk.reply());
        CHECK(talk.reply()->code == 550);
    }
    SECTION("by lines that are no replies") {
        auto talk = talk_until(Stage::recipient);
        for (char const* line : {"", "25", "abc", "\r\n", "2x0 Ok"}) talk.received(line);
        CHECK_FALSE(talk.reply());
    }
    SECTION("by endless and unprintable words") {
        auto talk = talk_until(Stage::recipient);
        for (int n = 0; n < 1'000; ++n) talk.received("550-" + std::string(500, 'x') + "\r\n");
        talk.received("550 \x1B[2J\xFF end\r\n");
        REQUIRE(talk.reply());
        CHECK(talk.reply()->words.size() <= 500);
        CHECK(talk.reply()->words.find('\x1B') == std::string::npos);
    }
    SECTION("by codes that only look enhanced") {
        auto const text =
            GENERATE(as<std::string>{}, "4.1.1 x", "5.1 x", "5.1.x y", "5..1 x", "5.1.1.1.1 x");
        auto talk = talk_until(Stage::recipient);
        talk.received("550 " + text);
        CHECK(talk.reply()->enhanced.empty());
    }
}
