// A daemon over a small office for tests: its store fails when told to, and its one channel takes
// letters down and answers them, or keeps them waiting.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "adapters/runtime/daemon.hpp"
#include "tests/adapters/runtime/fragile_store.hpp"
#include "tests/support/world.hpp"

namespace duban::runtime_test {

/// What the channel was given, and what it does with it.
struct Mailbox {
    std::vector<ports::Outgoing> letters;
    std::size_t at_once = 2;
    bool answers = true;  // else it keeps the call-backs, as a slow server would
    std::vector<ports::Channel::Done> waiting;
    std::optional<Duration> inquires_every;
    std::optional<delivery::Rate> stated_rate;
    std::vector<std::vector<ports::Inquiry>> inquiries;
    std::function<void(delivery::Receipt)> take;
    bool is_open = true;
};

/// Each letter that waits is taken.
void answer_all(Mailbox& mailbox);

struct House {
    /// What the clock showed before, and at the daily work.
    using Day = std::pair<std::optional<Instant>, Instant>;

    explicit House(std::optional<delivery::Rate> its_rate = {},
                   runtime::Patience its_patience = {},
                   std::unique_ptr<FragileStore> fragile = std::make_unique<FragileStore>());
    /// Drains the daemon, and answers whatever it waits for.
    ~House();

    House(House const&) = delete;
    House& operator=(House const&) = delete;

    /// Runs the loop until the condition holds; the test fails after a minute.
    void run_until(std::function<bool()> const& condition);

    std::vector<Day> days_seen();
    std::size_t in_phase(delivery::Phase phase);
    std::vector<runtime::NamedChannel> channels();
    runtime::DaemonParts parts();

    std::optional<delivery::Rate> rate;
    runtime::Patience patience;
    FragileStore& store;
    support::World world;
    Mailbox mailbox;
    std::mutex daily;
    std::vector<Day> days;
    int reloads = 0;
    bool stopped = false;
    boost::asio::io_context context{1};
    runtime::Metrics metrics;
    runtime::Log log{runtime::Level::error};
    runtime::Writer writer{world.tracker, world.clock};
    runtime::Daemon daemon{parts(), channels()};
};

}  // namespace duban::runtime_test
