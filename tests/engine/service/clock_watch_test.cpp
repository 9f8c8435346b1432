// A clock that jumps ahead by years rings what lies there; once it is set back, every reminder
// comes again on its right day, and nothing waits for a moment that is years away.
#include "engine/service/clock_watch.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using Catch::Matchers::Contains;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

using Texts = std::vector<std::string>;
using What = service::ClockFault::What;

std::optional<service::ClockFault> watch(World& world, std::optional<Instant> before = {}) {
    return service::watch_clock(*world.store,
                                world.procedures,
                                *world.office.get(),
                                *calendar::Zone::find("Asia/Shanghai"),
                                before,
                                world.clock.now());
}

/// A case that is handled since 3 March, its reply due on 2 June 2026. The clock is right.
CaseId handled_case(World& world) {
    auto const id = world.assigned_case();
    world.deliver();
    world.at("2026-03-03T09:00");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    REQUIRE_FALSE(watch(world));
    world.sent();
    return id;
}

/// A second case: its proposer is to be told, in office hours.
void accept_another(World& world) {
    auto const filed = world.file(R"({"title":"托育","proposers":["huang-member"]})");
    REQUIRE(filed);
    REQUIRE(world.act(filed->id, "accept", "lin-committee"));
}

/// All that the clock rings and sends where it stands.
void ring(World& world) {
    REQUIRE_FALSE(watch(world));
    while (world.alarms.ring(world.clock.now(), 100).alarms > 0) {
    }
    world.deliver();
}

/// The unit wants to be reminded on 10 March.
void ask_for_reminder(World& world, CaseId id) {
    service::Request const request{
        service::Reminding{id, {"zhao-education", *parse_day("2026-03-10"), {}}}, {}};
    REQUIRE(world.tracker.perform({&request, 1}, world.clock.now()).front());
}

/// In place of the former, which is the answer: "no JSON" makes a case that cannot be read.
std::string set_data(World& world, CaseId id, std::string data) {
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(id);
    std::swap(row.data, data);
    transaction->update_case(row);
    transaction->commit();
    return data;
}

Texts without_house_notices(Texts lines) {
    std::erase_if(lines, [](auto const& line) { return line.find(" house.") != line.npos; });
    return lines;
}

std::vector<delivery::Delivery> in_phase(World& world, Phase phase) {
    ports::DeliveryFilter filter;
    filter.phase = phase;
    return world.store->read()->list_deliveries(filter);
}

std::string journal_of(World& world, CaseId id) {
    std::string records;
    for (auto const& row : world.store->read()->journal(id, 0, 1000)) records += row.record + "\n";
    return records;
}

}  // namespace

TEST_CASE("what a clock rang that was years ahead comes again on its day", "[clock_watch]") {
    World undisturbed;
    handled_case(undisturbed);
    undisturbed.pass_until("2026-07-01T00:00");
    auto const wanted = undisturbed.sent();
    REQUIRE(wanted.size() > 12);

    support::TemporaryFolder const folder;
    World world{sqlite::open_sqlite_store({.path = folder.file("duban.db")})};
    auto const id = handled_case(world);
    // Twice: what came again and was rung too early once more comes again as well.
    for (auto const* const hour : {"10:00", "12:00"}) {
        world.at("2029-03-05T10:00");
        ring(world);
        CHECK_FALSE(world.sent().empty());
        world.set_back(std::string{"2026-03-03T"} + hour);
        auto const back = watch(world);
        REQUIRE(back);
        CHECK(back->what == What::was_ahead);
        CHECK(to_text(back->from) == "2029-03-05T02:00:00Z");
        CHECK(back->deadlines == 1);
        CHECK(back->unreadable == 0);
        CHECK_FALSE(watch(world));
    }
    CHECK_THAT(journal_of(world, id),
               Contains(R"("kind":"clock_set_back")") &&
                   Contains(R"("rewound_from":"2029-03-05T02:00:00Z")"));
    world.pass_until("2026-07-01T00:00");
    auto const came = world.sent();
    CHECK(without_house_notices(came) == without_house_notices(wanted));
    CHECK(std::ranges::count(came, "2026-03-03 12:00 chen-secretary house.clock_set_back") == 1);
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("what fell due while the clock was ahead is made good", "[clock_watch]") {
    World world;
    handled_case(world);
    world.pass_until("2026-05-25T12:00");
    world.sent();
    REQUIRE_FALSE(watch(world));
    world.at("2029-03-05T10:00");
    ring(world);
    world.sent();
    world.set_back("2026-05-27T11:00");  // there was a reminder on the 26th, and one today
    REQUIRE(watch(world));
    world.pass_until("2026-05-27T12:00");
    CHECK(without_house_notices(world.sent()) ==
          Texts{"2026-05-27 11:00 zhao-education reply_soon",
                "2026-05-27 11:00 chen-secretary reply_soon"});
}

TEST_CASE("a leap of little more than a day is found by whoever sees it happen", "[clock_watch]") {
    World world;
    handled_case(world);
    world.pass_until("2026-05-25T12:00");
    REQUIRE_FALSE(watch(world));
    auto const before = world.clock.now();
    world.at("2026-05-26T20:00");
    REQUIRE_FALSE(watch(world, before));
    world.sent();
    ring(world);
    CHECK(without_house_notices(world.sent()).empty());  // the office is closed
    world.set_back("2026-05-25T12:01");
    REQUIRE(watch(world, world.clock.now()));
    world.pass_until("2026-05-27T00:00");
    CHECK(without_house_notices(world.sent()) ==
          Texts{"2026-05-26 09:00 zhao-education reply_soon",
                "2026-05-26 09:00 chen-secretary reply_soon"});
}

TEST_CASE("the end of a deadline that passed too early passes again", "[clock_watch]") {
    World world;
    auto const id = handled_case(world);
    auto const has_passed = [&] { return world.store->read()->running_deadlines(id)[0].passed; };
    world.at("2029-03-05T10:00");
    ring(world);
    CHECK(has_passed());
    world.set_back("2026-03-03T10:00");
    REQUIRE(watch(world));
    CHECK_FALSE(has_passed());
    world.pass_until("2026-06-02T23:00");
    CHECK_FALSE(has_passed());
    world.pass_until("2026-06-03T00:00");
    CHECK(has_passed());
}

TEST_CASE("a letter that waited for a morning years ahead goes the next morning", "[clock_watch]") {
    World world;
    handled_case(world);
    world.at("2029-03-05T20:00");
    REQUIRE_FALSE(watch(world));
    accept_another(world);
    world.deliver();
    REQUIRE(in_phase(world, Phase::queued).size() == 1);
    world.set_back("2026-03-03T20:05");
    REQUIRE(watch(world)->deliveries == 1);
    world.pass_until("2026-03-04T12:00");
    CHECK(without_house_notices(world.sent()) == Texts{"2026-03-04 09:00 huang-member accepted"});
    auto const notice =
        std::ranges::find(world.letters, "house.clock_set_back", &ports::Outgoing::message);
    REQUIRE(notice != world.letters.end());
    CHECK_THAT(notice->text,
               Contains("2029-03-05 20:00（Asia/Shanghai），现已改回 2026-03-03 20:05"));
}

TEST_CASE("a reminder that the clock wrote too early and could not send is not sent",
          "[clock_watch]") {
    World world;
    handled_case(world);
    world.at("2029-03-05T20:00");
    ring(world);
    REQUIRE_FALSE(in_phase(world, Phase::queued).empty());
    world.set_back("2026-03-03T20:05");
    REQUIRE(watch(world));
    world.pass_until("2026-03-10T00:00");
    CHECK(without_house_notices(world.sent()).empty());
    CHECK(in_phase(world, Phase::queued).empty());
}

TEST_CASE("an attempt that began years ahead and was lost is given up after its lease",
          "[clock_watch]") {
    World world;
    world.assigned_case();
    REQUIRE_FALSE(watch(world));
    world.at("2029-03-05T10:00");
    REQUIRE_FALSE(watch(world));
    auto const lost = world.courier.claim("mail", world.clock.now(), 10).outgoing;
    REQUIRE(lost.empty());  // the letters of 2026 have expired by then
    accept_another(world);
    REQUIRE_FALSE(world.courier.claim("mail", world.clock.now(), 10).outgoing.empty());
    world.set_back("2026-03-03T10:00");
    REQUIRE(watch(world));
    world.pass_until("2026-03-03T10:10");
    CHECK(world.sent() == Texts{"2026-03-03 10:00 chen-secretary house.clock_set_back"});
    world.pass_until("2026-03-03T12:00");
    CHECK(without_house_notices(world.sent()) == Texts{"2026-03-03 10:15 huang-member accepted"});
    CHECK(world.store->read()->deliveries_ahead_of(world.clock.now(), {}, 9).empty());
}

TEST_CASE("whoever had mail from a clock that was ahead is not throttled for years",
          "[clock_watch]") {
    auto office = support::sample_office();
    office.routes[0].per_recipient = {.at_most = 2, .per = std::chrono::hours{1}};
    World world{nullptr, office};
    handled_case(world);
    world.at("2029-03-05T10:00");
    ring(world);
    world.set_back("2026-03-03T10:00");
    REQUIRE(watch(world));
    world.pass_until("2026-05-27T00:00");
    auto const came = without_house_notices(world.sent());
    CHECK(std::ranges::count(came, "2026-04-30 09:00 zhao-education reply_soon") == 1);
    CHECK(std::ranges::count(came, "2026-05-26 09:00 zhao-education reply_soon") == 1);
}

TEST_CASE("a clock that was ahead by hours repeats nothing", "[clock_watch]") {
    World world;
    handled_case(world);
    world.pass_until("2026-05-25T12:00");
    world.sent();
    world.at("2026-05-26T09:30");
    ring(world);
    CHECK(world.sent() == Texts{"2026-05-26 09:30 zhao-education reply_soon",
                                "2026-05-26 09:30 chen-secretary reply_soon"});
    world.set_back("2026-05-25T12:05");
    CHECK_FALSE(watch(world));
    world.pass_until("2026-05-27T00:00");
    CHECK(world.sent().empty());
}

TEST_CASE("a case that could not be read while the clock was ahead is reminded on its days",
          "[clock_watch]") {
    World undisturbed;
    ask_for_reminder(undisturbed, handled_case(undisturbed));
    undisturbed.pass_until("2026-07-01T00:00");

    World world;
    auto const id = handled_case(world);
    ask_for_reminder(world, id);
    auto const data = set_data(world, id, "no JSON");
    world.at("2029-03-05T10:00");
    ring(world);
    world.at("2029-03-05T11:30");
    ring(world);
    CHECK(world.store->read()->next_alarm()->at > world.clock.now());
    world.set_back("2026-03-03T10:00");
    REQUIRE(watch(world));
    set_data(world, id, data);
    world.pass_until("2026-07-01T00:00");
    auto const came = without_house_notices(world.sent());
    CHECK(came == without_house_notices(undisturbed.sent()));
    CHECK(std::ranges::count(came, "2026-03-10 09:00 zhao-education personal.reminder") == 1);
}

TEST_CASE("a case that cannot be read keeps no other from being set back", "[clock_watch]") {
    World world;
    auto const broken = handled_case(world);
    world.set_back("2026-03-02T10:00");
    auto const whole = world.assigned_case();
    REQUIRE(world.act(whole, "sign", "zhao-education"));
    world.at("2029-03-05T10:00");
    ring(world);
    auto const data = set_data(world, broken, "no JSON");
    world.set_back("2026-03-03T10:00");
    auto const back = watch(world);
    REQUIRE(back);
    CHECK(back->unreadable == 1);
    CHECK_THAT(back->first_unreadable, Contains("case 1: "));
    CHECK(back->deadlines == 1);
    CHECK(world.store->read()->running_deadlines(whole)[0].handled_until <= world.clock.now());

    // Once it can be read it follows.
    set_data(world, broken, data);
    world.at("2026-03-04T10:00");
    auto const rest = watch(world);
    REQUIRE(rest);
    CHECK(rest->deadlines == 1);
    CHECK(rest->unreadable == 0);
    CHECK_FALSE(watch(world));
}

TEST_CASE("a clock that falls behind changes nothing, and is told of", "[clock_watch]") {
    World undisturbed;
    handled_case(undisturbed);
    undisturbed.pass_until("2026-07-01T00:00");
    auto const wanted = undisturbed.sent();

    World world;
    auto const id = handled_case(world);
    world.pass_until("2026-05-01T00:00");
    REQUIRE_FALSE(watch(world));
    auto const before = world.store->read()->running_deadlines(id)[0];
    world.set_back("2019-01-02T09:30");
    for (int day = 0; day < 3; ++day) {
        auto const fault = watch(world);
        REQUIRE(fault);
        CHECK(fault->what == What::is_behind);
        CHECK(to_text(fault->from) == "2026-04-30T16:00:00Z");
        CHECK(world.alarms.ring(world.clock.now(), 10).alarms == 0);
        world.deliver();
        world.clock.set(world.clock.now() + std::chrono::hours{24});
    }
    auto const meanwhile = world.store->read()->running_deadlines(id)[0];
    CHECK(meanwhile.handled_until == before.handled_until);
    CHECK(meanwhile.rewound == 0);
    world.at("2026-05-01T06:00");
    CHECK_FALSE(watch(world));
    world.pass_until("2026-07-01T00:00");
    auto const came = world.sent();
    CHECK(without_house_notices(came) == wanted);
    CHECK(std::ranges::count_if(came, [](std::string const& line) {
              return line.find("house.clock_behind") != line.npos;
          }) == 1);
}

TEST_CASE("whoever works by a clock that is behind is told so", "[clock_watch]") {
    World world;
    handled_case(world);
    world.pass_until("2026-05-01T00:00");
    REQUIRE_FALSE(watch(world));
    world.set_back("2019-01-02T09:30");
    auto const file = [&] {
        return world.file(R"({"title":"托育","proposers":["huang-member"]})");
    };
    auto const warned = file();
    REQUIRE(warned);
    REQUIRE(warned->warnings.size() == 1);
    CHECK_THAT(warned->warnings[0].en,
               Catch::Contains("says 2019-01-02 and has been at 2026-03-03 before"));
    world.at("2026-05-01T10:00");
    CHECK(file()->warnings.empty());
}

TEST_CASE("a leap is believed after thirty days of ordinary steps", "[clock_watch]") {
    auto const [days, is_believed] = GENERATE(table<int, bool>({{29, false}, {30, true}}));
    CAPTURE(days);
    World world;
    handled_case(world);
    SECTION("ahead: going back is to fall behind then") {
        world.at("2026-06-01T09:00");
        for (int day = 0; day < days; ++day) {
            REQUIRE_FALSE(watch(world));
            world.clock.set(world.clock.now() + std::chrono::hours{24});
        }
        REQUIRE_FALSE(watch(world));
        world.set_back("2026-03-04T09:00");
        CHECK(watch(world)->what == (is_believed ? What::is_behind : What::was_ahead));
    }
    SECTION("behind: it was ahead before, then") {
        world.set_back("2020-01-01T09:00");
        for (int day = 0; day < days; ++day) {
            REQUIRE(watch(world)->what == What::is_behind);
            world.clock.set(world.clock.now() + std::chrono::hours{24});
        }
        CHECK(watch(world)->what == (is_believed ? What::was_ahead : What::is_behind));
    }
}

TEST_CASE("a machine that is off every weekend comes to believe its clock all the same",
          "[clock_watch]") {
    World world;
    handled_case(world);
    world.at("2026-03-04T09:00");
    for (int week = 0; week < 10; ++week) {
        for (int day = 0; day < 4; ++day) {
            REQUIRE_FALSE(watch(world));
            world.clock.set(world.clock.now() + std::chrono::hours{24});
        }
        REQUIRE_FALSE(watch(world));
        world.clock.set(world.clock.now() + std::chrono::hours{72});
    }
    world.set_back("2026-05-01T09:00");
    CHECK(watch(world)->what == What::is_behind);
}

TEST_CASE("the rest of a long holiday is no fault of the clock", "[clock_watch]") {
    World world;
    handled_case(world);
    world.at("2026-03-20T09:00");  // the machine was off
    CHECK_FALSE(watch(world));
    world.set_back("2026-03-20T06:00");  // and its clock three hours ahead
    CHECK_FALSE(watch(world));
    world.at("2026-03-21T09:00");
    CHECK_FALSE(watch(world));
}

TEST_CASE("what was held while the clock was ahead stays held", "[clock_watch]") {
    World world;
    handled_case(world);
    world.at("2029-03-05T20:00");
    REQUIRE_FALSE(watch(world));
    accept_another(world);
    ports::DeliveryFilter waiting;
    waiting.case_id = CaseId{2};
    world.courier.hold(waiting, {.by = "chen-secretary", .why = "moves"}, world.clock.now());
    REQUIRE(in_phase(world, Phase::held).size() == 1);
    world.set_back("2026-03-03T20:05");
    REQUIRE(watch(world));
    auto const held = in_phase(world, Phase::held);
    REQUIRE(held.size() == 1);
    CHECK(held[0].not_before == held[0].expires_at);
    CHECK(held[0].expires_at < world.clock.now() + std::chrono::days{40});
    world.pass_until("2026-03-05T12:00");
    CHECK(in_phase(world, Phase::held).size() == 1);
}

TEST_CASE("a reminder of the right time that still waits is sent after the clock was set back",
          "[clock_watch]") {
    World world;
    handled_case(world);
    bool is_down = true;
    world.post_office = [&](ports::Outgoing const&) {
        Outcome outcome;
        outcome.kind = is_down ? Outcome::Kind::temporary : Outcome::Kind::delivered;
        outcome.error = delivery::ErrorClass::network;
        return outcome;
    };
    world.pass_until("2026-05-26T09:10");  // the reminder of the day backs off
    REQUIRE_FALSE(watch(world));
    REQUIRE_FALSE(in_phase(world, Phase::backing_off).empty());
    world.at("2026-05-30T09:00");
    REQUIRE_FALSE(watch(world));
    while (world.alarms.ring(world.clock.now(), 100).alarms > 0) {
    }
    world.set_back("2026-05-26T09:12");
    REQUIRE(watch(world));
    is_down = false;
    world.sent();
    world.pass_until("2026-05-26T12:00");
    auto const came = world.sent();
    CHECK(std::ranges::count_if(came, [](std::string const& line) {
              return line.find("zhao-education reply_soon") != line.npos;
          }) == 1);
}

TEST_CASE("a letter for a digest that was written ahead is in the next one", "[clock_watch]") {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) person.digest = std::chrono::hours{9};
    office.directory =
        delivery::Directory{people, office.directory.units(), office.directory.groups()};
    World world{nullptr, office};
    handled_case(world);
    world.at("2029-03-05T20:00");
    REQUIRE_FALSE(watch(world));
    accept_another(world);
    world.set_back("2026-03-03T20:05");
    REQUIRE(watch(world));
    world.sent();
    world.pass_until("2026-03-04T12:00");
    auto const came = world.sent();
    CHECK(std::ranges::any_of(came, [](std::string const& line) {
        return line.starts_with("2026-03-04 09:00 huang-member");
    }));
}
