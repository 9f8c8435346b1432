// A mail that the office's own server takes and cannot deliver: a real Postfix finds that out, and
// its bounce names the delivery.
#include <catch2/catch.hpp>

#include "engine/delivery/bounce_report.hpp"
#include "tests/scenarios/mail_run.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/postfix.hpp"

using namespace duban;

namespace {

smtp::SmtpAccount account_at(std::uint16_t port) {
    smtp::SmtpAccount account;
    account.host = "127.0.0.1";
    account.port = port;
    account.security = smtp::Security::none;
    account.from = {.name = "区政协督办", .address = "duban@example.org"};
    account.bounce_address = "bounce@example.org";
    account.delivery_reports = true;
    account.hello = "duban.example.org";
    account.connections_max = 1;
    return account;
}

/// The sample office, in which zhao-education has an address that nobody has.
service::Office office_with_a_wrong_address() {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people)
        if (person.id == "zhao-education") person.email = "unknown@education.example.org";
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

support::ReceivedMail next_bounce(support::MailServer& server) {
    while (true) {
        auto mail = server.next_mail();
        if (mail.envelope_to.front().starts_with("bounce+")) return mail;
    }
}

}  // namespace

TEST_CASE("the bounce of a real server says of which mail it speaks, and why", "[scenario]") {
    if (auto const obstacle = support::Postfix::obstacle(); !obstacle.empty()) {
        WARN("not tried: " << obstacle);
        return;
    }
    support::MailServer there{R"({"tls": false})"};
    support::Postfix const postfix{there.port()};
    support::World world{nullptr, office_with_a_wrong_address()};
    support::MailRun mail{world, account_at(postfix.port())};
    world.assigned_case();
    CHECK(mail.send_and_settle() == 3);

    auto const bounce = next_bounce(there);
    CHECK(bounce.envelope_from.empty());
    auto const report = delivery::read_bounce_report(bounce.raw);
    REQUIRE(report);
    CHECK(report->action == delivery::BounceReport::Action::failed);
    CHECK(report->recipient == "unknown@education.example.org");
    CHECK(report->status == "5.1.1");
    CHECK_THAT(report->words, Catch::Contains("No such user here"));
    REQUIRE(report->mark);
    auto const row = world.store->read()->find_delivery(report->mark->delivery);
    REQUIRE(row);
    CHECK(row->recipient == "zhao-education");
    CHECK(report->mark == delivery::bounce_mark(row->id, row->message_id));

    SECTION("and each of its three places says the same") {
        auto elsewhere = bounce.raw;
        auto const address = elsewhere.find("To: bounce+");
        REQUIRE(address != std::string::npos);
        elsewhere.replace(address, 11, "To: nobody-");
        CHECK(delivery::read_bounce_report(elsewhere)->mark == report->mark);
        auto const id = elsewhere.find("Original-Envelope-Id:");
        REQUIRE(id != std::string::npos);
        elsewhere.replace(id, 8, "Whatever");
        CHECK(delivery::read_bounce_report(elsewhere)->mark == report->mark);
    }
}
