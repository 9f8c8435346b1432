#include "engine/service/audit.hpp"

#include <catch2/catch.hpp>

#include "tests/support/world.hpp"

using namespace duban;
using support::World;

TEST_CASE("an untouched journal verifies", "[audit]") {
    World world;
    world.assigned_case();
    world.assigned_case();
    auto const result = service::audit(*world.store->read());
    CHECK(result.cases == 2);
    CHECK(result.records == 6);
    CHECK(result.breaks.empty());
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
    auto const result = service::audit(*world.store->read());
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
    auto const result = service::audit(*world.store->read());
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
    SECTION("its revision") {
        row.revision = 9;
    }
    SECTION("a field") {
        auto const at = row.data.find("education-bureau");
        row.data.replace(at, 16, "transport-bureau");
    }
    transaction->update_case(row);
    transaction->commit();
    auto const result = service::audit(*world.store->read());
    REQUIRE(result.breaks.size() == 1);
    CHECK(result.breaks[0].case_id == id);
    CHECK(result.breaks[0].number == 0);
}
