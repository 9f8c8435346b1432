// A mail that the office's own server takes and cannot deliver: a real Postfix finds that out, and
// its bounce finds the delivery.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/delivery/bounce_report.hpp"
#include "engine/service/bounce_receipt.hpp"
#include "tests/scenarios/mail_run.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/postfix.hpp"

using namespace duban;
using delivery::Phase;

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

TEST_CASE("what a real server could not deliver ends as bounced, and the secretariat is told",
          "[scenario]") {
    if (auto const obstacle = support::Postfix::obstacle(); !obstacle.empty()) {
        WARN("not tried: " << obstacle);
        return;
    }
    support::MailServer there{R"({"tls": false})"};
    support::Postfix const postfix{there.port()};
    support::World world{nullptr, office_with_a_wrong_address()};
    support::MailRun mail{world, account_at(postfix.port())};
    auto const id = world.assigned_case();
    CHECK(mail.send_and_settle() == 3);

    auto const bounce = next_bounce(there);
    CHECK(bounce.envelope_from.empty());
    auto const report = delivery::read_bounce_report(bounce.raw);
    REQUIRE(report);
    CHECK(report->action == delivery::BounceReport::Action::failed);
    CHECK(report->recipient == "unknown@education.example.org");
    CHECK(report->status == "5.1.1");
    auto const ours = service::receipt_of(*report, *world.store->read());
    REQUIRE(ours);
    world.courier.receive(ours->channel, {&ours->receipt, 1}, world.clock.now());

    auto const row = world.store->read()->find_delivery(ours->receipt.id);
    CHECK(row->recipient == "zhao-education");
    CHECK(row->phase == Phase::bounced);
    CHECK_THAT(row->reason, Catch::Contains("No such user here"));
    world.deliver();
    CHECK(world.sent() ==
          std::vector<std::string>{"2026-03-02 10:00 chen-secretary house.undeliverable"});
    CHECK(world.letters.back().text.find(fmt::format("{}号案件", id.value)) != std::string::npos);

    SECTION("a bounce of a mail that was never sent is nobody's") {
        auto forged = *report;
        forged.mark->check.front() = forged.mark->check.front() == '0' ? '1' : '0';
        CHECK_FALSE(service::receipt_of(forged, *world.store->read()));
        forged.mark->delivery = DeliveryId{4'711};
        CHECK_FALSE(service::receipt_of(forged, *world.store->read()));
        forged.mark.reset();
        CHECK_FALSE(service::receipt_of(forged, *world.store->read()));
    }
}
