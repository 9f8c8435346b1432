// What has not arrived when its deadline ends.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/service/silence.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

TEST_CASE("what has not arrived when its deadline ends is told of at once", "[rules]") {
    World world;
    world.post_office = [](ports::Outgoing const& letter) {
        auto made = outcome(letter.address.starts_with("zhao") ? Outcome::Kind::temporary
                                                               : Outcome::Kind::delivered);
        made.error = delivery::ErrorClass::configuration;  // our own fault: it waits and waits
        made.words = "bad password";
        return made;
    };
    world.assigned_case();
    // Signing is due on the 5th; its reminder of the 4th never gets through.
    world.pass_until("2026-03-06T08:00");
    auto sent = world.sent();
    auto const told = [&](std::string const& line) { return std::ranges::count(sent, line); };
    CHECK(told("2026-03-06 00:00 chen-secretary house.too_late") == 1);
    auto const letter = std::ranges::find_if(
        world.letters, [](auto const& one) { return one.message == "house.too_late"; });
    REQUIRE(letter != world.letters.end());
    CHECK(letter->text.find("赵老师（mail，sign_soon）：550 5.1.1 bad password") !=
          std::string::npos);
}

TEST_CASE("where mail is late a short message says so, in the morning and once a day", "[rules]") {
    bool const stands_by = GENERATE(true, false);
    CAPTURE(stands_by);
    auto office = with_reserve();
    if (!stands_by) office.routes.back().fallback_for.clear();
    World world{nullptr, std::move(office)};
    world.post_office = [](ports::Outgoing const&) {
        auto made = outcome(Outcome::Kind::temporary);
        made.error = delivery::ErrorClass::network;
        return made;
    };
    world.assigned_case();
    world.assigned_case();
    world.at("2026-03-05T14:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices > 0);  // signing is due on that day
    world.at("2026-03-06T00:00");
    world.alarms.ring(world.clock.now(), 10);
    auto short_ones = rows_of(world, "chen-secretary", "sms");
    std::erase_if(short_ones, [](auto const& row) { return row.message != "house.too_late"; });
    REQUIRE(short_ones.size() == 1);
    CHECK(short_ones[0].phase == Phase::queued);
    CHECK(short_ones[0].text == "【督办】有案件的时限已到，催办尚未送达，请登录查看");
    CHECK(short_ones[0].not_before == at("2026-03-06T09:00:00+08:00"));
    auto whole = rows_of(world, "chen-secretary", "mail");
    std::erase_if(whole, [](auto const& row) { return row.message != "house.too_late"; });
    CHECK(whole.size() == 2);
    world.at("2026-03-06T09:00");
    auto const outgoing = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    CHECK(std::ranges::count(outgoing, "house.too_late", &ports::Outgoing::message) == 1);
}

TEST_CASE("what has arrived, or is kept back by a silence, is not late", "[rules]") {
    bool const silenced = GENERATE(true, false);
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    if (silenced) {
        auto silence = silence_for(world, 480h);
        silence.case_id = id;
        REQUIRE(service::begin_silence(*world.store, silence));
    }
    world.pass_until("2026-03-06T12:00");
    CHECK(std::ranges::none_of(world.letters,
                               [](auto const& one) { return one.message == "house.too_late"; }));
}
