// The second channel, where the first one fails.
#include <catch2/catch.hpp>

#include "engine/service/silence.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

TEST_CASE("the reserve is sent where the first channel fails, and only there", "[rules]") {
    auto const kind = GENERATE(Outcome::Kind::delivered, Outcome::Kind::permanent);
    World world{nullptr, with_reserve()};
    world.post_office = refusing("sun", kind);
    case_of_housing(world);
    REQUIRE(rows_of(world, "sun-housing", "sms").size() == 1);
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::standby);
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
    world.deliver();
    auto const reserve = rows_of(world, "sun-housing", "sms").front();
    auto const outgoing = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    if (kind == Outcome::Kind::delivered) {
        CHECK(reserve.phase == Phase::standby);  // as long as the mail may come back
        CHECK(outgoing.empty());
        delivery::Receipt const bounced{.id = rows_of(world, "sun-housing").front().id,
                                        .provider_id = {},
                                        .kind = delivery::Receipt::Kind::failed,
                                        .code = "5.1.1",
                                        .words = {}};
        if (GENERATE(true, false)) {
            CHECK(world.courier.receive("mail", {&bounced, 1}, world.clock.now()).bounced == 1);
            CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::queued);
            CHECK(rows_of(world, "sun-housing", "sms").front().reason == "first_lost");
        } else {
            world.at("2026-03-07T10:01");
            CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
            CHECK(rows_of(world, "sun-housing", "sms").front().reason == "not_needed");
        }
    } else {
        CHECK(reserve.phase == Phase::queued);
        CHECK(reserve.reason == "first_lost");
        REQUIRE(outgoing.size() == 1);
        CHECK(outgoing.front().address == "+8613900000003");
    }
    // Whoever has no mail address gets the message on the reserve at once.
    CHECK(rows_of(world, "sun-housing", "mail").size() == 1);
}

TEST_CASE("the reserve is sent where the first channel is not there in time", "[rules]") {
    World world{nullptr, with_reserve(2h)};
    case_of_housing(world);
    // A server that is down is left alone: nothing is claimed.
    bool const comes = GENERATE(true, false);
    if (comes) world.deliver();
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::standby);
    world.at("2026-03-02T11:59");
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
    world.at("2026-03-02T12:00");
    (void)world.courier.claim("sms", world.clock.now(), 10);
    auto const outgoing = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    CHECK(outgoing.size() == (comes ? 0 : 1));
    CHECK(rows_of(world, "sun-housing", "sms").front().reason ==
          (comes ? "" : "not_delivered_in_time"));
}

TEST_CASE("whoever has no address on the first channel gets the second at once", "[rules]") {
    auto office = office_with("sun-housing", [](auto& sun) { sun.email.clear(); });
    office.routes = with_reserve().routes;
    World world{nullptr, std::move(office)};
    case_of_housing(world);
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::queued);
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.size() == 1);
}

TEST_CASE("a reserve lives as long as the first, whose life a silence has prolonged", "[rules]") {
    World world{nullptr, with_reserve()};
    world.post_office = refusing("sun");
    auto silence = silence_for(world, 40 * 24h);
    silence.recipient = "sun-housing";
    silence.channel = "mail";
    REQUIRE(service::begin_silence(*world.store, silence));
    case_of_housing(world);
    world.deliver();
    auto const reserve = rows_of(world, "sun-housing", "sms").front();
    REQUIRE(reserve.phase == Phase::standby);
    world.clock.set(reserve.expires_at);
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::standby);
    CHECK(rows_of(world, "sun-housing", "sms").front().expires_at > reserve.expires_at);
}

namespace {

enum class Kept { held, silenced };

/// Mail to the housing bureau that fails and may be tried again, where it is tried at all.
void begin(World& world, bool is_tried) {
    world.post_office = refusing("sun", Outcome::Kind::temporary);
    case_of_housing(world);
    if (is_tried) world.deliver();
}

SilenceId keep_back(World& world, CaseId id, Kept how) {
    if (how == Kept::silenced) {
        auto silence = silence_for(world, 40 * 24h);
        silence.case_id = id;
        silence.channel = "mail";
        return *service::begin_silence(*world.store, silence);
    }
    ports::DeliveryFilter filter;
    filter.case_id = id;
    (void)world.courier.hold(filter, {.by = "chen-secretary", .why = "核实"}, world.clock.now());
    return {};
}

void let_go(World& world, CaseId id, Kept how, SilenceId silence) {
    if (how == Kept::silenced) {
        REQUIRE(service::end_silence(
            *world.store, world.procedures, *world.office.get(), silence, world.clock.now()));
        return;
    }
    ports::DeliveryFilter filter;
    filter.case_id = id;
    CHECK(world.courier.let_go(filter, {.by = "chen-secretary", .why = {}}, world.clock.now())
              .at("mail") > 0);
}

/// Short messages that go out in the next hours, the mail being tried before each.
std::size_t called_up_until(World& world, char const* until) {
    std::size_t sent = 0;
    auto const end = *parse_instant(until);
    for (; world.clock.now() <= end; world.clock.set(world.clock.now() + 30min)) {
        world.deliver();
        for (int again = 0; again < 2; ++again)  // it is called up, and claimed
            sent += world.courier.claim("sms", world.clock.now(), 10).outgoing.size();
    }
    return sent;
}

}  // namespace

TEST_CASE("what is kept back goes by no other channel, and has its reserve when it is let go",
          "[rules]") {
    auto const how = GENERATE(Kept::held, Kept::silenced);
    bool const is_tried = GENERATE(false, true);
    CAPTURE(how == Kept::held, is_tried);
    World world{nullptr, with_reserve(2h)};
    begin(world, is_tried);
    auto const id = rows_of(world, "sun-housing").front().case_id;
    auto const silence = keep_back(world, id, how);
    CHECK(called_up_until(world, "2026-03-03T02:00:00Z") == 0);
    REQUIRE(rows_of(world, "sun-housing", "sms").front().phase == Phase::standby);
    let_go(world, id, how, silence);
    CHECK(called_up_until(world, "2026-03-03T03:30:00Z") == 0);
    CHECK(called_up_until(world, "2026-03-03T05:00:00Z") == 1);
}
