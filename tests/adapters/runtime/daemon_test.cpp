#include "adapters/runtime/daemon.hpp"

#include <signal.h>

#include <catch2/catch.hpp>

#include "engine/workflow/handed_file.hpp"
#include "tests/adapters/runtime/house_impl.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using runtime::DaemonLife;
using runtime_test::FragileStore;
using runtime_test::House;
using support::World;

namespace {

CaseId case_in_hand(World& world) {
    auto const id = world.assigned_case();
    REQUIRE(world.act(id, "sign", "zhao-education"));
    REQUIRE(world.act(id, "log_contact", "zhao-education", R"({"contact":"电话"})"));
    return id;
}

/// The reply waits to be sent, with this letter.
void reply_with_letter(World& world, CaseId id, std::string const& octets) {
    auto request = *world.acting(id, "hand_in_letter", "zhao-education");
    auto& acting = std::get<service::Acting>(request.what);
    auto const letter = *workflow::describe_file("答复函.pdf", octets);
    acting.input.with.emplace_back("reply_letter", workflow::to_value(letter));
    acting.files = {octets};
    REQUIRE(world.tracker.perform({&request, 1}, world.clock.now()).front());
    REQUIRE(world.act(
        id, "reply", "zhao-education", R"({"reply_text":"已列入计划","reply_class":"B"})"));
}

}  // namespace

TEST_CASE("the daily work is done at the start, and again at once where the clock leaps",
          "[daemon]") {
    House house;
    auto const start = house.world.clock.now();
    house.daemon.start();
    house.run_until([&] { return house.days_seen().size() == 1; });
    house.world.clock.set(start + 24h * 400);
    house.run_until([&] { return house.days_seen().size() == 2; });
    house.world.clock.set_back(start + 1h);
    house.run_until([&] { return house.days_seen().size() == 3; });
    auto const days = house.days_seen();
    CHECK(days[0] == House::Day{std::nullopt, start});
    CHECK(days[1] == House::Day{start, start + 24h * 400});
    CHECK(days[2] == House::Day{start + 24h * 400, start + 1h});
}

TEST_CASE("an alarm that is due is rung and its letter handed to the channel", "[daemon]") {
    House house;
    house.world.assigned_case();
    house.world.deliver();
    house.world.at("2026-03-04T09:00");  // the unit is to sign until tomorrow
    CHECK(house.daemon.state() == DaemonLife::State::starting);
    house.daemon.start();
    CHECK(house.daemon.state() == DaemonLife::State::healthy);
    house.run_until([&] { return house.in_phase(Phase::delivered) == 4; });
    REQUIRE(house.mailbox.letters.size() == 1);
    auto const& letter = house.mailbox.letters[0];
    CHECK(letter.attempt == 1);
    CHECK(letter.address == "zhao@education.example.org");
    auto const row = house.world.store->read()->find_delivery(letter.id);
    CHECK(row->message == "sign_soon");
    CHECK(row->message_id == letter.message_id);
}

TEST_CASE("what falls due while it serves is found by looking at the clock", "[daemon]") {
    House house;
    house.world.assigned_case();
    house.world.deliver();
    house.daemon.start();
    house.run_until([&] { return house.daemon.metrics().find("healthy") != std::string::npos; });
    CHECK(house.mailbox.letters.empty());
    house.world.at("2026-03-04T09:00");
    house.run_until([&] { return house.in_phase(Phase::delivered) == 4; });
    CHECK(house.mailbox.letters.size() == 1);
}

TEST_CASE("a channel is handed no more at once than it can bear", "[daemon]") {
    House house;
    house.mailbox.answers = false;
    house.world.assigned_case();  // three letters, for a channel that takes two
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() == 2; });
    CHECK(house.in_phase(Phase::sending) == 2);
    CHECK(house.in_phase(Phase::queued) == 1);
    house.mailbox.answers = true;
    runtime_test::answer_all(house.mailbox);
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
    CHECK(house.mailbox.letters.size() == 3);
}

TEST_CASE("a channel is handed no more files at once than fit into memory", "[daemon]") {
    House house;
    std::vector<CaseId> cases;
    for (int i = 0; i < 9; ++i) cases.push_back(case_in_hand(house.world));
    house.world.deliver();
    for (auto const id : cases)
        reply_with_letter(house.world, id, "%PDF-" + std::string(9'000'000, 'x'));
    house.mailbox.at_once = 100;
    house.mailbox.answers = false;
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() >= 8; });
    std::size_t looks = 0;
    house.run_until([&] { return ++looks == 20; });
    CHECK(house.mailbox.letters.size() ==
          8);  // 72 MB, of which the eighth mail made the limit full
    house.mailbox.answers = true;
    runtime_test::answer_all(house.mailbox);
    house.run_until([&] { return house.mailbox.letters.size() == 9; });
    for (auto const& letter : house.mailbox.letters) CHECK(letter.attachments.size() == 1);
}

TEST_CASE("SIGHUP reloads the definitions", "[daemon]") {
    House house;
    house.daemon.start();
    REQUIRE(::raise(SIGHUP) == 0);
    house.run_until([&] { return house.reloads == 1; });
    CHECK(house.daemon.state() == DaemonLife::State::healthy);
}

TEST_CASE("what is more than the rate allows waits in the queue and costs no attempt", "[daemon]") {
    House house{delivery::Rate{.at_most = 2, .per = 1min}};
    house.world.assigned_case();  // three letters
    house.daemon.start();
    house.run_until([&] { return house.in_phase(Phase::delivered) == 2; });
    CHECK(house.in_phase(Phase::queued) == 1);
    auto const begun = house.world.clock.now();
    house.world.clock.set(begun + 59s);
    std::size_t looks = 0;
    house.run_until([&] { return ++looks == 20; });
    CHECK(house.mailbox.letters.size() == 2);
    house.world.clock.set(begun + 1min);
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
    REQUIRE(house.mailbox.letters.size() == 3);
    CHECK(house.mailbox.letters[2].attempt == 1);
}

TEST_CASE("of the configured rate and the one that the other side states the slower one holds",
          "[daemon]") {
    auto const [configured, stated] = GENERATE(table<std::size_t, std::size_t>({{1, 2}, {2, 1}}));
    CAPTURE(configured, stated);
    House house{delivery::Rate{.at_most = configured, .per = 1min}};
    house.mailbox.stated_rate = delivery::Rate{.at_most = stated, .per = 1min};
    house.world.assigned_case();  // three letters
    house.daemon.start();
    house.run_until([&] { return house.in_phase(Phase::delivered) == 1; });
    std::size_t looks = 0;
    house.run_until([&] { return ++looks == 20; });
    CHECK(house.mailbox.letters.size() == 1);
    house.mailbox.stated_rate = std::nullopt;
    house.world.clock.set(house.world.clock.now() + 1min);
    house.run_until([&] { return house.in_phase(Phase::delivered) == 1 + configured; });
}

TEST_CASE("a channel that asks is told what nobody has confirmed, as often as it wants",
          "[daemon]") {
    House house;
    house.mailbox.inquires_every = 5min;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
    CHECK(house.mailbox.inquiries.empty());
    auto const begun = house.world.clock.now();
    house.world.clock.set(begun + 5min);
    house.run_until([&] { return house.mailbox.inquiries.size() == 1; });
    auto const asked = house.mailbox.inquiries[0];
    REQUIRE(asked.size() == 3);
    CHECK(asked[0].id == house.mailbox.letters[0].id);
    CHECK(asked[0].provider_id == "p-1");
    CHECK(asked[0].address == house.mailbox.letters[0].address);
    CHECK(asked[0].date == begun);

    delivery::Receipt receipt;
    receipt.id = asked[1].id;
    receipt.kind = delivery::Receipt::Kind::delivered;
    house.mailbox.take(receipt);
    house.run_until([&] {
        return house.world.store->read()->find_delivery(receipt.id)->confirmed_at.has_value();
    });
    house.world.clock.set(begun + 10min);
    house.run_until([&] { return house.mailbox.inquiries.size() == 2; });
    CHECK(house.mailbox.inquiries[1].size() == 2);
}

TEST_CASE("what was said of a message is thanked for when it is written down, not before",
          "[daemon]") {
    House house;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
    delivery::Receipt receipt;
    receipt.id = house.mailbox.letters.front().id;
    receipt.kind = delivery::Receipt::Kind::delivered;
    auto const is_confirmed = [&] {
        return house.world.store->read()->find_delivery(receipt.id)->confirmed_at.has_value();
    };
    // More than are written at once, so that the last waits for the second time.
    auto const keep = [&] {
        std::optional<bool> thanked;
        bool was_confirmed = false;
        std::vector<delivery::Receipt> receipts(100);
        receipts.push_back(receipt);
        house.daemon.keep("mail", receipts, [&](bool is_kept) {
            thanked = is_kept;
            was_confirmed = is_kept && is_confirmed();
        });
        CHECK_FALSE(thanked);
        house.run_until([&] { return thanked.has_value(); });
        CHECK(*thanked == was_confirmed);
        return *thanked;
    };

    SECTION("the store works") {
        CHECK(keep());
    }
    SECTION("the store fails for a moment: it need not be said again, and may") {
        house.store.break_down();
        CHECK_FALSE(keep());
        house.store.mend();
        house.run_until(is_confirmed);
        house.run_until([&] { return house.daemon.state() == DaemonLife::State::healthy; });
        CHECK(keep());
    }
    SECTION("the store has failed before") {
        house.store.break_down();
        house.run_until([&] { return house.daemon.state() == DaemonLife::State::degraded; });
        bool thanked = true;
        house.daemon.keep("mail", {receipt}, [&](bool is_kept) { thanked = is_kept; });
        CHECK_FALSE(thanked);
        house.store.mend();
    }
    SECTION("a channel that is not there") {
        bool thanked = true;
        house.daemon.keep("fax", {receipt}, [&](bool is_kept) { thanked = is_kept; });
        CHECK_FALSE(thanked);
    }
}
