// What users of other systems have suffered from, one test each, named after the report: whom a
// message does not reach, what comes twice, what comes at the wrong time.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engine/calendar/office_hours.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/service/backlog.hpp"
#include "engine/service/silence.hpp"
#include "engine/service/test_send.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

std::size_t count_of(World& world, Phase phase) {
    ports::DeliveryFilter filter;
    filter.phase = phase;
    filter.limit = 10'000;
    return world.store->read()->list_deliveries(filter).size();
}

std::int64_t lines_with(Texts const& lines, std::string_view word) {
    return std::ranges::count_if(
        lines, [&](auto const& line) { return line.find(word) != std::string::npos; });
}

ports::SilenceRow silence_over_case(World& world, CaseId id, Duration length) {
    auto silence = silence_for(world, length);
    silence.case_id = id;
    return silence;
}

service::ByHand const by_hand{.by = "chen-secretary", .why = "误发"};

}  // namespace

TEST_CASE("1: one bad address stops everyone (alertmanager 3496, grafana 16651)", "[pains]") {
    World world;
    world.post_office = refusing("zhao");
    world.assigned_case();
    world.deliver();
    CHECK(lines_with(world.sent(), "huang-member") == 2);
    CHECK(count_of(world, Phase::delivered) == 2);
}

TEST_CASE("2: one failure makes the others be sent again (alertmanager 1494)", "[pains]") {
    World world;
    world.post_office = refusing("zhao", Outcome::Kind::temporary);
    world.assigned_case();
    world.pass_until("2026-03-02T17:00");
    auto const sent = world.sent();
    CHECK(lines_with(sent, "zhao-education") > 1);
    CHECK(lines_with(sent, "huang-member") == 2);
}

TEST_CASE("3: a restart floods old mail (bcgov entity 2253)", "[pains]") {
    World world;
    world.assigned_case();
    world.at("2026-06-01T10:00");  // nobody looked for three months
    for (int i = 0; i < 5; ++i) {
        world.alarms.ring(world.clock.now(), 100);
        world.deliver();
    }
    auto const sent = world.sent();
    CHECK(lines_with(sent, " assigned") == 0);
    CHECK(lines_with(sent, "zhao-education sign_") <= 1);
    CHECK(count_of(world, Phase::expired) == 3);
}

TEST_CASE("4: a backlog goes out at the first configuration (be-BOP 2728)", "[pains]") {
    World world;
    world.assigned_case();
    world.at("2026-03-09T10:00");
    CHECK(service::hold_backlogs(*world.store,
                                 world.courier,
                                 *world.office.get(),
                                 *calendar::Zone::find("Asia/Shanghai"),
                                 world.clock.now())
              .size() == 1);
    world.deliver();
    CHECK(lines_with(world.sent(), "huang-member") == 0);
}

TEST_CASE("5: thousands of queued mails cannot be cleared (Cacti thold 577)", "[pains]") {
    World world;
    world.assigned_case();
    auto row = rows_of(world, "huang-member").front();
    auto const transaction = world.store->write();
    for (int i = 0; i < 2'000; ++i) {
        row.id = {};
        row.occurrence = fmt::format("flood {}", i);
        transaction->insert_delivery(row);
    }
    transaction->commit();
    ports::DeliveryFilter filter;
    filter.recipient = "huang-member";
    CHECK(world.courier.purge(filter, by_hand, world.clock.now()).at("mail") == 2'002);
    world.deliver();
    CHECK(lines_with(world.sent(), "huang-member") == 0);
}

TEST_CASE("6: the storm starts before the roll-up (flapjack 534)", "[pains]") {
    World world{nullptr, with_throttle(1, 10min)};
    for (int i = 0; i < 20; ++i) world.assigned_case();
    world.deliver();
    auto const sent = world.sent();
    CHECK(lines_with(sent, "huang-member") == 1);
    CHECK(lines_with(sent, "huang-member office.digest") == 1);
}

TEST_CASE("7: two workers send the same (alertmanager 1005, 4108)", "[pains]") {
    World world;
    world.assigned_case();
    service::Courier other{*world.store,
                           world.procedures,
                           world.office,
                           world.random,
                           *calendar::Zone::find("Asia/Shanghai")};
    auto const ours = world.courier.claim("mail", world.clock.now(), 2).outgoing;
    auto const theirs = other.claim("mail", world.clock.now(), 10).outgoing;
    std::set<DeliveryId> all;
    for (auto const& letter : ours) all.insert(letter.id);
    for (auto const& letter : theirs) all.insert(letter.id);
    CHECK(ours.size() + theirs.size() == 3);
    CHECK(all.size() == 3);
}

TEST_CASE("8: a retry after accepted-but-timed-out is another mail (devlane 374, granit 859)",
          "[pains]") {
    World world;
    world.post_office = refusing("zhao", Outcome::Kind::uncertain);
    world.assigned_case();
    world.pass_until("2026-03-02T12:00");
    std::set<std::string> identities;
    int tries = 0;
    for (auto const& letter : world.letters) {
        if (!letter.address.starts_with("zhao")) continue;
        ++tries;
        identities.insert(fmt::format("{} {}", letter.message_id, to_text(letter.date)));
    }
    CHECK(tries > 1);
    CHECK(identities.size() == 1);
    // What has been sent is never sent again, whatever is redriven (diplicity 1281).
    world.post_office = nullptr;
    ports::DeliveryFilter filter;
    filter.recipient = "huang-member";
    CHECK(world.courier.redrive(filter, by_hand, world.clock.now()).empty());
}

TEST_CASE("9: a restart sends although there is a silence (icinga2 5361, 3944)", "[pains]") {
    World world;
    auto const id = world.assigned_case();
    REQUIRE(service::begin_silence(*world.store, silence_over_case(world, id, 72h)));
    service::Procedures procedures{support::shipped_calendars()};
    service::Courier restarted{*world.store,
                               procedures,
                               world.office,
                               world.random,
                               *calendar::Zone::find("Asia/Shanghai")};
    CHECK(restarted.claim("mail", world.clock.now(), 10).outgoing.empty());
}

TEST_CASE("10: what waits is forgotten after a reload (icinga2 5521)", "[pains]") {
    World world;
    world.at("2026-03-06T22:00");
    world.assigned_case();
    world.office.put_in_force(support::sample_office());
    world.pass_until("2026-03-09T09:30");
    CHECK(lines_with(world.sent(), "2026-03-09 09:00") == 3);
}

TEST_CASE("11: a message outside working hours is lost (icinga2 7099, 10575)", "[pains]") {
    World world;
    world.at("2026-03-07T03:00");  // the night to a Saturday
    world.assigned_case();
    world.pass_until("2026-03-09T08:59");
    CHECK(world.sent().empty());
    world.pass_until("2026-03-09T09:00");
    CHECK(world.sent().size() == 3);
}

TEST_CASE("12: nothing comes after a silence has ended (alertmanager 3367, grafana 50266)",
          "[pains]") {
    World world;
    auto const id = world.assigned_case();
    REQUIRE(service::begin_silence(*world.store, silence_over_case(world, id, 3h)));
    world.pass_until("2026-03-02T12:59");
    CHECK(world.sent().empty());
    world.pass_until("2026-03-02T13:00");
    CHECK(world.sent().size() == 3);
}

TEST_CASE("14: mails at midnight and on weekends (zammad 4432, 2157)", "[pains]") {
    World world;
    auto const id = world.assigned_case();
    world.pass_until("2026-07-31T20:00");
    auto const file = service::open_case(*world.store->read(), world.procedures, id);
    REQUIRE(world.letters.size() > 10);
    for (auto const& row : rows_of(world, "zhao-education")) {
        REQUIRE(row.claimed_at);
        auto const& procedure = *file->procedure;
        CHECK(calendar::next_office_instant(procedure.calendar, procedure.zone, *row.claimed_at) ==
              *row.claimed_at);
    }
}

TEST_CASE("15: a daily cap swallows a second, different reminder (zammad 4348)", "[pains]") {
    World world{nullptr, with_throttle(1, 24h)};
    world.assigned_case();
    world.assigned_case();
    world.pass_until("2026-03-20T17:00");
    for (auto const& row : rows_of(world, "zhao-education")) {
        CAPTURE(row.message, delivery::to_text(row.phase), row.reason);
        CHECK((row.phase != Phase::dead && row.phase != Phase::expired));
        if (row.message == "assigned") CHECK(row.phase == Phase::delivered);
    }
    CHECK(rows_of(world, "zhao-education").size() > 2);
}

TEST_CASE("16: bounces of system mail call for more of it (zammad 5428)", "[pains]") {
    World world;
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::permanent); };
    world.assigned_case();
    for (int i = 0; i < 3; ++i) world.deliver();
    auto const dead = count_of(world, Phase::dead);
    for (int i = 0; i < 3; ++i) world.deliver();
    CHECK(count_of(world, Phase::dead) == dead);
    CHECK(count_of(world, Phase::queued) == 0);
}

TEST_CASE("17: the wrong hour stands in a mail (SuiteCRM 822, uptime-kuma 1262)", "[pains]") {
    World world;
    world.assigned_case();
    world.deliver();
    auto const letter = std::ranges::find_if(
        world.letters, [](auto const& one) { return one.address.starts_with("zhao"); });
    REQUIRE(letter != world.letters.end());
    auto const mail = delivery::compose_mail(*letter, {.name = "督办", .address = "a@example.org"});
    REQUIRE(mail);
    CHECK(mail->find("Date: Mon, 2 Mar 2026 10:00:00 +0800\r\n") != std::string::npos);
    CHECK(letter->text.find("2026年3月5日") != std::string::npos);
}
