// A person's own reminder of a case: who may set it, when it rings, and what then stands in the
// journal.
#include "engine/service/personal_reminder.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/forecast.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using Catch::Contains;
using support::World;

namespace {

using Texts = std::vector<std::string>;

/// "2026-09-01"
Day day(char const* text) {
    return *parse_day(text);
}

service::Answer perform(World& world, service::Request request) {
    return world.tracker.perform({&request, 1}, world.clock.now()).front();
}

service::Answer remind(World& world, CaseId id, std::string person, Day on, std::string note = {}) {
    return perform(world,
                   {.what = service::Reminding{id, {std::move(person), on, std::move(note)}},
                    .idempotency_key = {}});
}

service::Answer cancel(World& world, CaseId id, PersonalReminderId reminder, std::string person) {
    return perform(world,
                   {.what = service::CancellingReminder{id, reminder, std::move(person)},
                    .idempotency_key = {}});
}

std::string why_not(service::Answer const& answer) {
    return answer ? ""
                  : fmt::format("{}: {}", to_text(answer.error().kind), answer.error().reason.en);
}

/// A case that nobody is reminded of by its deadlines for a while: the examination's term runs.
CaseId filed_case(World& world) {
    auto const filed = world.file(R"({"title":"关于托育的提案","proposers":["huang-member"]})");
    REQUIRE(filed);
    return filed->id;
}

/// The letters that people have asked for themselves.
Texts reminded(World& world) {
    auto all = world.sent();
    std::erase_if(all, [](auto const& line) { return !line.ends_with("personal.reminder"); });
    return all;
}

std::string last_record(World& world, CaseId id) {
    return world.store->read()->journal(id, 0, 1000).back().record;
}

Texts breaks(World& world) {
    Texts texts;
    for (auto const& one : service::audit(*world.store->read(), world.procedures).breaks)
        texts.push_back(one.what.en);
    return texts;
}

/// The office without the committee's only member in it.
service::Office without_committee() {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        if (person.id == "lin-committee") person.groups.clear();
    }
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

}  // namespace

TEST_CASE("on the day that was asked for one letter comes, to whoever asked, and no other",
          "[personal_reminder]") {
    support::TemporaryFolder const folder;
    World world{GENERATE(true, false)
                    ? sqlite::open_sqlite_store({.path = folder.file("store.sqlite")})
                    : nullptr};
    auto const id = filed_case(world);
    auto const set = remind(world, id, "huang-member", day("2026-03-05"), "问审查结果");
    REQUIRE(set);
    CHECK(set->reminder.value == 1);
    CHECK_THAT(
        last_record(world, id),
        Contains(
            R"("kind":"personal_reminder_set","note":"问审查结果","personal_reminder":)"
            R"({"number":1,"person":"huang-member","day":"2026-03-05"},"actor":"huang-member")"));
    REQUIRE(world.store->read()->personal_reminders(id).size() == 1);
    world.pass_until("2026-03-05T08:59");
    CHECK(reminded(world).empty());
    world.pass_until("2026-03-12T09:00");
    CHECK(reminded(world) == Texts{"2026-03-05 09:00 huang-member personal.reminder"});
    auto const letter = world.letters.back();
    CHECK(letter.subject == fmt::format("【督办】{}号案件：您要的提醒", id.value));
    CHECK_THAT(letter.text,
               Contains("关于托育的提案") && Contains("待审查") && Contains("问审查结果") &&
                   Contains("黄委员") && Contains("2026年3月5日"));
    CHECK(world.store->read()->personal_reminders(id).empty());
    CHECK_THAT(last_record(world, id),
               Contains(R"("kind":"personal_reminder_rang")") && Contains(R"("actor":"clock")"));
    CHECK(breaks(world).empty());
}

TEST_CASE("it comes when the office opens: of a rest day on the next working morning",
          "[personal_reminder]") {
    auto const [asked, comes] = GENERATE(table<char const*, char const*>({
        {"2026-03-05", "2026-03-05 09:00"},
        {"2026-03-07", "2026-03-09 09:00"},  // a Saturday
        {"2026-10-01", "2026-10-08 09:00"},  // the national holiday
        {"2026-10-10", "2026-10-10 09:00"},  // a Saturday that is worked
    }));
    CAPTURE(asked);
    World world;
    auto const id = filed_case(world);
    REQUIRE(remind(world, id, "huang-member", day(asked)));
    world.pass_until("2026-11-01T00:00");
    CHECK(reminded(world) == Texts{fmt::format("{} huang-member personal.reminder", comes)});
}

TEST_CASE("whoever has a role on the case may ask, for a day within ten years",
          "[personal_reminder]") {
    struct Row {
        char const* person;
        char const* day;
        std::string note;
        char const* why;
    };

    auto const row = GENERATE(values<Row>({
        {"huang-member", "2026-03-03", "", ""},                       // by a field
        {"lin-committee", "2036-03-02", "", ""},                      // by a group
        {"zhao-education", "2026-09-01", std::string(500, 'n'), ""},  // by the unit in a field
        {"sun-housing", "2026-09-01", "", "not_allowed: 孙工 has no role on this case"},
        {"education-bureau", "2026-09-01", "", "not_allowed: \"education-bureau\" is no person"},
        {"nobody", "2026-09-01", "", "not_allowed: \"nobody\" is no person of the directory"},
        {"huang-member", "2026-03-02", "", "bad_value: 2026-03-02 does not lie ahead"},
        {"huang-member", "2036-03-03", "", "bad_value: 2036-03-03 is too far ahead"},
        {"huang-member", "2026-09-01", std::string(501, 'n'), "at most 500 characters"},
        {"huang-member", "2026-09-01", "\xff", "bad_value: a note is text in UTF-8"},
        {"huang-member", "2026-09-01", "one\ntwo", "bad_value: a note is one line"},
        {"huang-member", "2026-09-01", "\xc2\x85", "bad_value: a note is one line"},
    }));
    CAPTURE(row.person, row.day, row.note);
    World world;
    auto const id = world.assigned_case();
    auto const before = world.store->read()->find_case(id)->revision;
    auto const why = why_not(remind(world, id, row.person, day(row.day), row.note));
    CHECK_THAT(why, Contains(row.why));
    bool const refused = row.why[0] != '\0';
    CHECK(why.empty() != refused);
    CHECK(world.store->read()->personal_reminders(id).size() == (refused ? 0 : 1));
    CHECK(world.store->read()->find_case(id)->revision == before + (refused ? 0 : 1));
}

TEST_CASE("whoever is concerned through a part may ask as well", "[personal_reminder]") {
    World world;
    auto const id = world.assigned_case();
    REQUIRE(world.act(id, "sign", "zhao-education"));
    CHECK_FALSE(remind(world, id, "sun-housing", day("2026-09-01")));
    REQUIRE(world.act(
        id, "change_co_handlers", "chen-secretary", R"({"co_handlers":["housing-bureau"]})"));
    CHECK(remind(world, id, "sun-housing", day("2026-09-01")));
}

TEST_CASE("a case takes fifty of them", "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    for (int i = 0; i < 50; ++i) REQUIRE(remind(world, id, "huang-member", day("2026-09-01")));
    CHECK_THAT(why_not(remind(world, id, "lin-committee", day("2026-09-01"))),
               Contains("bad_value: the case has 50 reminders"));
}

TEST_CASE("one's own reminder is taken back, nobody else's, and its number is not given again",
          "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    auto const set = remind(world, id, "huang-member", day("2026-03-05"));
    REQUIRE(set);
    CHECK_THAT(why_not(cancel(world, id, set->reminder, "lin-committee")),
               Contains("not_allowed: reminder 1 is huang-member's"));
    CHECK_THAT(why_not(cancel(world, id, PersonalReminderId{7}, "huang-member")),
               Contains("not_found: the case has no reminder 7"));
    CHECK_THAT(why_not(cancel(world, CaseId{99}, set->reminder, "huang-member")),
               Contains("not_found: there is no case 99"));
    REQUIRE(cancel(world, id, set->reminder, "huang-member"));
    CHECK_THAT(last_record(world, id), Contains(R"("kind":"personal_reminder_cancelled")"));
    CHECK_FALSE(cancel(world, id, set->reminder, "huang-member"));
    CHECK(remind(world, id, "huang-member", day("2026-03-06"))->reminder.value == 2);
    world.pass_until("2026-03-20T00:00");
    CHECK(reminded(world) == Texts{"2026-03-06 09:00 huang-member personal.reminder"});
    CHECK(breaks(world).empty());
}

TEST_CASE("a closed case and whoever has left it hear nothing, and the journal says so",
          "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    REQUIRE(remind(world, id, "lin-committee", day("2026-03-05")));
    std::string why;
    SECTION("closed") {
        REQUIRE(world.act(id, "decline", "lin-committee", R"({"reason":"重复"})"));
        CHECK_THAT(why_not(remind(world, id, "lin-committee", day("2026-03-05"))),
                   Contains("closed: "));
        why = "closed";
    }
    SECTION("without a role") {
        world.office.put_in_force(without_committee());
        why = "no_role";
    }
    world.pass_until("2026-03-05T12:00");
    CHECK(reminded(world).empty());
    CHECK(world.store->read()->personal_reminders(id).empty());
    CHECK_THAT(last_record(world, id),
               Contains(R"("kind":"personal_reminder_dropped")") &&
                   Contains(fmt::format(R"("dropped":"{}")", why)));
    CHECK(breaks(world).empty());
}

TEST_CASE("between the ringing and the sending it is asked once more", "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    world.deliver();
    REQUIRE(remind(world, id, "lin-committee", day("2026-03-05")));
    world.at("2026-03-05T09:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices == 1);
    REQUIRE(world.act(id, "decline", "lin-committee", R"({"reason":"重复"})"));
    world.deliver();
    CHECK(reminded(world).empty());
    ports::DeliveryFilter filter;
    filter.message = std::string{service::personal_reminder_message};
    auto const rows = world.store->read()->list_deliveries(filter);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].phase == delivery::Phase::cancelled);
    CHECK(rows[0].reason == "case_closed");
}

TEST_CASE("it rings in a case that is suspended", "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    REQUIRE(remind(world, id, "huang-member", day("2026-03-05")));
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(id);
    row.suspended_since = world.clock.now();
    transaction->update_case(row);
    transaction->commit();
    world.pass_until("2026-03-05T12:00");
    CHECK(reminded(world) == Texts{"2026-03-05 09:00 huang-member personal.reminder"});
}

TEST_CASE("a ringing that is repeated, or late, says it once and in office hours",
          "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    REQUIRE(remind(world, id, "huang-member", day("2026-03-05")));
    world.deliver();
    // Down until Saturday night.
    world.at("2026-03-07T23:00");
    while (world.alarms.ring(world.clock.now(), 10).alarms > 0) {
    }
    world.pass_until("2026-03-10T00:00");
    CHECK(reminded(world) == Texts{"2026-03-09 09:00 huang-member personal.reminder"});
}

TEST_CASE("more of them than one batch takes ring all the same", "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    for (int i = 0; i < 7; ++i) REQUIRE(remind(world, id, "huang-member", day("2026-03-05")));
    world.at("2026-03-05T09:00");
    std::size_t notices = 0;
    for (auto rang = world.alarms.ring(world.clock.now(), 3); rang.alarms > 0;
         rang = world.alarms.ring(world.clock.now(), 3)) {
        CHECK(rang.alarms <= 3);
        notices += rang.notices;
    }
    CHECK(notices == 7);
    world.deliver();
    CHECK(reminded(world).size() == 7);
    CHECK(breaks(world).empty());
}

TEST_CASE("whoever asked and cannot be reached is told of to the secretariat",
          "[personal_reminder]") {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        if (person.id == "huang-member") person.email.clear();
    }
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, office};
    auto const id = filed_case(world);
    REQUIRE(remind(world, id, "huang-member", day("2026-03-05")));
    world.pass_until("2026-03-05T12:00");
    CHECK(world.sent() == Texts{"2026-03-02 10:00 chen-secretary house.unreachable",
                                "2026-03-05 09:00 chen-secretary house.undeliverable"});
    CHECK(breaks(world).empty());
}

TEST_CASE("it changes no deadline, and the plan tells it beforehand", "[personal_reminder]") {
    World world;
    auto const id = filed_case(world);
    auto const plan = [&] {
        Texts texts;
        std::vector<service::UnreadableCase> unreadable;
        for (auto const& one : service::forecast(*world.store->read(),
                                                 world.procedures,
                                                 *world.office.get(),
                                                 {},
                                                 world.clock.now(),
                                                 *parse_instant("2026-12-31T00:00:00Z"),
                                                 unreadable)) {
            bool const own = one.kind == service::Forecast::Kind::personal_reminder;
            texts.push_back(fmt::format("{} {} {} {}",
                                        to_text(one.at),
                                        own ? "own" : one.message + one.to_state,
                                        one.recipient.zh_cn,
                                        one.note));
        }
        return texts;
    };
    auto const before = plan();
    REQUIRE(before.size() > 1);
    REQUIRE(remind(world, id, "huang-member", day("2026-03-07"), "问结果"));
    auto after = plan();
    CHECK(after.front() == "2026-03-09T01:00:00Z own 黄委员 问结果");
    after.erase(after.begin());
    CHECK(after == before);
    REQUIRE(world.act(id, "decline", "lin-committee", R"({"reason":"重复"})"));
    CHECK(plan().empty());
}
