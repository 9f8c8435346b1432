#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/forecast.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("who is told when a proposal is handled, from assignment to the overdue reply",
          "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member accepted",
                                "2026-03-02 10:00 zhao-education assigned",
                                "2026-03-02 10:00 huang-member assigned"});
    world.at("2026-03-03T09:00");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    // 2 June 2026 is the end of three months; the ladder begins thirty days before it, which is a
    // Sunday.
    world.pass_until("2026-05-25T00:00");
    CHECK(world.sent() == Texts{"2026-04-30 09:00 zhao-education reply_soon"});
    world.pass_until("2026-06-03T00:00");
    auto const week = world.sent();
    REQUIRE(week.size() == 12);
    CHECK(week.front() == "2026-05-26 09:00 zhao-education reply_soon");
    CHECK(week.back() == "2026-06-02 09:00 chen-secretary reply_soon");
    world.pass_until("2026-06-04T00:00");
    CHECK(world.sent() == Texts{"2026-06-03 09:00 zhao-education reply_overdue",
                                "2026-06-03 09:00 chen-secretary reply_overdue"});
}

TEST_CASE("an action that makes a reminder pointless takes it back", "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    world.sent();
    // The reminder to sign is planned for the day before; the unit signs just before it goes out.
    world.at("2026-03-04T09:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices == 1);
    REQUIRE(world.act(id, "sign", "zhao-education"));
    world.deliver();
    CHECK(world.sent().empty());
    ports::DeliveryFilter filter;
    filter.phase = delivery::Phase::cancelled;
    REQUIRE(world.store->read()->list_deliveries(filter).size() == 1);
    CHECK(world.store->read()->list_deliveries(filter)[0].reason == "deadline_over");
}

TEST_CASE("an alarm that rings twice, early or late sends nothing twice", "[reminders]") {
    World world;
    world.assigned_case();
    world.deliver();
    world.sent();
    world.at("2026-03-04T08:59");
    CHECK(world.alarms.ring(world.clock.now(), 10).alarms == 0);
    world.at("2026-03-04T09:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices == 1);
    CHECK(world.alarms.ring(world.clock.now(), 10).alarms == 0);
    world.deliver();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-04 09:00 zhao-education sign_soon"});
}

TEST_CASE("after weeks of downtime everybody hears the latest thing once", "[reminders]") {
    World world;
    world.assigned_case();
    world.deliver();
    world.sent();
    world.at("2026-07-04T12:00");  // a Saturday, long after everything was due
    while (world.alarms.ring(world.clock.now(), 10).alarms > 0) {
    }
    world.pass_until("2026-07-06T09:00");
    auto const told = world.sent();
    // The unit and the secretariat once for each deadline, the supervisor once.
    CHECK(told == Texts{"2026-07-04 12:00 chen-secretary house.missed",
                        "2026-07-06 09:00 zhao-education sign_overdue",
                        "2026-07-06 09:00 chen-secretary sign_overdue",
                        "2026-07-06 09:00 wang-supervisor escalated",
                        "2026-07-06 09:00 zhao-education reply_overdue",
                        "2026-07-06 09:00 chen-secretary reply_overdue"});
}

TEST_CASE("a message at night waits for the morning of a working day", "[reminders]") {
    World world;
    world.at("2026-03-06T22:00");  // a Friday
    world.assigned_case();
    world.deliver();
    CHECK(world.sent().empty());
    world.pass_until("2026-03-09T09:00");
    CHECK(world.sent().size() == 3);
}

TEST_CASE("the plan says beforehand exactly what then happens", "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    world.sent();
    auto const until = *parse_instant("2026-07-01T00:00:00Z");
    std::vector<service::UnreadableCase> unreadable;
    auto const plan = service::forecast(*world.store->read(),
                                        world.procedures,
                                        *world.office.get(),
                                        id,
                                        world.clock.now(),
                                        until,
                                        unreadable);
    std::size_t reminders = 0;
    for (auto const& entry : plan)
        reminders += entry.kind == service::Forecast::Kind::reminder ? 1U : 0U;
    world.pass_until("2026-07-01T08:00");
    CHECK(reminders == world.sent().size());
    CHECK(reminders > 10);
}

namespace {

service::Answer acknowledge(
    World& world, CaseId id, std::string_view actor, Day until, std::string deadline = "reply") {
    tracking::Acknowledged input{
        .deadline = std::move(deadline),
        .actor = service::actor_named(world.office.get()->directory, std::string{actor}),
        .until = until,
        .note = "planned for Monday",
        .at = {}};
    service::Request const request{.what = service::Acknowledging{id, std::move(input)},
                                   .idempotency_key = {}};
    return world.tracker.perform({&request, 1}, world.clock.now()).front();
}

}  // namespace

TEST_CASE("whoever has seen a deadline is quiet until their day, and nobody else is",
          "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    world.at("2026-03-03T09:00");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    world.pass_until("2026-05-26T12:00");
    world.sent();
    REQUIRE(acknowledge(world, id, "zhao-education", make_day(2026, 6, 1)));
    auto const record = world.store->read()->journal(id, 0, 100).back().record;
    CHECK_THAT(record, Catch::Contains(R"("kind":"acknowledged")"));
    CHECK_THAT(record, Catch::Contains(R"("note":"planned for Monday")"));
    CHECK_THAT(record, Catch::Contains(R"("quiet_until":"2026-05-31T16:00:00Z")"));
    // The office watches on; from the first of June the unit is told again, and of what is overdue.
    world.pass_until("2026-05-31T12:00");
    CHECK(world.sent() == Texts{"2026-05-27 09:00 chen-secretary reply_soon",
                                "2026-05-28 09:00 chen-secretary reply_soon",
                                "2026-05-29 09:00 chen-secretary reply_soon"});
    world.pass_until("2026-06-03T12:00");
    CHECK(world.sent() == Texts{"2026-06-01 09:00 zhao-education reply_soon",
                                "2026-06-01 09:00 chen-secretary reply_soon",
                                "2026-06-02 09:00 zhao-education reply_soon",
                                "2026-06-02 09:00 chen-secretary reply_soon",
                                "2026-06-03 09:00 zhao-education reply_overdue",
                                "2026-06-03 09:00 chen-secretary reply_overdue"});
}

TEST_CASE("quiet is for whoever owes the deadline, and ends with it", "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    auto const why = [&](std::string_view actor, Day until, char const* deadline = "reply") {
        auto const answer = acknowledge(world, id, actor, until, deadline);
        return answer ? std::string{} : answer.error().reason.en;
    };
    auto const friday = make_day(2026, 3, 6);
    CHECK_THAT(why("huang-member", friday), Catch::Contains("does not owe the deadline"));
    CHECK_THAT(why("zhao-education", make_day(2026, 3, 2)), Catch::Contains("does not lie ahead"));
    CHECK_THAT(why("zhao-education", make_day(2026, 6, 3)),
               Catch::Contains("ends on 2026-06-02: it cannot be quiet until 2026-06-03"));
    CHECK_THAT(why("zhao-education", friday, "rating"),
               Catch::Contains("no deadline \"rating\" runs on this case; there are: reply"));
    CHECK(why("zhao-education", friday).empty());
}

TEST_CASE("reminders of one hour leave spread, each person's at the same moment every time",
          "[reminders]") {
    auto office = support::sample_office();
    office.spread = std::chrono::minutes{15};
    auto const moments = [&office] {
        World world{nullptr, office};
        auto const id = world.assigned_case();
        world.at("2026-03-03T09:00");
        REQUIRE(world.act(id, "sign", "zhao-education"));
        world.pass_until("2026-05-25T00:00");
        world.sent();
        world.pass_until("2026-06-03T00:00");
        return world.sent();
    };
    auto const first = moments();
    REQUIRE(first.size() == 12);
    CHECK(first == moments());
    bool apart = false;
    for (auto const& line : first) {
        auto const minute = line.substr(11, 5);
        CHECK(minute >= "09:00");
        CHECK(minute <= "09:15");
        apart = apart || minute != "09:00";
    }
    CHECK(apart);
}

TEST_CASE("ten thousand reminders of one hour leave evenly over the spread", "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    world.at("2026-03-03T09:00");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    auto office = support::sample_office();
    office.spread = std::chrono::minutes{15};
    auto people = office.directory.people();
    for (int n = 0; n < 10'000; ++n) {
        auto const name = fmt::format("clerk-{}", n);
        people.push_back({.id = name,
                          .name = name,
                          .email = name + "@example.org",
                          .phone = {},
                          .groups = {},
                          .units = {"education-bureau"}});
    }
    office.directory = {people, office.directory.units(), office.directory.groups()};
    auto const file = *service::open_case(*world.store->read(), world.procedures, id);
    auto const& workflow = file.procedure->workflow;
    auto const& reply = file.state.deadlines.front();
    tracking::Notice notice;
    notice.message = workflow.find_message("reply_soon");
    notice.to = {workflow.find_role("host")};
    notice.deadline_state = reply.state;
    notice.deadline = reply.id;
    notice.due_day = reply.due_day;
    notice.reminder = 0;
    world.at("2026-05-26T09:00");
    auto const nine = world.clock.now();
    std::vector<int> of_minute(16);
    for (auto const& letter :
         service::address(file, notice, "reply_soon", office, nine).deliveries) {
        auto const after = std::chrono::floor<std::chrono::minutes>(letter.not_before - nine);
        ++of_minute.at(static_cast<std::size_t>(after.count()));
    }
    // 667 in each of the fifteen, and those of the last second, 09:15:00.
    CHECK(std::accumulate(of_minute.begin(), of_minute.end(), 0) == 10'001);  // and Zhao
    of_minute.pop_back();
    CHECK(*std::ranges::min_element(of_minute) > 550);
    CHECK(*std::ranges::max_element(of_minute) < 780);
}

TEST_CASE("after the daemon was down the secretariat is told once what was missed", "[reminders]") {
    // In a file too: there a unit of work waits for the one before it.
    support::TemporaryFolder const folder;
    World world{GENERATE(true, false)
                    ? sqlite::open_sqlite_store({.path = folder.file("store.sqlite")})
                    : nullptr};
    auto const id = world.assigned_case();
    world.at("2026-03-03T09:00");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    world.pass_until("2026-05-25T18:00");
    world.sent();
    world.letters.clear();
    // Down from Monday evening to Thursday noon: three rungs of the last week are late.
    world.at("2026-05-28T12:00");
    world.pass_until("2026-05-28T12:00");
    std::vector<ports::Outgoing> summaries;
    for (auto const& letter : world.letters) {
        if (letter.subject.find("未能按时发出") != std::string::npos ||
            letter.subject.find("could not go out in time") != std::string::npos)
            summaries.push_back(letter);
    }
    REQUIRE(summaries.size() == 1);
    CHECK_THAT(summaries.front().text, Catch::Contains("2026-05-28 09:00"));
    CHECK_THAT(summaries.front().text, Catch::Contains(fmt::format("{}", id.value)));
    // Only once.
    world.letters.clear();
    world.pass_until("2026-05-28T18:00");
    CHECK(world.letters.empty());
}

TEST_CASE("a reminder of an end that came with it while the daemon was down is dead to nobody",
          "[reminders]") {
    World world;
    auto const id = world.assigned_case();
    world.at("2026-03-03T09:00");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    REQUIRE(world.act(id, "log_contact", "zhao-education", R"({"contact":"3月3日 电话"})"));
    REQUIRE(
        world.act(id, "reply", "zhao-education", R"({"reply_class":"A","reply_text":"已办。"})"));
    world.deliver();
    world.sent();
    // Long after the time to rate is over, which moves the case on by itself.
    world.at("2026-06-10T10:00");
    while (world.alarms.ring(world.clock.now(), 10).alarms > 0) {
    }
    world.pass_until("2026-06-10T12:00");
    for (auto const& line : world.sent()) {
        CAPTURE(line);
        CHECK(line.find("house.undeliverable") == std::string::npos);
    }
    ports::DeliveryFilter dead;
    dead.phase = delivery::Phase::dead;
    CHECK(world.store->read()->list_deliveries(dead).empty());
}

TEST_CASE("a clock that was ten years ahead for an hour floods nobody, and starves no later case",
          "[reminders]") {
    World ahead;
    auto const id = ahead.assigned_case();
    ahead.deliver();
    ahead.sent();
    ahead.at("2036-03-03T10:00");
    while (ahead.alarms.ring(ahead.clock.now(), 100).alarms > 0) {
    }
    ahead.deliver();
    CHECK(ahead.sent() == Texts{"2036-03-03 10:00 zhao-education sign_overdue",
                                "2036-03-03 10:00 chen-secretary sign_overdue",
                                "2036-03-03 10:00 wang-supervisor escalated",
                                "2036-03-03 10:00 zhao-education reply_overdue",
                                "2036-03-03 10:00 chen-secretary reply_overdue",
                                "2036-03-03 10:00 chen-secretary house.missed"});

    World mended{std::move(ahead.store)};
    mended.at("2026-03-03T10:00");
    auto const later = mended.assigned_case();
    mended.pass_until("2026-03-05T12:00");
    CHECK(mended.sent().back() == "2026-03-05 09:00 zhao-education sign_soon");
    CHECK(mended.act(id, "sign", "zhao-education"));
    CHECK(mended.act(later, "sign", "zhao-education"));
    mended.pass_until("2026-05-01T00:00");
    CHECK(mended.sent() == Texts{"2026-04-30 09:00 zhao-education reply_soon"});
    CHECK(service::audit(*mended.store->read(), mended.procedures).breaks.empty());
}
