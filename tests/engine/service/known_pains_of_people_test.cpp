// The same, of people who have left or cannot be reached, and of texts that arrive spoilt.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/mail.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
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
