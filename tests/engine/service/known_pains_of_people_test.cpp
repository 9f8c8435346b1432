// The same, of people who have left or cannot be reached, of failures that nobody hears of, and of
// texts that arrive spoilt.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/breaker.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/service/test_send.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

service::Office office_without(std::string const& person) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    std::erase_if(people, [&](auto const& one) { return one.id == person; });
    office.directory =
        delivery::Directory{people, office.directory.units(), office.directory.groups()};
    return office;
}

std::int64_t lines_to_zhao(World& world) {
    auto const sent = world.sent();
    return std::ranges::count_if(
        sent, [](auto const& line) { return line.find("zhao-education") != std::string::npos; });
}

bool has_letter(World& world, std::string_view message) {
    return std::ranges::any_of(world.letters,
                               [&](auto const& letter) { return letter.message == message; });
}

ports::Outgoing letter_of(World& world, std::string_view message) {
    auto const found = std::ranges::find(world.letters, message, &ports::Outgoing::message);
    REQUIRE(found != world.letters.end());
    return *found;
}

delivery::Mailbox const office_mailbox{.name = "区政协督办", .address = "duban@example.org"};

}  // namespace

TEST_CASE("18: people who left or are no longer concerned are reminded (vikunja 1581, glpi 1370)",
          "[pains]") {
    World world;
    world.at("2026-03-06T22:00");
    world.assigned_case();
    world.office.put_in_force(
        office_with("zhao-education", [](auto& zhao) { zhao.units.clear(); }));
    world.pass_until("2026-03-09T12:00");
    CHECK(rows_of(world, "zhao-education").front().phase == Phase::cancelled);
    CHECK(lines_to_zhao(world) == 0);
}

TEST_CASE("19: one deleted person crashes the job, and all comes late (SuiteCRM 10630)",
          "[pains]") {
    World world;
    world.at("2026-03-06T22:00");
    world.assigned_case();
    world.office.put_in_force(office_without("huang-member"));
    world.pass_until("2026-03-09T12:00");
    auto sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-09 09:00 zhao-education assigned") == 1);
    // When the person is back, what is past stays past.
    world.office.put_in_force(support::sample_office());
    world.pass_until("2026-03-10T12:00");
    sent = world.sent();
    CHECK(std::ranges::none_of(
        sent, [](auto const& line) { return line.find("huang-member a") != std::string::npos; }));
}

TEST_CASE("20: the test works and real sending fails (oncall 3206, mattermost 11850)", "[pains]") {
    World world;
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::permanent); };
    auto const test = service::test_send(
        "mail", "somebody@example.org", Language::en, *world.office.get(), world.clock.now());
    REQUIRE(test);
    auto const transaction = world.store->write();
    auto const id = transaction->insert_delivery(*test);
    transaction->commit();
    world.deliver();
    // By the outbox, the courier and the channel of all mail; what refuses that refuses this.
    CHECK(world.store->read()->find_delivery(*id)->phase == Phase::dead);
}

TEST_CASE("21: it fails and nobody hears of it (SERIMA 726, aws-sdk-js 3012)", "[pains]") {
    World world;
    world.post_office = refusing("zhao");
    world.assigned_case();
    world.deliver();
    world.deliver();
    CHECK(has_letter(world, "house.undeliverable"));
}

TEST_CASE("22: whoever is put in charge has no address, and nobody is told (SORMAS 3273)",
          "[pains]") {
    World world{nullptr, office_with("zhao-education", [](auto& zhao) { zhao.email.clear(); })};
    auto const filed = world.file(R"({"title":"托育","proposers":["huang-member"]})");
    REQUIRE(world.act(filed->id, "accept", "lin-committee"));
    auto const assigned =
        world.act(filed->id, "assign", "chen-secretary", R"({"host":"education-bureau"})");
    REQUIRE(assigned);
    CHECK_FALSE(assigned->warnings.empty());
    CHECK_FALSE(rows_of(world, "chen-secretary").empty());
}

TEST_CASE("23: a Chinese subject or sender arrives garbled (zitadel 6631, memos 6272)", "[pains]") {
    World world;
    world.assigned_case();
    world.deliver();
    auto const mail = delivery::compose_mail(letter_of(world, "assigned"), office_mailbox);
    REQUIRE(mail);
    auto const head = mail->substr(0, mail->find("\r\n\r\n"));
    CHECK(std::ranges::all_of(head, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    CHECK(head.find("Subject: =?UTF-8?B?") != std::string::npos);
    CHECK(head.find("From: =?UTF-8?B?") != std::string::npos);
}

TEST_CASE("24: a text that is too long is dropped or cut in silence (apprise 198, traccar 3818)",
          "[pains]") {
    World world;
    world.assigned_case();
    world.deliver();
    auto letter = letter_of(world, "assigned");
    letter.text.assign(1'000'001, 'x');
    auto const mail = delivery::compose_mail(letter, office_mailbox);
    REQUIRE_FALSE(mail);
    CHECK(mail.error().en.find("at most 1000000 bytes") != std::string::npos);
}

TEST_CASE("25: a single error demotes a provider for hours (GOV.UK Notify 4257)", "[pains]") {
    using State = delivery::Breaker::State;
    World world;
    auto const now = world.clock.now();
    delivery::Breaker breaker;
    for (int i = 0; i < 19; ++i) breaker.succeeded();
    breaker.failed(now, delivery::ErrorClass::provider);
    CHECK(breaker.state(now) == State::closed);
    for (int i = 0; i < 10; ++i) breaker.failed(now, delivery::ErrorClass::provider);
    CHECK(breaker.state(now) == State::open);
    CHECK(breaker.blocked_until(now).value() - now <= 15min);
}
