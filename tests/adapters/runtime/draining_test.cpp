// What becomes of that which is under way when the daemon is told to stop.
#include <signal.h>

#include <catch2/catch.hpp>
#include <future>

#include "tests/adapters/runtime/house_impl.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using runtime::DaemonLife;
using runtime_test::House;

TEST_CASE("draining waits for what is under way, begins nothing new and lets the loop end",
          "[daemon]") {
    auto const by_signal = GENERATE(false, true);
    CAPTURE(by_signal);
    House house;
    house.mailbox.answers = false;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() == 2; });
    if (by_signal) {
        REQUIRE(::raise(SIGTERM) == 0);
    } else {
        house.daemon.drain();
    }
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::draining; });
    CHECK_FALSE(house.stopped);
    runtime_test::answer_all(house.mailbox);
    house.context.restart();
    house.context.run();
    CHECK(house.stopped);
    CHECK(house.daemon.state() == DaemonLife::State::stopped);
    CHECK(house.mailbox.letters.size() == 2);
    CHECK(house.in_phase(Phase::delivered) == 2);
    CHECK(house.in_phase(Phase::queued) == 1);
}

TEST_CASE("draining that has lost its patience ends the channels and writes what they answer then",
          "[daemon]") {
    House house{{}, {.drain = 0s}};
    house.mailbox.at_once = 3;
    house.mailbox.answers = false;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() == 3; });
    auto const attempted = house.mailbox.letters;
    house.daemon.drain();
    house.run_until([&] { return house.stopped; });
    CHECK_FALSE(house.mailbox.is_open);
    CHECK(house.in_phase(Phase::sending) == 0);
    for (auto const& letter : attempted) {
        CHECK(house.world.store->read()->find_delivery(letter.id)->uncertain == 1);
    }
}

TEST_CASE("what is claimed while the channels are ended goes back to the queue", "[daemon]") {
    House house{{}, {.drain = 0s}};
    house.world.assigned_case();
    std::promise<void> gate;
    house.writer.post([open = gate.get_future().share()] { open.wait(); });
    house.daemon.start();
    house.daemon.drain();
    house.run_until([&] { return !house.mailbox.is_open; });
    gate.set_value();
    house.run_until([&] { return house.stopped; });
    CHECK(house.mailbox.letters.empty());
    CHECK(house.in_phase(Phase::sending) == 0);
    CHECK(house.in_phase(Phase::backing_off) == 2);
    CHECK(house.in_phase(Phase::queued) == 1);
}

TEST_CASE("draining goes on trying to write what the store has refused", "[daemon]") {
    House house;
    house.mailbox.answers = false;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() == 2; });
    house.daemon.drain();
    house.store.break_down();
    runtime_test::answer_all(house.mailbox);
    house.run_until([&] { return house.daemon.trouble().en == runtime_test::failure_words; });
    house.store.mend();
    house.run_until([&] { return house.stopped; });
    CHECK(house.in_phase(Phase::delivered) == 2);
    CHECK(house.in_phase(Phase::sending) == 0);
}
