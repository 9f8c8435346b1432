// A mailbox as a real Dovecot keeps it.
#include "adapters/mailbox/mailbox.hpp"

#include <catch2/catch.hpp>

#include "tests/support/dovecot.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::mailbox;

namespace {

MailboxAccount account_at(support::Dovecot const& server, support::Certificate const& certificate) {
    return {.host = "127.0.0.1",
            .port = server.port(),
            .security = Security::starttls,
            .ca_file = certificate.certificate,
            .user = "bounce",
            .password = "correct-horse"};
}

}  // namespace

TEST_CASE("mails are found, read, and removed or left flagged", "[mailbox]") {
    if (auto const obstacle = support::Dovecot::obstacle(); !obstacle.empty()) {
        WARN("not tried: " << obstacle);
        return;
    }
    support::TemporaryFolder const folder;
    auto const certificate = support::make_certificate(folder.path());
    support::Dovecot server{certificate};
    auto const account = account_at(server, certificate);

    SECTION("each is new until it was dealt with") {
        CHECK(Mailbox{account}.find_new(10).empty());
        server.deliver("1", "Subject: first\n\nof us\n");
        server.deliver("2", "Subject: second\n\nof people\n");
        Mailbox mailbox{account};
        CHECK(mailbox.find_new(1).size() == 1);
        auto const found = mailbox.find_new(10);
        REQUIRE(found.size() == 2);
        CHECK(mailbox.read(found[0]) == "Subject: first\r\n\r\nof us\r\n");
        CHECK(mailbox.read(found[1]) == "Subject: second\r\n\r\nof people\r\n");
        // Read, and not yet dealt with: they come behind one that was never tried.
        CHECK(mailbox.find_new(10) == found);
        server.deliver("3", "Subject: third\n\nof us\n");
        Mailbox later{account};
        auto const third = later.find_new(1).at(0);
        CHECK(later.find_new(10) == std::vector{third, found[0], found[1]});
        later.mark_tried(third);
        CHECK(later.find_new(10) == std::vector{found[0], found[1], third});
        later.remove(third);
        mailbox.remove(found[0]);
        mailbox.flag(found[1]);
        CHECK(mailbox.find_new(10).empty());
        CHECK(server.count() == std::pair{1, 1});
    }
    SECTION("a long mail is cut off") {
        Mailbox mailbox{account};
        std::string lines;
        for (int i = 0; i < 20'000; ++i) lines += std::string(75, 'x') + "\n";
        server.deliver("1", "Subject: long\n\n" + lines);
        auto const found = mailbox.find_new(10);
        REQUIRE(found.size() == 1);
        CHECK(mailbox.read(found[0]).size() == 1'000'000);
    }
    SECTION("a mail that is gone is no failure of the server") {
        server.deliver("1", "Subject: here\n\nstill\n");
        Mailbox mailbox{account};
        auto const found = mailbox.find_new(10);
        REQUIRE(found.size() == 1);
        CHECK_THROWS_AS(mailbox.read(found[0] + 7), MailRefused);
        CHECK(mailbox.read(found[0]) == "Subject: here\r\n\r\nstill\r\n");
    }
    SECTION("who is not let in, and a certificate that is not trusted") {
        auto wrong = account;
        wrong.password = "wrong";
        CHECK_THROWS_AS(Mailbox{wrong}.find_new(10), MailboxFailure);
        auto strange = account;
        strange.ca_file.clear();
        CHECK_THROWS_AS(Mailbox{strange}.find_new(10), MailboxFailure);
    }
}
