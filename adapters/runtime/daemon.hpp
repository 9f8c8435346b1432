// The daemon: one loop that waits for the clock, for signals and for news in the store, and sets
// the work going. What it decides with lies in engine; here is only when. One timer for the
// earliest alarm; a look at the wall clock at least each second, so that steps of the clock and
// sleep are harmless.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/runtime/daemon_life.hpp"
#include "adapters/runtime/log.hpp"
#include "adapters/runtime/metrics.hpp"
#include "adapters/runtime/named_channel.hpp"
#include "adapters/runtime/service_manager.hpp"
#include "adapters/runtime/writer.hpp"
#include "engine/base/language.hpp"
#include "engine/service/alarms.hpp"
#include "engine/service/courier.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::runtime {

/// How long the daemon waits, by the steady clock.
struct Patience {
    Duration drain = std::chrono::seconds{25};  // for what is being sent; systemd kills after 90
    Duration writer = std::chrono::minutes{5};  // for the answer to one piece of work
};

/// What the daemon is made of; all outlive it.
struct DaemonParts {
    boost::asio::io_context& context;
    ports::Store& store;
    service::Alarms& alarms;
    service::Courier& courier;
    Writer& writer;
    ports::Clock& clock;
    Metrics& metrics;
    Log const& log;
    std::function<bool()> reload;  // SIGHUP: true where everything was accepted
    /// At the start, then once a day and whenever the clock leaps, on the writer's thread; may
    /// write to the store. `before`: what the clock showed at the last look, nothing at the start.
    /// May be empty.
    std::function<void(std::optional<Instant> before, Instant now)> daily;
    std::function<void()>
        stopped;  // everything is written; let go of what else keeps the loop alive
    Patience patience = {};
};

class Daemon {
  public:
    Daemon(DaemonParts parts, std::vector<NamedChannel> channels);
    ~Daemon();

    /// Begins to serve and returns; the work is done by the context's run().
    void start();

    /// Finishes what is under way, as long as its patience lasts, ends the channels and writes what
    /// they still answer, then lets the context run out.
    void drain();

    [[nodiscard]] DaemonLife::State state() const;

    /// Writes down what a channel's other side has said elsewhere. `kept` is called once, on the
    /// thread of the context: after the commit, or with false where it is not written yet and may
    /// be lost.
    void keep(std::string_view channel,
              std::vector<delivery::Receipt> receipts,
              std::function<void(bool is_kept)> kept);

    /// Why it is degraded; empty where it is not.
    [[nodiscard]] Text const& trouble() const;

    /// The Prometheus text of this moment.
    [[nodiscard]] std::string metrics() const;

  private:
    struct Machinery;
    std::shared_ptr<Machinery> machinery_;
};

}  // namespace duban::runtime
