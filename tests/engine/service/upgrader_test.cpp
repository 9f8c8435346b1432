// Cases moved to another version through the store: what is written, what is not, and that the rest
// of the house goes on with it.
#include "engine/service/upgrader.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"
#include "tests/engine/service/upgrade_world.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using revision_test::Edits;
using revision_test::office_definition;
using service::CaseUpgrade;
using service_test::recount;
using service_test::UpgradeWorld;
using What = service::CaseUpgrade::What;

namespace {

using Texts = std::vector<std::string>;

std::unique_ptr<ports::Store> sqlite_in(support::TemporaryFolder const& folder) {
    return sqlite::open_sqlite_store({.path = folder.file("store.sqlite")});
}

std::string bytes_of(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

}  // namespace

TEST_CASE("a moved case goes on under the new version, in each store", "[upgrade]") {
    auto const on_disk = GENERATE(false, true);
    CAPTURE(on_disk);
    support::TemporaryFolder const folder;
    UpgradeWorld world{on_disk ? sqlite_in(folder) : nullptr};
    auto const id = world.handled_case();
    REQUIRE(world.act(id, "give", "zhao-education", R"({"opinion":"同意"})"));
    auto const before = *world.store->read()->find_case(id);
    world.put_next_in_force({{"within: 3 months", "within: 2 months"}});
    world.at("2026-03-03T10:00");
    auto const upgrade =
        world.upgrader.perform(id, world.order(recount("reply")), world.clock.now());
    REQUIRE(upgrade.what == What::moved);
    CHECK(upgrade.from == 1);

    auto const reader = world.store->read();
    auto const after = *reader->find_case(id);
    CHECK(after.workflow == world.order().to);
    CHECK(after.revision == before.revision + 1);
    CHECK(after.state == before.state);
    CHECK(after.memory == before.memory);
    CHECK(after.data == before.data);
    auto const deadlines = reader->running_deadlines(id);
    REQUIRE(deadlines.size() == 2);
    CHECK(deadlines[0].name == "reply");
    CHECK(deadlines[0].term == "2 months");
    CHECK(to_text(deadlines[0].due_at) == "2026-05-06T16:00:00Z");
    auto const file = *service::open_case(*reader, world.procedures, id);
    auto const alarms = reader->due_alarms(Instant::max(), 10);
    CHECK(std::ranges::any_of(alarms, [&](auto const& alarm) {
        return alarm.deadline == deadlines[0].id &&
               alarm.at == tracking::next_alarm(*file.procedure, file.state.deadlines[0]);
    }));
    auto const record = reader->journal(id, before.journal_length, 10).at(0).record;
    CHECK_THAT(record,
               Catch::Contains(R"("kind":"upgraded","actor":"chen-secretary")") &&
                   Catch::Contains(R"("versions":{"from":1,"to":2,)") &&
                   Catch::Contains(R"("what":"recounted")") &&
                   Catch::Contains(R"("because":{"zh-CN":"期限调整")"));
    CHECK(service::audit(*reader, world.procedures).breaks.empty());

    REQUIRE(world.act(id, "give", "sun-housing", R"({"opinion":"同意"})"));
    REQUIRE(world.act(id, "write", "chen-secretary", R"({"reply_class":"A"})"));
    CHECK(world.state_of(id) == "closed");
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("fields, memory and what waits are moved with the case", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    REQUIRE(world.act(id, "log", "chen-secretary", R"({"note":"电话"})"));
    REQUIRE(world.act(id, "suspend", "chen-secretary"));
    world.put_next_in_force({{"  suspended:\n", "  paused:\n"},
                             {"go: suspended", "go: paused"},
                             {"  note: {type", "  remark: {type"},
                             {"need: [note], do", "need: [remark], do"},
                             {"need: [note], go", "need: [remark], go"}});
    revision::Mapping mapping;
    mapping.states.emplace("suspended", Texts{"paused"});
    mapping.fields.emplace("note", "remark");
    auto const upgrade = world.upgrader.perform(id, world.order(mapping), world.clock.now());
    for (auto const& obstacle : upgrade.obstacles) UNSCOPED_INFO(obstacle.why.en);
    REQUIRE(upgrade.what == What::moved);
    CHECK(world.state_of(id) == "paused");
    CHECK_THAT(world.store->read()->find_case(id)->data, Catch::Contains(R"("remark":"电话")"));
    auto const deadlines = world.store->read()->running_deadlines(id);
    REQUIRE(deadlines.size() == 1);
    CHECK(deadlines[0].state == "paused");
    CHECK(deadlines[0].name == "paused");
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
    REQUIRE(world.act(id, "go_on", "chen-secretary"));
    CHECK(world.places(id).size() == 3);
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("a case that stands in the version already is left alone", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    world.put_next_in_force({});
    REQUIRE(world.upgrader.perform(id, world.order(), world.clock.now()).what == What::moved);
    auto const revision = world.store->read()->find_case(id)->revision;
    CHECK(world.upgrader.perform(id, world.order(), world.clock.now()).what == What::up_to_date);
    CHECK(world.store->read()->find_case(id)->revision == revision);
}

TEST_CASE("a dry run changes no byte of the store and tells what the real run tells", "[upgrade]") {
    support::TemporaryFolder const folder;
    UpgradeWorld world{sqlite_in(folder)};
    auto const id = world.handled_case();
    world.put_next_in_force({{"within: 3 months", "within: 2 months"}});
    auto const order = world.order(recount("reply"));
    auto const files = {folder.file("store.sqlite"), folder.file("store.sqlite-wal")};
    Texts before;
    for (auto const& file : files) before.push_back(bytes_of(file));
    auto const planned = world.upgrader.plan(*world.store->read(), id, order, world.clock.now());
    Texts after;
    for (auto const& file : files) after.push_back(bytes_of(file));
    CHECK(before == after);
    auto const done = world.upgrader.perform(id, order, world.clock.now());
    REQUIRE(planned.what == What::moved);
    REQUIRE(done.what == What::moved);
    CHECK(planned.upgraded->after == done.upgraded->after);
    CHECK(planned.upgraded->states == done.upgraded->states);
    CHECK(planned.upgraded->deadlines.size() == done.upgraded->deadlines.size());
}

TEST_CASE("of two hundred cases those that cannot be moved stop none of the others", "[upgrade]") {
    UpgradeWorld world;
    std::vector<CaseId> ids;
    for (int i = 0; i < 200; ++i) {
        auto const id = world.handled_case();
        if (i % 4 == 0) REQUIRE(world.act(id, "suspend", "chen-secretary"));
        ids.push_back(id);
    }
    // Who is suspended stands in a state that is gone.
    world.put_next_in_force({{"  suspended:\n", "  paused:\n"}, {"go: suspended", "go: paused"}});
    auto const order = world.order();
    auto const reader = world.store->read();
    REQUIRE(world.upgrader.select(*reader, "office", {}) == ids);
    int moved = 0;
    int refused = 0;
    for (auto const id : ids) {
        auto const before = *world.store->read()->find_case(id);
        auto const planned =
            world.upgrader.plan(*world.store->read(), id, order, world.clock.now());
        auto const done = world.upgrader.perform(id, order, world.clock.now());
        REQUIRE(planned.what == done.what);
        auto const after = *world.store->read()->find_case(id);
        if (done.what == What::moved) {
            ++moved;
            CHECK(after.workflow == order.to);
        } else {
            ++refused;
            CHECK(done.obstacles.front().rule == "state-gone");
            CHECK(after.workflow == before.workflow);
            CHECK(after.revision == before.revision);
        }
    }
    CHECK(moved == 150);
    CHECK(refused == 50);
    CHECK(world.store->read()->count_open_cases(order.to) == 150);
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("cases are chosen by number, by state and by the day they were filed", "[upgrade]") {
    UpgradeWorld world;
    auto const first = world.handled_case();
    auto const second = world.file_office_case();
    world.at("2026-03-05T10:00");
    auto const third = world.handled_case();
    auto const other = world.file(R"({"title":"t","proposers":["huang-member"]})")->id;
    auto const reader = world.store->read();
    using Ids = std::vector<CaseId>;
    auto const chosen = [&](service::Selection const& selection) {
        return world.upgrader.select(*reader, "office", selection);
    };
    CHECK(chosen({}) == Ids{first, second, third});
    CHECK(chosen({.numbers = {{first, second}}, .state = {}, .filed_before = {}}) ==
          Ids{first, second});
    CHECK(chosen({.numbers = {}, .state = "handling", .filed_before = {}}) == Ids{first, third});
    CHECK(chosen({.numbers = {},
                  .state = {},
                  .filed_before = *parse_instant("2026-03-05T00:00:00Z")}) == Ids{first, second});
    // One that was named is told of, be it there or not.
    CHECK(chosen({.numbers = {{other, other}, {CaseId{99}, CaseId{99}}},
                  .state = {},
                  .filed_before = {}}) == Ids{other, CaseId{99}});
    auto const order = world.order();
    CHECK(world.upgrader.plan(*reader, other, order, world.clock.now()).obstacles.at(0).rule ==
          "other-workflow");
    CHECK(world.upgrader.plan(*reader, CaseId{99}, order, world.clock.now()).obstacles.at(0).rule ==
          "not-found");
}

TEST_CASE("a mapping is for cases of its own version, and nobody goes back", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    world.put_next_in_force({});
    auto const second = world.order();
    REQUIRE(world.upgrader.perform(id, second, world.clock.now()).what == What::moved);
    world.put_in_force({{"version: 1", "version: 3"}});
    revision::Mapping mapping;
    mapping.from = 1;
    mapping.to = 3;
    CHECK(
        world.upgrader.perform(id, world.order(mapping), world.clock.now()).obstacles.at(0).rule ==
        "other-version");
    REQUIRE(world.upgrader.perform(id, world.order(), world.clock.now()).what == What::moved);
    CHECK(world.upgrader.perform(id, second, world.clock.now()).obstacles.at(0).rule == "newer");
}

TEST_CASE("a closed case is not moved", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.file_office_case();
    REQUIRE(world.act(id, "decline", "wang-supervisor", R"({"note":"n"})"));
    world.put_next_in_force({});
    CHECK(world.upgrader.select(*world.store->read(), "office", {}).empty());
    CHECK(world.upgrader.perform(id, world.order(), world.clock.now()).obstacles.at(0).rule ==
          "closed");
}

TEST_CASE("the new ladder goes on where the old one was, and keeps nothing back for its number",
          "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    world.pass_until("2026-05-06T08:59");
    world.sent();
    world.put_next_in_force(
        {{"        - {at: 30 days before, to: office, message: reply_soon}\n",
          "        - {at: 20 days before, to: office, message: reply_soon}\n        - {at: 5 days "
          "before, to: boss, message: reply_soon}\n"}});
    REQUIRE(world.upgrader.perform(id, world.order(), world.clock.now()).what == What::moved);
    world.pass_until("2026-06-01T00:00");
    CHECK(world.sent() == Texts{"2026-05-13 09:00 chen-secretary reply_soon",
                                "2026-05-28 09:00 wang-supervisor reply_soon"});
}

TEST_CASE("a term that an upgrade changed is told of until a reminder has said it", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    world.put_next_in_force({{"within: 3 months", "within: 2 months"}});
    world.at("2026-03-03T10:00");
    REQUIRE(world.upgrader.perform(id, world.order(recount("reply")), world.clock.now()).what ==
            What::moved);
    auto const moved_from = [&] {
        return world.store->read()->running_deadlines(id).front().moved_from;
    };
    CHECK(moved_from() == "2026-06-02");
    auto const told = [&] {
        return std::ranges::count_if(world.letters, [](ports::Outgoing const& letter) {
            return letter.text.find("请注意：截止日期已由2026年6月2日") != std::string::npos;
        });
    };
    world.pass_until("2026-04-08T18:00");
    CHECK(told() == 2);  // what the event of the tenth day says, and the reminder
    CHECK(moved_from().empty());
    world.letters.clear();
    world.pass_until("2026-06-01T00:00");
    CHECK(told() == 0);
}

TEST_CASE("a changed chain is planned anew for what runs", "[upgrade]") {
    auto const chained = [](char const* version, std::string const& steps) {
        return Edits{
            {"version: 1", version},
            {"      within: 3 months\n", "      within: 3 months\n      escalation: upwards\n"},
            {"start: filed\nstates:",
             "escalations:\n  upwards:\n    steps:\n" + steps + "start: filed\nstates:"},
            {"  reply_soon: {subject: '请答复'",
             "  late: {subject: '逾期', text: '逾期'}\n  reply_soon: {subject: '请答复'"},
            {"  reply_soon: {subject: 'Reply'",
             "  late: {subject: 'Late', text: 'Late'}\n  reply_soon: {subject: 'Reply'"}};
    };
    UpgradeWorld world;
    world.put_in_force(
        chained("version: 2", "      - {wait: 2 working days, to: boss, message: late}\n"));
    auto const id = world.handled_case();
    bool const changed = GENERATE(false, true);
    world.pass_until("2026-06-03T12:00");  // the reply was due the day before
    world.sent();
    if (changed) {
        world.put_in_force(chained("version: 3",
                                   "      - {wait: 4 working days, to: boss, message: late}\n"
                                   "      - {wait: 2 working hours, to: office, message: late}\n"));
        REQUIRE(world.upgrader.perform(id, world.order(), world.clock.now()).what == What::moved);
    }
    world.pass_until("2026-06-10T00:00");
    auto late = world.sent();
    std::erase_if(late, [](std::string const& line) { return !line.ends_with(" late"); });
    CHECK(late == (changed ? Texts{"2026-06-08 09:00 wang-supervisor late",
                                   "2026-06-08 11:00 chen-secretary late"}
                           : Texts{"2026-06-04 09:00 wang-supervisor late"}));
}

TEST_CASE("a stored definition serves its cases though a stricter check would refuse it now",
          "[upgrade]") {
    UpgradeWorld world;
    auto text = office_definition({{"version: 1", "version: 2"}});
    text.workflow.text += "  nowhere: {owner: office}\n";
    REQUIRE(has_errors(world.procedures.put_in_force(*world.store, text, world.clock.now())));
    WorkflowId id;
    {
        auto const transaction = world.store->write();
        id = transaction->insert_workflow({.id = {},
                                           .content = workflow::content_of(text),
                                           .name = "office",
                                           .version = 2,
                                           .text = service::encode_definition(text),
                                           .stored_at = world.clock.now()});
        transaction->commit();
    }
    CHECK(world.procedures.find(*world.store->read(), id)->workflow.version == 2);
}

TEST_CASE("a case that cannot be read stops none of the others", "[upgrade]") {
    UpgradeWorld world;
    auto const broken = world.handled_case();
    auto const whole = world.handled_case();
    {
        auto const transaction = world.store->write();
        auto row = *transaction->find_case(broken);
        row.data = R"({"unknown":1})";
        transaction->update_case(row);
        transaction->commit();
    }
    world.put_next_in_force({});
    CHECK(world.upgrader.perform(broken, world.order(), world.clock.now()).obstacles.at(0).rule ==
          "unreadable");
    CHECK(world.upgrader.perform(whole, world.order(), world.clock.now()).what == What::moved);
}
