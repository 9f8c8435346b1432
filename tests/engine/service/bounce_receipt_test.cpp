// A bounce that comes when the letter has gone to another address since.
#include "engine/service/bounce_receipt.hpp"

#include <catch2/catch.hpp>

#include "engine/service/refused_address.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

constexpr auto former = "huang.former@example.org";
constexpr auto present = "huang.present@example.org";

service::Office with_huang_at(std::string const& address) {
    return office_with("huang-member", [&](auto& huang) { huang.email = address; });
}

/// A letter of which nobody knows whether it reached the former address, and which the server has
/// taken for the present one.
struct Moved {
    Moved() {
        world.post_office = refusing("huang", Outcome::Kind::uncertain);
        world.assigned_case();
        world.deliver();
        world.office.put_in_force(with_huang_at(present));
        world.post_office = nullptr;
        world.pass_until("2026-03-02T12:00");
        REQUIRE(row().phase == Phase::delivered);
        REQUIRE(row().address == present);
    }

    delivery::Delivery row() { return rows_of(world, "huang-member").front(); }

    auto receipt(std::string const& address, std::string const& message_id) {
        delivery::BounceReport report;
        report.mark = delivery::bounce_mark(row().id, message_id, address);
        report.status = "5.1.1";
        report.words = "550 no such user";
        return service::receipt_of(report, *world.store->read());
    }

    /// Of the letter, from that address.
    service::ReceiptsResult bounce(std::string const& address) {
        auto const ours = receipt(address, row().message_id);
        REQUIRE(ours);
        CHECK(ours->receipt.address == address);
        return world.courier.receive(ours->channel, {&ours->receipt, 1}, world.clock.now());
    }

    bool is_refused(std::string const& address) {
        return service::is_refused(*world.store->read(), "mail", address, world.clock.now());
    }

    World world{nullptr, with_huang_at(former)};
};

}  // namespace

TEST_CASE("a late bounce from a former address says nothing of the letter that has gone since",
          "[receipts]") {
    Moved moved;
    CHECK(moved.bounce(former).bounced == 0);
    CHECK(moved.row().phase == Phase::delivered);
    CHECK(moved.is_refused(former));
    CHECK_FALSE(moved.is_refused(present));

    CHECK(moved.bounce(present).bounced == 1);
    CHECK(moved.row().phase == Phase::bounced);
    CHECK(moved.is_refused(present));
}

TEST_CASE("each attempt says where it went", "[receipts]") {
    Moved moved;
    auto const attempts = moved.world.store->read()->attempts(moved.row().id);
    REQUIRE(attempts.size() == 2);
    CHECK(attempts[0].address == former);
    CHECK(attempts[1].address == present);
}

TEST_CASE("a mark of an address that the letter never went to is none of ours", "[receipts]") {
    Moved moved;
    CHECK_FALSE(moved.receipt("another@example.org", moved.row().message_id));
    CHECK_FALSE(moved.receipt(former, "<another@duban.example.org>"));
}
