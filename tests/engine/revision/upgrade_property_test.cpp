// Whatever has happened to a case, a version that says the same changes nothing of it.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "engine/revision/upgrade.hpp"
#include "tests/engine/revision/office_procedure.hpp"

using namespace duban;
using namespace duban::revision;
using namespace duban::revision_test;
using expression::Value;

namespace {

void do_something(tracking::Rehearsal& rehearsal) {
    switch (*rc::gen::inRange(0, 7)) {
        case 0:
            rehearsal.act(turn("log", {{"note", Value{std::string{"n"}}}}));
            break;
        case 1:
            rehearsal.act(turn("write", {{"reply_class", Value{std::string{"A"}}}}));
            break;
        case 2:
            rehearsal.act(turn("suspend"));
            break;
        case 3:
            rehearsal.act(turn("go_on"));
            break;
        case 4:
            rehearsal.act(turn("give",
                               {{"opinion", Value{std::string{"o"}}}},
                               *rc::gen::element<std::string>("water", "parks")));
            break;
        default:
            rehearsal.wait(rehearsal.now() + std::chrono::hours{*rc::gen::inRange(1, 24 * 60)});
    }
}

}  // namespace

TEST_CASE("a version that says the same under a new number changes nothing but the version",
          "[revision]") {
    auto const from = office_procedure();
    auto const to = office_procedure({{"version: 1", "version: 2"}});
    CHECK(rc::check([&] {
        auto rehearsal = handled_case(*from);
        for (int steps = *rc::gen::inRange(0, 12); steps > 0; --steps) do_something(rehearsal);
        RC_PRE(!rehearsal.state().closed_at.has_value());
        auto before = rehearsal.state();
        before.fields.resize(from->workflow.fields.size());
        auto const moved = upgrade(before, *from, *to, {}, rehearsal.now());
        RC_ASSERT(moved.has_value());
        auto expected = before;
        ++expected.revision;
        RC_ASSERT(moved->after.position == expected.position);
        RC_ASSERT(moved->after.fields == expected.fields);
        RC_ASSERT(moved->after.parts == expected.parts);
        RC_ASSERT(moved->after.deadlines == expected.deadlines);
        RC_ASSERT(moved->after.pending == expected.pending);
        RC_ASSERT(moved->after == expected);
        RC_ASSERT(moved->fields.empty());
        Mapping recount;
        recount.default_deadline = Counting::recount;
        auto const recounted = upgrade(before, *from, *to, recount, rehearsal.now());
        RC_ASSERT(recounted.has_value());
        RC_ASSERT(recounted->after == expected);
    }));
}
