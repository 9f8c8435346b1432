// A calendar is renewed while cases run: nothing moves by itself, the dry run says what would, and
// what is moved says so in the journal and in the next letter.
#include "engine/service/recounter.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "tests/support/renewed_calendars.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using Catch::Matchers::Contains;
using service::Recount;

namespace {

struct RecountWorld : support::World {
    explicit RecountWorld(std::unique_ptr<ports::Store> given = nullptr)
        : World{std::move(given)}, recounter{*store, procedures, office} {
        procedures.put_in_force(*store, support::shipped_calendars(), clock.now());
        id = assigned_case();
    }

    void renew() {
        procedures.put_in_force(
            *store, support::renewed_calendars({make_day(2026, 6, 2)}), clock.now());
    }

    std::vector<Recount> plan(std::string_view calendar = {}) {
        std::vector<Recount> moved;
        totals = recounter.plan(calendar, [&](Recount const& one) { moved.push_back(one); });
        return moved;
    }

    std::vector<Recount> perform() {
        std::vector<Recount> moved;
        totals = recounter.perform(
            {}, "chen-secretary", clock.now(), [&](Recount const& one) { moved.push_back(one); });
        return moved;
    }

    tracking::Deadline reply() {
        auto const file = service::open_case(*store->read(), procedures, id);
        for (auto const& deadline : file->state.deadlines) {
            if (file->procedure->workflow.states[deadline.state].due->name == "reply")
                return deadline;
        }
        FAIL("the reply is owed");
        return {};
    }

    std::string last_record() {
        auto const reader = store->read();
        auto const row = reader->find_case(id);
        return reader->journal(id, row->journal_length - 1, 1).front().record;
    }

    std::size_t broken() { return service::audit(*store->read(), procedures).breaks.size(); }

    CaseId id;
    service::Recounter recounter;
    service::RecountTotals totals;
};

}  // namespace

TEST_CASE("a renewed calendar moves nothing by itself", "[recount]") {
    RecountWorld world;
    CHECK(to_text(world.reply().due_day) == "2026-06-02");
    auto const counted_by = world.reply().ledger.calendar_version;
    world.renew();
    CHECK(to_text(world.reply().due_day) == "2026-06-02");
    CHECK(world.reply().ledger.calendar_version == counted_by);
    CHECK_FALSE(world.reply().provisional);
    CHECK(world.broken() == 0);
    // Another case that begins now is counted by the new one.
    auto const first = world.id;
    world.id = world.assigned_case();
    CHECK(to_text(world.reply().due_day) == "2026-06-03");
    // What happens to the first one leaves its date alone.
    world.id = first;
    REQUIRE(world.act(first, "sign", "zhao-education"));
    CHECK(to_text(world.reply().due_day) == "2026-06-02");
    CHECK(world.broken() == 0);
}

TEST_CASE("the dry run lists what would move, and why, and changes nothing", "[recount]") {
    RecountWorld world;
    CHECK(world.plan().empty());
    world.renew();
    auto const before = world.store->change_mark();
    auto const moved = world.plan();
    REQUIRE(moved.size() == 1);
    CHECK(world.totals.looked_at >= 1);
    CHECK(moved[0].case_id == world.id);
    CHECK(moved[0].deadline == "reply");
    CHECK(to_text(moved[0].was) == "2026-06-02");
    CHECK(to_text(moved[0].is) == "2026-06-03");
    REQUIRE(moved[0].because.size() == 1);
    CHECK(to_text(moved[0].because[0].day) == "2026-06-02");
    CHECK_FALSE(moved[0].because[0].works);
    CHECK(moved[0].because[0].why.en == "an extra holiday");
    CHECK(world.plan("uk").empty());
    CHECK(world.store->change_mark() == before);
}

TEST_CASE("what is applied is recorded, planned anew, and told in the next letter", "[recount]") {
    support::TemporaryFolder const folder;
    bool const in_file = GENERATE(true, false);
    RecountWorld world{in_file ? sqlite::open_sqlite_store({.path = folder.file("store.sqlite")})
                               : nullptr};
    world.renew();
    CHECK(world.perform().size() == 1);
    CHECK(world.totals.moved == 1);
    auto const moved = world.reply();
    CHECK(to_text(moved.due_day) == "2026-06-03");
    REQUIRE(moved.moved_from);
    CHECK(to_text(*moved.moved_from) == "2026-06-02");
    CHECK_THAT(world.last_record(), Contains(R"("kind":"recounted","actor":"chen-secretary")"));
    CHECK_THAT(world.last_record(), Contains(R"("was_due":"2026-06-02")"));
    CHECK_THAT(world.last_record(), Contains(R"("due":"2026-06-03")"));
    CHECK(world.broken() == 0);
    CHECK(world.plan().empty());
    CHECK(world.perform().empty());
    CHECK(world.totals.looked_at == 0);

    REQUIRE(world.act(world.id, "sign", "zhao-education"));
    world.deliver();
    world.letters.clear();
    world.pass_until("2026-05-06T18:00");
    REQUIRE_FALSE(world.letters.empty());
    auto const count = std::ranges::count_if(world.letters, [](ports::Outgoing const& letter) {
        return letter.text.find("截止日期已由2026年6月2日") != std::string::npos ||
               letter.text.find("has moved from Tuesday, 2 June 2026") != std::string::npos;
    });
    CHECK(count > 0);
    CHECK_FALSE(world.reply().moved_from);
    // From then on it is the date that everybody knows.
    world.letters.clear();
    world.pass_until("2026-05-29T18:00");
    for (auto const& letter : world.letters) {
        CHECK(letter.text.find("请注意") == std::string::npos);
        CHECK(letter.text.find("Please note") == std::string::npos);
    }
}

TEST_CASE("an end that comes earlier than people were told is told of at once", "[recount]") {
    RecountWorld world;
    world.renew();
    CHECK(world.perform().size() == 1);
    REQUIRE(world.act(world.id, "sign", "zhao-education"));
    world.pass_until("2026-05-20T10:00");
    world.sent();
    world.letters.clear();
    // The holiday is taken back.
    world.procedures.put_in_force(*world.store, support::shipped_calendars(), world.clock.now());
    CHECK(world.perform().size() == 1);
    CHECK(to_text(world.reply().due_day) == "2026-06-02");
    world.pass_until("2026-05-20T10:01");
    CHECK(world.sent() == std::vector<std::string>{"2026-05-20 10:00 zhao-education reply_soon"});
    REQUIRE(world.letters.size() == 1);
    CHECK_THAT(world.letters.front().text, Contains("截止日期已由2026年6月3日"));
}

TEST_CASE("a process that does not know the calendar of a deadline finds it in the store",
          "[recount]") {
    RecountWorld world;
    auto const old = world.reply().ledger.calendar_version;
    // Another process, whose files hold the new one from the beginning.
    service::Procedures other{support::renewed_calendars({make_day(2026, 6, 2)})};
    auto const file = service::open_case(*world.store->read(), other, world.id);
    REQUIRE(file);
    CHECK(file->procedure->knows_calendar(old));
    auto const& deadline = file->state.deadlines.front();
    CHECK(file->procedure->calendar_of(deadline.ledger).version() == old);
    CHECK(service::audit(*world.store->read(), other).breaks.empty());
}

TEST_CASE("what has passed and stays where it was does not pass again", "[recount]") {
    RecountWorld world;
    world.pass_until("2026-03-12T12:00");  // the signature was due on the 5th
    auto const passed = [&] {
        auto const rows = world.store->read()->running_deadlines(world.id);
        return std::ranges::find(rows, "signature", &ports::DeadlineRow::name)->passed;
    };
    REQUIRE(passed());
    auto const records = world.store->read()->find_case(world.id)->journal_length;
    world.procedures.put_in_force(
        *world.store, support::renewed_calendars({make_day(2026, 12, 30)}), world.clock.now());
    CHECK(world.perform().empty());
    CHECK(world.totals.looked_at == 2);
    CHECK(passed());
    CHECK(world.alarms.ring(world.clock.now(), 10).alarms == 0);
    CHECK(world.store->read()->find_case(world.id)->journal_length == records);
    CHECK(world.broken() == 0);
}

TEST_CASE("deadlines of one case that several versions counted are all listed and moved",
          "[recount]") {
    RecountWorld world;
    world.renew();
    // The signature was counted by the second version, the reply by the first.
    auto const second = world.procedures.calendars().at("cn").version();
    {
        auto const transaction = world.store->write();
        for (auto row : transaction->running_deadlines(world.id)) {
            if (row.name != "signature") continue;
            row.calendar_version = second;
            transaction->update_deadline(row);
        }
        transaction->commit();
    }
    world.procedures.put_in_force(
        *world.store,
        support::renewed_calendars({make_day(2026, 6, 2), make_day(2026, 3, 4)}),
        world.clock.now());
    auto const planned = world.plan();
    CHECK(planned.size() == 2);
    CHECK(world.perform().size() == planned.size());
    CHECK(world.totals.moved == 2);
    CHECK(world.plan().empty());
    CHECK(world.broken() == 0);
}
