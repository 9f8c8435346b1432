// A store that fails, and a writer that stands still: the daemon says so, and loses nothing.
#include <catch2/catch.hpp>
#include <future>

#include "tests/adapters/runtime/house_impl.hpp"
#include "tests/adapters/runtime/notify_socket.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using runtime::DaemonLife;
using runtime_test::House;

TEST_CASE("while the store fails it is degraded and says why; then it goes on", "[daemon]") {
    House house;
    house.world.assigned_case();
    house.world.deliver();
    house.world.at("2026-03-04T09:00");
    house.store.break_down();
    house.daemon.start();
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::degraded; });
    CHECK(house.daemon.trouble().en == runtime_test::failure_words);
    CHECK(house.mailbox.letters.empty());
    house.store.mend();
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::healthy; });
    CHECK(house.daemon.trouble().en.empty());
    house.run_until([&] { return house.in_phase(Phase::delivered) == 4; });
    CHECK(house.mailbox.letters.size() == 1);
}

TEST_CASE("a disk that is full is no better for being read", "[daemon]") {
    House house;
    house.world.assigned_case();
    house.store.refuse_commits();
    house.daemon.start();
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::degraded; });
    int turns = 0;
    bool always = true;
    house.run_until([&] {
        always &= house.daemon.state() == DaemonLife::State::degraded;
        return ++turns == 30;
    });
    CHECK(always);
    house.store.mend();
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::healthy; });
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
}

TEST_CASE("a writer that stands still makes it degraded and leaves the watchdog unfed",
          "[daemon]") {
    runtime_test::NotifySocket service_manager{20ms};
    House house{{}, {.writer = 50ms}};
    std::promise<void> gate;
    house.writer.post([open = gate.get_future().share()] { open.wait(); });
    house.daemon.start();
    house.run_until([&] { return service_manager.has_heard("WATCHDOG=1"); });
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::degraded; });
    CHECK_THAT(house.daemon.trouble().en, Catch::StartsWith("writing has stood still"));
    CHECK_THAT(house.daemon.trouble().zh_cn, Catch::StartsWith("写入已停住"));
    service_manager.forget();
    std::size_t turns = 0;
    house.run_until([&] { return ++turns == 20; });
    CHECK_FALSE(service_manager.has_heard("WATCHDOG=1"));
    gate.set_value();
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::healthy; });
    house.run_until([&] { return service_manager.has_heard("WATCHDOG=1"); });
}

TEST_CASE("an outcome that cannot be written is written later, and nothing is sent twice",
          "[daemon]") {
    House house;
    house.mailbox.answers = false;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() == 2; });
    house.store.break_down();
    runtime_test::answer_all(house.mailbox);
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::degraded; });
    house.store.mend();
    house.mailbox.answers = true;
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
    CHECK(house.mailbox.letters.size() == 3);
}

TEST_CASE("what was claimed is sent though the store fails at the question after it", "[daemon]") {
    House house;
    house.world.assigned_case();
    house.store.fail_at_reading_after_commit();
    house.daemon.start();
    house.run_until([&] { return house.daemon.trouble().en == runtime_test::failure_words; });
    CHECK(house.mailbox.letters.size() >= 2);  // the third may be claimed by now
    house.run_until([&] { return house.daemon.state() == DaemonLife::State::healthy; });
    house.run_until([&] { return house.in_phase(Phase::delivered) == 3; });
    CHECK(house.mailbox.letters.size() == 3);
}
