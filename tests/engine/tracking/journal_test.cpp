#include "engine/tracking/journal.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::tracking;

TEST_CASE(
    "a record's hash covers the one before it, the case, the number, the moment and every octet",
    "[journal]") {
    auto const at = *parse_instant("2026-03-02T02:00:00Z");
    auto const hash = chain({}, CaseId{7}, 1, at, R"({"kind":"filed"})");
    Hash other{};
    other[31] = 1;
    CHECK(hash == chain({}, CaseId{7}, 1, at, R"({"kind":"filed"})"));
    CHECK(hash != chain(other, CaseId{7}, 1, at, R"({"kind":"filed"})"));
    CHECK(hash != chain({}, CaseId{8}, 1, at, R"({"kind":"filed"})"));
    CHECK(hash != chain({}, CaseId{7}, 2, at, R"({"kind":"filed"})"));
    CHECK(hash != chain({}, CaseId{7}, 1, at + Duration{1}, R"({"kind":"filed"})"));
    CHECK(hash != chain({}, CaseId{7}, 1, at, R"({"kind":"filee"})"));
}

TEST_CASE("the chain of a stored journal never changes its form", "[journal]") {
    // Computed with: printf '%064x%016x%016x%016x' 0 7 1 1772416800000 | xxd -r -p, then {}, by
    // sha256sum
    auto const at = from_milliseconds(1772416800000);
    CHECK(to_text(chain({}, CaseId{7}, 1, at, "{}")) ==
          "c7e8bedbadc56005e3ad9b284a1f22a5754008b3e5ff021e959bc5b105925122");
}
