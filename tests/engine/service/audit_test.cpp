#include "engine/service/audit.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

std::vector<std::string> audit_of(World& world) {
    std::vector<std::string> texts;
    for (auto const& one : service::audit(*world.store->read(), world.procedures).breaks)
        texts.push_back(one.what.en);
    return texts;
}

}  // namespace

TEST_CASE("an untouched journal verifies", "[audit]") {
    World world;
    world.assigned_case();
    world.assigned_case();
    auto const result = service::audit(*world.store->read(), world.procedures);
    CHECK(result.cases == 2);
    CHECK(result.records == 6);
    CHECK(result.breaks.empty());
}

TEST_CASE("whatever an office does, its store verifies", "[audit]") {
    World world;
    auto const id = world.assigned_case();
    REQUIRE(world.act(id, "sign", "zhao-education"));
    REQUIRE(world.act(id, "log_contact", "zhao-education", R"({"contact":"电话"})"));
    world.pass_until("2026-06-20T10:00");
    CHECK(audit_of(world).empty());
    REQUIRE(world.act(
        id, "reply", "zhao-education", R"({"reply_text":"已列入计划","reply_class":"B"})"));
    REQUIRE(world.act(id, "rate", "huang-member", R"({"rating":"satisfied"})"));
    world.pass_until("2027-06-22T10:00");
    REQUIRE(world.act(id, "report_progress", "zhao-education", R"({"progress":"正在选址"})"));
    REQUIRE(world.act(id, "report_kept", "zhao-education", R"({"progress":"已开放"})"));
    CHECK(world.state_of(id) == "closed");
    CHECK(audit_of(world).empty());
}

TEST_CASE("a deadline, an alarm or a delivery that was changed beside the journal shows",
          "[audit]") {
    struct Row {
        char const* what;
        std::function<void(ports::Transaction&, ports::DeadlineRow)> change;
        char const* says;
    };

    auto const row = GENERATE(values<Row>({
        {"a deadline was ended",
         [](auto& to, auto deadline) {
             deadline.ended_at = deadline.started_at;
             to.update_deadline(deadline);
         },
         "of the deadline \"reply\" the journal has 1 running, the case 0"},
        {"a deadline was added",
         [](auto& to, auto deadline) {
             deadline.id = {};
             to.set_alarm({to.insert_deadline(deadline), deadline.due_at});
         },
         "of the deadline \"reply\" the journal has 1 running, the case 2"},
        {"its due date alone was moved",
         [](auto& to, auto deadline) {
             deadline.due_at += std::chrono::hours{24};
             to.update_deadline(deadline);
         },
         "is not due when its start and its term say"},
        {"its start was moved, and its due date with it",
         [](auto& to, auto deadline) {
             deadline.started_at += std::chrono::hours{24};
             deadline.due_at += std::chrono::hours{24};
             to.update_deadline(deadline);
         },
         "is not the one that the journal tells"},
        {"its term was changed",
         [](auto& to, auto deadline) {
             deadline.term = "6 months";
             to.update_deadline(deadline);
         },
         "is not the one that the journal tells"},
        {"its term cannot be read",
         [](auto& to, auto deadline) {
             deadline.term = "a while";
             to.update_deadline(deadline);
         },
         "the case cannot be read"},
        {"its alarm is gone",
         [](auto& to, auto deadline) { to.clear_alarm(deadline.id); },
         "has no alarm"},
        {"its alarm comes too late",
         [](auto& to, auto deadline) {
             to.set_alarm({deadline.id, deadline.due_at});
         },
         "has its alarm too late"},
        {"its alarm comes early, which is harmless",
         [](auto& to, auto deadline) {
             to.set_alarm({deadline.id, deadline.started_at});
         },
         ""},
    }));
    CAPTURE(row.what);
    World world;
    auto const id = world.assigned_case();
    auto const transaction = world.store->write();
    row.change(*transaction, transaction->running_deadlines(id).front());
    transaction->commit();
    auto const breaks = audit_of(world);
    CHECK(breaks.empty() == (*row.says == '\0'));
    std::string all;
    for (auto const& one : breaks) all += one + '\n';
    CHECK_THAT(all, Catch::Contains(row.says));
}

TEST_CASE("a delivery that the journal does not know shows", "[audit]") {
    World world;
    auto const id = world.assigned_case();
    auto const transaction = world.store->write();
    ports::DeliveryFilter filter;
    filter.case_id = id;
    auto delivery = transaction->list_deliveries(filter).back();
    delivery.id = {};
    SECTION("of another revision") {
        delivery.occurrence = "case 1 revision 9 notice 0";
    }
    SECTION("with another message") {
        delivery.occurrence += "0";
        delivery.message = "declined";
    }
    SECTION("of another moment") {
        delivery.occurrence += "0";
        delivery.created_at += std::chrono::hours{1};
    }
    REQUIRE(transaction->insert_delivery(delivery));
    transaction->commit();
    auto const breaks = audit_of(world);
    REQUIRE(breaks.size() == 1);
    CHECK_THAT(breaks[0], Catch::Contains("the journal knows nothing of delivery"));
}

TEST_CASE("a case whose fields are no JSON is told, and the others are looked at", "[audit]") {
    World world;
    auto const first = world.assigned_case();
    auto const second = world.assigned_case();
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(first);
    row.data = "{";
    transaction->update_case(row);
    transaction->clear_alarm(transaction->running_deadlines(second).front().id);
    transaction->commit();
    auto const breaks = audit_of(world);
    REQUIRE(breaks.size() == 2);
    CHECK_THAT(breaks[0], Catch::Contains("cannot be read"));
    CHECK_THAT(breaks[1], Catch::Contains("has no alarm"));
}

TEST_CASE("records at the end that are gone, and a head that was changed, show", "[audit]") {
    World world;
    auto const id = world.assigned_case();
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(id);
    SECTION("the case claims a record more than there is") {
        ++row.journal_length;
    }
    SECTION("the head is another") {
        row.journal_head[0] ^= 1U;
    }
    transaction->update_case(row);
    transaction->commit();
    auto const result = service::audit(*world.store->read(), world.procedures);
    REQUIRE(result.breaks.size() == 1);
    CHECK(result.breaks[0].case_id == id);
    CHECK(result.breaks[0].number == 4);
}

TEST_CASE("a record slipped in without its hash shows at its number", "[audit]") {
    World world;
    auto const id = world.assigned_case();
    auto const transaction = world.store->write();
    transaction->append_journal({.case_id = id,
                                 .number = 4,
                                 .at = world.clock.now(),
                                 .record = R"({"kind":"action","action":"sign","actor":"nobody"})",
                                 .hash = {}});
    transaction->commit();
    auto const result = service::audit(*world.store->read(), world.procedures);
    REQUIRE(result.breaks.size() == 1);
    CHECK(result.breaks[0].number == 4);
}

TEST_CASE("a case that was changed beside its journal shows", "[audit]") {
    World world;
    auto const id = world.assigned_case();
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(id);
    SECTION("its state") {
        row.state = "closed";
    }
    SECTION("when it was opened") {
        row.opened_at += std::chrono::hours{1};
    }
    SECTION("whether it is closed") {
        row.closed_at = row.opened_at;
    }
    SECTION("the title it is listed by") {
        row.title = "另一件";
    }
    SECTION("its revision") {
        row.revision = 9;
    }
    SECTION("a field") {
        auto const at = row.data.find("education-bureau");
        row.data.replace(at, 16, "transport-bureau");
    }
    transaction->update_case(row);
    transaction->commit();
    auto const result = service::audit(*world.store->read(), world.procedures);
    REQUIRE(result.breaks.size() == 1);
    CHECK(result.breaks[0].case_id == id);
    CHECK(result.breaks[0].number == 0);
}
