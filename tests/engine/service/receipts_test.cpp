#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/service/courier.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using delivery::Receipt;
using support::World;

namespace {

Receipt receipt(std::string provider_id, Receipt::Kind kind) {
    return {.id = {},
            .provider_id = std::move(provider_id),
            .kind = kind,
            .code = "UNDELIV",
            .words = "absent subscriber"};
}

/// A case with its three letters under way: claimed, and not answered for yet.
struct Office {
    World world;
    std::vector<ports::Outgoing> letters;

    Office() {
        world.at("2026-03-02T10:00");
        world.assigned_case();
        letters = world.courier.claim("mail", world.clock.now(), 10).outgoing;
        REQUIRE(letters.size() == 3);
    }

    service::SettledResult taken_by_provider(std::size_t letter, std::string provider_id) {
        Outcome outcome;
        outcome.kind = Outcome::Kind::delivered;
        outcome.provider_id = std::move(provider_id);
        std::vector<service::Settled> const settled{
            {.id = letters[letter].id, .attempt = 1, .outcome = outcome}};
        return world.courier.settle(settled, world.clock.now());
    }

    service::ReceiptsResult receive(Receipt const& one, std::string_view channel = "mail") {
        return world.courier.receive(channel, std::vector{one}, world.clock.now());
    }

    delivery::Delivery row(std::size_t letter) {
        return world.store->read()->find_delivery(letters[letter].id).value();
    }

    std::size_t letters_to_the_secretariat() {
        ports::DeliveryFilter filter;
        filter.message = "house.undeliverable";
        return world.store->read()->list_deliveries(filter).size();
    }
};

}  // namespace

TEST_CASE("a receipt confirms what was taken, or says that it came back", "[receipts]") {
    Office office;
    office.taken_by_provider(0, "biz-1");
    office.taken_by_provider(1, "biz-2");
    CHECK(office.receive(receipt("biz-1", Receipt::Kind::delivered)).delivered == 1);
    CHECK(office.row(0).phase == Phase::delivered);
    CHECK(office.row(0).confirmed_at == office.world.clock.now());
    CHECK(office.receive(receipt("biz-2", Receipt::Kind::failed)).bounced == 1);
    CHECK(office.row(1).phase == Phase::bounced);
    CHECK(office.row(1).reason == "UNDELIV absent subscriber");
    CHECK(office.letters_to_the_secretariat() == 1);
    // Providers repeat themselves.
    CHECK(office.receive(receipt("biz-2", Receipt::Kind::failed)).bounced == 0);
    CHECK(office.letters_to_the_secretariat() == 1);
}

TEST_CASE("a receipt that comes before the answer of its own attempt is matched later",
          "[receipts]") {
    Office office;
    CHECK(office.receive(receipt("biz-1", Receipt::Kind::failed)).early == 1);
    CHECK(office.row(0).phase == Phase::sending);
    CHECK(office.taken_by_provider(0, "biz-1").told == 1);
    CHECK(office.row(0).phase == Phase::bounced);
    CHECK(office.world.store->read()->early_receipts("mail", "biz-1").empty());
    CHECK(office.letters_to_the_secretariat() == 1);
}

TEST_CASE("a receipt that nobody claims within a day is forgotten", "[receipts]") {
    Office office;
    office.receive(receipt("biz-1", Receipt::Kind::failed));
    office.world.clock.set(office.world.clock.now() + 25h);
    office.receive(receipt("biz-9", Receipt::Kind::delivered));
    CHECK(office.world.store->read()->early_receipts("mail", "biz-1").empty());
    CHECK(office.world.store->read()->early_receipts("mail", "biz-9").size() == 1);
}

TEST_CASE("by our own number a receipt may overtake the answer", "[receipts]") {
    Office office;
    auto bounce = receipt("", Receipt::Kind::failed);
    bounce.id = office.letters[2].id;
    CHECK(office.receive(bounce).bounced == 1);
    CHECK(office.row(2).phase == Phase::bounced);
    CHECK(office.world.store->read()->attempts(bounce.id).size() == 1);
    CHECK(office.taken_by_provider(2, "biz-3").failures.empty());
    CHECK(office.row(2).phase == Phase::bounced);
    CHECK(office.row(2).provider_id == "biz-3");
    CHECK(office.world.store->read()->attempts(bounce.id).size() == 1);
}

TEST_CASE("bad news under another number is of another attempt", "[receipts]") {
    Office office;
    office.taken_by_provider(0, "biz-2");
    auto late = receipt("biz-1", Receipt::Kind::failed);
    late.id = office.letters[0].id;
    CHECK(office.receive(late).unknown == 1);
    CHECK(office.row(0).phase == Phase::delivered);
    late.provider_id = "biz-2";
    CHECK(office.receive(late).bounced == 1);
}

TEST_CASE("no channel speaks of another's messages, nor of what was never sent", "[receipts]") {
    Office office;
    office.taken_by_provider(0, "biz-1");
    auto foreign = receipt("", Receipt::Kind::failed);
    foreign.id = office.letters[0].id;
    CHECK(office.receive(foreign, "sms").unknown == 1);
    CHECK(office.receive(receipt("biz-1", Receipt::Kind::failed), "sms").early == 1);
    foreign.id = DeliveryId{4711};
    CHECK(office.receive(foreign).unknown == 1);
    CHECK(office.receive(receipt("", Receipt::Kind::failed)).unknown == 1);
    CHECK(office.row(0).phase == Phase::delivered);
}

TEST_CASE("what has bounced may be sent again, and is told of again when it comes back again",
          "[receipts]") {
    Office office;
    office.taken_by_provider(0, "biz-1");
    office.receive(receipt("biz-1", Receipt::Kind::failed));
    ports::DeliveryFilter filter;
    filter.phase = Phase::bounced;
    CHECK(office.world.courier
              .redrive(filter, {.by = "chen-secretary", .why = {}}, office.world.clock.now())
              .at("mail") == 1);
    CHECK(office.world.courier.claim("mail", office.world.clock.now(), 1).outgoing.size() == 1);
    Outcome outcome;
    outcome.kind = Outcome::Kind::delivered;
    outcome.provider_id = "biz-7";
    std::vector<service::Settled> const settled{
        {.id = office.letters[0].id, .attempt = 2, .outcome = outcome}};
    office.world.courier.settle(settled, office.world.clock.now());
    CHECK(office.receive(receipt("biz-7", Receipt::Kind::failed)).bounced == 1);
    CHECK(office.letters_to_the_secretariat() == 2);
}

TEST_CASE("bad news of an earlier attempt does not touch the one that is under way", "[receipts]") {
    Office office;
    office.taken_by_provider(0, "biz-1");
    office.receive(receipt("biz-1", Receipt::Kind::failed));
    ports::DeliveryFilter filter;
    filter.phase = Phase::bounced;
    office.world.courier.redrive(
        filter, {.by = "chen-secretary", .why = {}}, office.world.clock.now());
    CHECK(office.world.courier.claim("mail", office.world.clock.now(), 1).outgoing.size() == 1);
    CHECK(office.receive(receipt("biz-1", Receipt::Kind::failed)).early == 1);
    CHECK(office.row(0).phase == Phase::sending);
    Outcome outcome;
    outcome.kind = Outcome::Kind::delivered;
    outcome.provider_id = "biz-7";
    std::vector<service::Settled> const settled{
        {.id = office.letters[0].id, .attempt = 2, .outcome = outcome}};
    office.world.courier.settle(settled, office.world.clock.now());
    CHECK(office.row(0).phase == Phase::delivered);
}
