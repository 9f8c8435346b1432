// Parts made for records, moved from one version to another.
#include <catch2/catch.hpp>

#include "engine/revision/upgrade.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/place.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::revision;
using expression::Value;
using tracking::Case;

namespace {

using Texts = std::vector<std::string>;

/// The fields of a commitment, and the deadline of its part, differ from version to version.
std::shared_ptr<tracking::Procedure const> ledger(std::string const& version,
                                                  std::string const& commitments,
                                                  std::string const& due) {
    workflow::DefinitionText text;
    text.workflow = {"ledger.yaml",
                     R"(format: 1
workflow: ledger
version: )" + version + R"(
title: {zh-CN: 承诺, en: Promises}
time_zone: Asia/Shanghai
calendar: cn
fields:
  commitments: {type: list of )" +
                         commitments +
                         R"(}
roles:
  office: {group: secretariat}
start: filed
states:
  filed:
    owner: office
    due: 5 working days
    actions: {reply: {by: office, need: [commitments], go: promised}}
  promised:
    owner: office
    regions:
      ledger:
        for_each: commitment in commitments
        start: waiting
        states:
          waiting:
            due: )" + due +
                         R"(
            actions: {report: {by: office, go: kept}}
          kept: {end: true}
    on_done: {go: closed}
  closed: {end: true}
)"};
    return support::procedure_of(text);
}

constexpr auto dated =
    "record, fields: {what: {type: text, required: true}, by: {type: date, required: true}}";
constexpr auto dated_and_owned =
    "record, fields: {what: {type: text, required: true}, by: {type: date, required: true}, unit: "
    "{type: unit}}";
constexpr auto on_its_date = "{name: promise, date: commitment.by}";

Case promised(tracking::Procedure const& procedure, std::string const& commitments) {
    tracking::Rehearsal rehearsal{procedure, *parse_instant("2026-03-02T10:00:00+08:00")};
    REQUIRE_FALSE(rehearsal.file({.actor = {}, .with = {}, .at = {}}).refusal);
    auto const outcome =
        rehearsal.act({.action = "reply",
                       .as = "secretariat",
                       .with = *tracking::read_values(procedure.workflow, commitments),
                       .at = rehearsal.now()});
    REQUIRE_FALSE(outcome.refusal);
    return rehearsal.state();
}

Result<Upgraded, Obstacles> moved(Case const& before,
                                  tracking::Procedure const& from,
                                  tracking::Procedure const& to,
                                  Mapping const& mapping = {}) {
    return upgrade(before, from, to, mapping, *parse_instant("2026-03-03T10:00:00+08:00"));
}

constexpr auto lamps = R"({"commitments":[{"what":"lamps","by":"2026-06-30"}]})";

}  // namespace

TEST_CASE("a part that is a record keeps its name, its value and its date", "[revision]") {
    auto const from = ledger("1", dated, on_its_date);
    auto const to = ledger("2", dated_and_owned, on_its_date);
    auto const before = promised(*from, lamps);
    auto const result = moved(before, *from, *to);
    REQUIRE(result);
    CHECK(tracking::places_of(*to, result->after) == Texts{"promised.ledger[lamps].waiting"});
    CHECK(result->after.parts.front().fields == before.parts.front().fields);
    REQUIRE(result->after.deadlines.size() == 1);
    CHECK(to_text(result->after.deadlines.front().due_day) == "2026-06-30");
}

TEST_CASE("a deadline goes by the promised date where it is recounted", "[revision]") {
    auto const from = ledger("1", dated, "{name: promise, within: 1 month}");
    auto const to = ledger("2", dated, on_its_date);
    auto const [counting, day] = GENERATE(table<Counting, std::string>({
        {Counting::keep, "2026-04-02"},
        {Counting::recount, "2026-06-30"},
    }));
    CAPTURE(day);
    Mapping mapping;
    mapping.deadlines["promise"] = counting;
    auto const result = moved(promised(*from, lamps), *from, *to, mapping);
    REQUIRE(result);
    REQUIRE(result->after.deadlines.size() == 1);
    CHECK(to_text(result->after.deadlines.front().due_day) == day);
}

TEST_CASE("texts do not become records by themselves", "[revision]") {
    auto const from = ledger("1", "text", "1 month");
    auto const to = ledger("2", dated, on_its_date);
    auto const result = moved(promised(*from, R"({"commitments":["lamps"]})"), *from, *to);
    REQUIRE_FALSE(result);
    CHECK(result.error().front().rule == "value-unfit");
}
