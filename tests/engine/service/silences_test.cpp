// What waits for a silence to end.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/service/forecast.hpp"
#include "engine/service/silence.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

Result<std::size_t, Text> end(World& world, SilenceId silence) {
    return service::end_silence(
        *world.store, world.procedures, *world.office.get(), silence, world.clock.now());
}

}  // namespace

TEST_CASE("what a silence covers waits for its end, and of many reminders the last is sent",
          "[rules]") {
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    (void)world.sent();
    auto wanted = silence_for(world, 24h);
    wanted.until = at("2026-03-19T16:00:00Z");
    wanted.case_id = id;
    wanted.recipient = "zhao-education";
    auto const silence = service::begin_silence(*world.store, wanted);
    REQUIRE(silence);
    world.pass_until("2026-03-19T12:00");
    auto const meanwhile = world.sent();
    CHECK(std::ranges::none_of(meanwhile, [](auto const& line) {
        return line.find("zhao-education") != std::string::npos;
    }));
    auto const waiting = std::ranges::count(rows_of(world, "zhao-education"),
                                            fmt::format("silence {}", silence->value),
                                            &delivery::Delivery::reason);
    CHECK(waiting > 1);
    world.pass_until("2026-03-20T10:00");
    auto sent = world.sent();
    std::erase_if(
        sent, [](auto const& line) { return line.find("zhao-education") == std::string::npos; });
    CHECK(sent == Texts{"2026-03-20 09:00 zhao-education sign_overdue"});
    auto const overtaken = std::ranges::count(
        rows_of(world, "zhao-education"), "overtaken", &delivery::Delivery::reason);
    CHECK(overtaken == waiting - 1);
}

TEST_CASE("what is foretold says which silence it waits for", "[rules]") {
    World world;
    auto const id = world.assigned_case();
    auto wanted = silence_for(world, 24h);
    wanted.until = at("2026-03-19T16:00:00Z");  // the end of the 19th in Shanghai
    wanted.recipient = "zhao-education";
    auto const silence = service::begin_silence(*world.store, wanted);
    REQUIRE(silence);
    std::vector<service::UnreadableCase> unreadable;
    auto const entries = service::forecast(*world.store->read(),
                                           world.procedures,
                                           *world.office.get(),
                                           id,
                                           world.clock.now(),
                                           at("2026-06-30T00:00:00Z"),
                                           unreadable);
    std::size_t silenced = 0;
    for (auto const& entry : entries) {
        bool const is_covered = entry.recipient.en == "赵老师" && entry.at < wanted.until;
        auto const says =
            fmt::format("waits for the end of silence {}: 2026-03-19", silence->value);
        CHECK((entry.why_not.en == says) == is_covered);
        silenced += is_covered ? 1 : 0;
    }
    CHECK(silenced > 1);
    CHECK(silenced < entries.size());
}

TEST_CASE("a reminder is not dropped for a later one that another silence keeps back", "[rules]") {
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    auto wanted = silence_for(world, 24h);
    wanted.case_id = id;
    wanted.recipient = "zhao-education";
    wanted.until = at("2026-03-19T16:00:00Z");
    REQUIRE(service::begin_silence(*world.store, wanted));
    wanted.message = "sign_overdue";
    wanted.until = at("2026-03-24T16:00:00Z");
    REQUIRE(service::begin_silence(*world.store, wanted));
    world.pass_until("2026-03-19T12:00");
    (void)world.sent();
    world.pass_until("2026-03-20T10:00");
    auto sent = world.sent();
    std::erase_if(
        sent, [](auto const& line) { return line.find("zhao-education") == std::string::npos; });
    CHECK(sent == Texts{"2026-03-20 09:00 zhao-education sign_soon"});
}

TEST_CASE("a silence that is ended early lets go at once what has waited", "[rules]") {
    World world;
    auto const id = world.assigned_case();
    auto wanted = silence_for(world, 240h);
    wanted.case_id = id;
    auto const silence = service::begin_silence(*world.store, wanted);
    REQUIRE(silence);
    world.deliver();
    CHECK(world.sent().empty());
    world.at("2026-03-02T11:00");
    CHECK(end(world, *silence) == 3U);
    world.deliver();
    CHECK(world.sent().size() == 3);
    CHECK(end(world, *silence) == 0U);
    auto const unknown = end(world, SilenceId{9});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().en == "there is no silence 9");
}

TEST_CASE("a silence without an author, a reason or an end is refused", "[rules]") {
    World world;
    auto const now = world.clock.now();
    auto const good = silence_for(world, 24h);
    auto const refused = [&](Change const& /*unused*/, auto change) {
        auto row = good;
        change(row);
        return !service::begin_silence(*world.store, row).has_value();
    };
    CHECK(refused({}, [](auto& row) { row.by.clear(); }));
    CHECK(refused({}, [](auto& row) { row.why.clear(); }));
    CHECK(refused({}, [](auto& row) { row.until = row.from; }));
    CHECK(refused({}, [](auto& row) { row.until += 100 * 24h; }));
    CHECK(refused({}, [](auto& row) { row.case_id = CaseId{99}; }));
    CHECK(world.store->read()->silences(now).empty());
    CHECK(service::begin_silence(*world.store, good));
}
