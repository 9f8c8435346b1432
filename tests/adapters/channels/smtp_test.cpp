#include "adapters/channels/smtp/smtp_channel.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "engine/base/sha256.hpp"
#include "engine/delivery/bounce_mark.hpp"
#include "tests/adapters/channels/smtp_office.hpp"

using namespace duban;
using namespace duban::smtp;
using namespace std::chrono_literals;
using duban::delivery::ErrorClass;
using support::channel_for;
using support::clear_account;
using support::SmtpOffice;
using Kind = ports::Outcome::Kind;

TEST_CASE("a mail arrives encrypted, from the account, as it was written", "[smtp]") {
    SmtpOffice const office;
    bool const implicit = GENERATE(false, true);
    support::MailServer server{office.options(implicit ? R"("secure": true)" : "")};
    auto account = office.account(server);
    if (implicit) account.security = Security::implicit_tls;
    support::Loop loop;
    auto const channel = channel_for(loop, account);
    auto const message = loop.message_to("chen@example.org");
    auto const outcome = loop.send(*channel, message);
    CHECK(outcome.kind == Kind::delivered);
    CHECK_THAT(outcome.provider_id, Catch::Contains("queued as"));
    auto const mail = server.next_mail();
    CHECK(mail.secure);
    CHECK(mail.user == "duban");
    auto const mark = delivery::bounce_mark(message.id, message.message_id, message.address);
    CHECK(mail.envelope_from == delivery::marked_address("bounce@example.org", mark));
    CHECK(mail.envelope_id.empty());
    CHECK(mail.notify.empty());
    CHECK(mail.envelope_to == std::vector<std::string>{"chen@example.org"});
    CHECK(mail.from == "\"区政协督办\" <duban@example.org>");
    CHECK(mail.to == "\"陈秘书\" <chen@example.org>");
    CHECK(mail.subject == message.subject);
    CHECK(mail.text == message.text);
    CHECK(mail.message_id == message.message_id);
    CHECK(mail.references == std::vector<std::string>{message.thread_id});
    CHECK(mail.in_reply_to == message.thread_id);
    CHECK(mail.date == to_text(message.date).substr(0, 19) + ".000Z");
    CHECK(mail.auto_submitted == "auto-generated");
    CHECK(mail.longest_line <= 76);
}

TEST_CASE("a file with a mail arrives octet for octet, under its name", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const account = office.account(server);
    auto const channel = channel_for(loop, account);
    auto message = loop.message_to("chen@example.org");
    std::mt19937_64 random{20'261'126};
    std::string octets(3'000'000, '\0');
    for (auto& octet : octets) octet = static_cast<char>(random());
    message.attachments = {{.name = "关于加强校门口交通管理的提案的答复函.pdf",
                            .media_type = "application/pdf",
                            .octets = std::make_shared<std::string const>(octets)}};
    CHECK(loop.send(*channel, message).kind == Kind::delivered);
    auto const mail = server.next_mail();
    CHECK(mail.text == message.text);
    CHECK(mail.files == std::vector<std::string>{"关于加强校门口交通管理的提案的答复函.pdf " +
                                                 to_text(sha256(octets))});
    CHECK(mail.longest_line <= 76);
    CHECK((mail.raw == *delivery::compose_mail(message, account.from)));
}

TEST_CASE("one bad address among three: the others get theirs", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const channel = channel_for(loop, office.account(server));
    auto const outcomes = loop.send_all(*channel,
                                        {loop.message_to("chen@example.org"),
                                         loop.message_to("unknown@example.org"),
                                         loop.message_to("lin@example.org")});
    CHECK(outcomes[0].kind == Kind::delivered);
    CHECK(outcomes[1].kind == Kind::permanent);
    CHECK(outcomes[1].error == ErrorClass::recipient);
    CHECK(outcomes[1].code == "550 5.1.1");
    CHECK(outcomes[1].words == "No such user here");
    CHECK(outcomes[2].kind == Kind::delivered);
    std::set<std::string> const reached{server.next_mail().envelope_to.front(),
                                        server.next_mail().envelope_to.front()};
    CHECK(reached == std::set<std::string>{"chen@example.org", "lin@example.org"});
}

TEST_CASE("every answer of a real server, as the channel sees it", "[smtp]") {
    auto [name, kind, error, code] = GENERATE(table<std::string, Kind, ErrorClass, std::string>({
        {"busy", Kind::temporary, ErrorClass::recipient, "450 4.2.0"},
        {"full", Kind::temporary, ErrorClass::recipient, "552 5.2.2"},
        {"moved", Kind::permanent, ErrorClass::recipient, "551 5.1.6"},
        {"relay", Kind::permanent, ErrorClass::recipient, "554 5.7.1"},
        {"closing", Kind::temporary, ErrorClass::provider, "421 4.3.2"},
        {"large", Kind::permanent, ErrorClass::content, "552 5.3.4"},
        {"spam", Kind::permanent, ErrorClass::content, "554 5.7.1"},
        {"later", Kind::temporary, ErrorClass::provider, "451 4.3.0"},
    }));
    CAPTURE(name);
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const channel = channel_for(loop, office.account(server));
    auto const outcome = loop.send(*channel, loop.message_to(name + "@example.org"));
    CHECK(to_text(outcome.kind) == to_text(kind));
    CHECK(to_text(outcome.error) == to_text(error));
    CHECK(outcome.code == code);
    CHECK(loop.send(*channel, loop.message_to("chen@example.org")).kind == Kind::delivered);
}

TEST_CASE("a connection lost after the final dot leaves the mail uncertain", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const channel = channel_for(loop, office.account(server));
    auto const message = loop.message_to("lost@example.org");
    auto const outcome = loop.send(*channel, message);
    CHECK(outcome.kind == Kind::uncertain);
    CHECK(outcome.code == "no_answer");
    // The server owns it; a repeat would be the same mail.
    CHECK(server.next_mail().message_id == message.message_id);
}

TEST_CASE("a server that never answers the dot holds up nobody else", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto account = office.account(server);
    account.connections_max = 2;
    auto const channel = channel_for(loop, account);
    CHECK(channel->in_flight_max() == 2);
    auto silent = loop.message_to("silent@example.org");
    silent.deadline = loop.clock().now() + 2s;
    std::optional<ports::Outcome> unanswered;
    channel->send(silent, [&](ports::Outcome outcome) { unanswered = std::move(outcome); });
    // The server has the mail, the dot is not answered.
    CHECK(server.next_mail().message_id == silent.message_id);
    CHECK(loop.send(*channel, loop.message_to("chen@example.org")).kind == Kind::delivered);
    CHECK_FALSE(unanswered);
    loop.run_until([&] { return unanswered.has_value(); });
    CHECK(unanswered->kind == Kind::uncertain);
}

TEST_CASE("a channel that is closed answers for what was under way", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto channel = channel_for(loop, office.account(server));
    std::vector<ports::Outcome> answers;
    auto const note = [&](ports::Outcome outcome) { answers.push_back(std::move(outcome)); };
    channel->send(loop.message_to("silent@example.org"), note);
    channel->send(loop.message_to("chen@example.org"), note);
    server.next_mail();
    channel.reset();
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].kind == Kind::uncertain);
    CHECK(answers[1].kind == Kind::temporary);
}

TEST_CASE("a server that does not answer QUIT is not waited for", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options(R"("deafToQuit": true)")};
    support::Loop loop;
    auto channel = channel_for(loop, office.account(server));
    auto refused = loop.message_to("unknown@example.org");
    refused.deadline = loop.clock().now() + 60s;  // as long libcurl would wait, the loop does not
    CHECK(loop.send(*channel, refused).kind == Kind::permanent);
    CHECK(loop.send(*channel, loop.message_to("chen@example.org")).kind == Kind::delivered);
    channel.reset();
    server.wait_for_end(1);
    server.wait_for_end(2);
}

TEST_CASE("line breaks, NUL and ten kilobytes in an address or a header never reach the wire",
          "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const channel = channel_for(loop, office.account(server));
    std::string const ten_kilobytes(10'000, 'x');
    for (auto const& address : {std::string{"chen@example.org>\r\nRCPT TO:<eve@example.org"},
                                std::string{"chen\0@example.org", 17},
                                ten_kilobytes + "@example.org",
                                "chen@" + ten_kilobytes + ".org"}) {
        CAPTURE(address);
        auto const outcome = loop.send(*channel, loop.message_to(address));
        CHECK(outcome.kind == Kind::permanent);
        CHECK(outcome.error == ErrorClass::recipient);
        CHECK(outcome.code == "address");
    }
    auto message = loop.message_to("chen@example.org");
    for (auto const& subject :
         {std::string{"催办\r\nBcc: eve@example.org"}, std::string{"urge\0nt", 7}, ten_kilobytes}) {
        CAPTURE(subject);
        message.subject = subject;
        CHECK(loop.send(*channel, message).error == ErrorClass::content);
    }
    loop.send(*channel, loop.message_to("lin@example.org"));
    server.next_mail();
    CHECK(server.recipients() == std::vector<std::string>{"lin@example.org"});
}

TEST_CASE("a text of dots and commands arrives whole, as one mail", "[smtp]") {
    SmtpOffice const office;
    support::MailServer server{office.options()};
    support::Loop loop;
    auto const channel = channel_for(loop, office.account(server));
    for (auto const* const text :
         {"a\n.\nb\n",
          ".\n..\n...\nb\n",
          "a\n.\nMAIL FROM:<eve@example.org>\nRCPT TO:<eve@example.org>\n"}) {
        CAPTURE(text);
        auto message = loop.message_to("chen@example.org");
        message.text = text;
        CHECK(loop.send(*channel, message).kind == Kind::delivered);
        CHECK(server.next_mail().text == text);
    }
    CHECK(server.recipients() == std::vector<std::string>(3, "chen@example.org"));
}

TEST_CASE("faults of the account are the account's, never the recipient's", "[smtp]") {
    SmtpOffice const office;
    support::Loop loop;
    SECTION("a wrong password") {
        support::MailServer const server{office.options()};
        std::ofstream{office.folder() / "password"} << "wrong\n";
        auto const channel = channel_for(loop, office.account(server));
        auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.error == ErrorClass::configuration);
        CHECK(outcome.code == "535 5.7.8");
        CHECK(outcome.words.find("wrong") == std::string::npos);
    }
    SECTION("no log-in where one is asked for") {
        support::MailServer const server{office.options()};
        auto account = office.account(server);
        account.user.clear();
        account.password_file.clear();
        auto const channel = channel_for(loop, account);
        auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
        CHECK(outcome.error == ErrorClass::configuration);
        CHECK(outcome.code.starts_with("530"));
    }
    SECTION("a server that knows no way to sign in") {
        support::MailServer server{R"({"tls": false})"};
        auto account = clear_account(server);
        account.user = "duban";
        account.password_file = office.folder() / "password";
        auto const channel = channel_for(loop, account);
        auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.error == ErrorClass::configuration);
        CHECK(outcome.code == "login");
        CHECK(outcome.words == "the server offers no way to sign in");
        server.wait_for_end(1);
        CHECK(server.recipients().empty());
    }
    SECTION("a sender that the server does not let us use") {
        support::MailServer const server{office.options(R"("senderCode": 553)")};
        auto const channel = channel_for(loop, office.account(server));
        auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.error == ErrorClass::configuration);
    }
}

TEST_CASE("reports are asked for where the account says so", "[smtp]") {
    support::MailServer server{R"({"tls": false})"};
    support::Loop loop;
    auto account = clear_account(server);
    account.delivery_reports = true;
    auto const channel = channel_for(loop, account);
    auto const message = loop.message_to("chen+proposals@example.org");
    CHECK(loop.send(*channel, message).kind == Kind::delivered);
    auto const mail = server.next_mail();
    CHECK(mail.envelope_from == "duban@example.org");
    CHECK(mail.envelope_to == std::vector<std::string>{"chen+proposals@example.org"});
    auto const mark =
        to_text(delivery::bounce_mark(message.id, message.message_id, message.address));
    CHECK_THAT(mail.envelope_id, Catch::StartsWith(mark));
    CHECK(mail.returns == "HDRS");
    CHECK(mail.notify == "FAILURE,DELAY");
    CHECK_THAT(mail.original_recipient, Catch::StartsWith("rfc822;chen+proposals@example.org"));
}

TEST_CASE("a token signs in, and is read anew for each mail", "[smtp]") {
    SmtpOffice const office;
    auto const token = office.folder() / "token";
    auto const write = [&](std::filesystem::path const& file, std::string const& words) {
        std::ofstream{file} << words << "\n";
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    };
    write(token, "ya29.first");
    write(office.folder() / "servers", "ya29.first");
    support::MailServer server{
        office.options(fmt::format(R"("token": "{}")", (office.folder() / "servers").string()))};
    auto account = office.account(server);
    account.password_file.clear();
    account.token_file = token;
    support::Loop loop;
    auto const channel = channel_for(loop, account);
    auto const send = [&] { return loop.send(*channel, loop.message_to("chen@example.org")); };
    CHECK(send().kind == Kind::delivered);
    CHECK(send().kind == Kind::delivered);
    CHECK(server.next_mail().user == "duban");
    CHECK(server.next_mail().connection == 1);

    SECTION("a fresh one makes a fresh connection") {
        write(token, "ya29.second");
        write(office.folder() / "servers", "ya29.second");
        CHECK(send().kind == Kind::delivered);
        CHECK(server.next_mail().connection == 2);
    }
    SECTION("one that has lapsed is the account's fault") {
        write(token, "ya29.lapsed");
        auto const outcome = send();
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.error == ErrorClass::configuration);
        CHECK(outcome.words.find("ya29") == std::string::npos);
    }
    SECTION("and so is a file that is not there") {
        std::filesystem::remove(token);
        auto const outcome = send();
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.error == ErrorClass::configuration);
        CHECK(outcome.code == "token");
    }
}

TEST_CASE("a server that is not there is a temporary failure of the network", "[smtp]") {
    SmtpOffice const office;
    support::Loop loop;
    SmtpAccount account;
    {
        support::MailServer const server{office.options()};
        account = office.account(server);
    }
    auto const channel = channel_for(loop, account);
    auto const outcome = loop.send(*channel, loop.message_to("chen@example.org"));
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::network);
    CHECK(outcome.code == "connection");
}

TEST_CASE("a connection carries a hundred mails, then a new one is made", "[smtp]") {
    support::MailServer server{R"({"tls": false})"};
    support::Loop loop;
    auto const channel = channel_for(loop, clear_account(server));
    std::vector<ports::Outgoing> messages;
    messages.reserve(101);
    for (int n = 0; n < 101; ++n) messages.push_back(loop.message_to("chen@example.org"));
    for (auto const& outcome : loop.send_all(*channel, std::move(messages))) {
        REQUIRE(outcome.kind == Kind::delivered);
    }
    for (int n = 0; n < 100; ++n) REQUIRE(server.next_mail().connection == 1);
    CHECK(server.next_mail().connection == 2);
}

TEST_CASE("a connection that the server has ended meanwhile costs no attempt", "[smtp]") {
    support::MailServer server{R"({"tls": false, "idle": 1000})"};
    support::Loop loop;
    auto const channel = channel_for(loop, clear_account(server));
    CHECK(loop.send(*channel, loop.message_to("chen@example.org")).kind == Kind::delivered);
    server.wait_for_end(1);
    CHECK(loop.send(*channel, loop.message_to("lin@example.org")).kind == Kind::delivered);
    server.next_mail();
    CHECK(server.next_mail().connection == 2);
}

TEST_CASE("a message without time left is not begun", "[smtp]") {
    SmtpOffice const office;
    support::MailServer const server{office.options()};
    support::Loop loop;
    auto const channel = channel_for(loop, office.account(server));
    auto message = loop.message_to("chen@example.org");
    message.deadline = loop.clock().now();
    auto const outcome = loop.send(*channel, message);
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.code == "no_time");
}
