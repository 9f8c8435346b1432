// The pump of one channel: keeps it busy with what the courier may claim, as far as its breaker and
// its rate allow, brings the outcomes back in groups, and has the channel ask what became of what
// it sent. Lives on the thread of the loop; claims and outcomes are written by the writer.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/runtime/log.hpp"
#include "adapters/runtime/metrics.hpp"
#include "adapters/runtime/named_channel.hpp"
#include "adapters/runtime/writer.hpp"
#include "engine/delivery/breaker.hpp"
#include "engine/delivery/rate_limit.hpp"
#include "engine/service/courier.hpp"

namespace duban::runtime {

/// What the pump needs of the loop: to run something on its thread, and to say how the store fares.
struct Loop {
    std::function<void(std::function<void()>)> post;
    std::function<void(std::string const& failure)> store_failed;
    std::function<void()> store_worked;
};

/// Told whether something is written down for good.
using Kept = std::function<void(bool is_kept)>;

/// What all pumps share; all outlive them.
struct PumpParts {
    ports::Store& store;
    service::Courier& courier;
    Writer& writer;
    ports::Clock& clock;
    Metrics& metrics;
    Log const& log;
    Loop loop;
};

class Pump : public std::enable_shared_from_this<Pump> {
  public:
    Pump(NamedChannel channel, PumpParts parts);

    /// Takes the channel's receipts from now on. Once, before the first `run`.
    void listen();

    /// Looks for work and takes it. Harmless when called often.
    void run();

    /// Writes down what the other side has said elsewhere. `kept` is called once: after the commit,
    /// or with false where the store fails; they are tried again even then.
    void keep(std::vector<delivery::Receipt> receipts, Kept kept);

    /// Claims nothing more; what is under way goes on.
    void stop();

    /// Ends the channel, which answers all that it still holds: those outcomes are written as all
    /// others are, so the pump may not be idle yet.
    void close();

    /// Nothing is under way and every outcome is written.
    [[nodiscard]] bool is_idle() const;

    /// Says in the log what the store has not taken, for this process ends.
    void tell_unwritten() const;

    /// When it has something to do next; nothing where only news can bring it work.
    [[nodiscard]] std::optional<Instant> next() const { return next_; }

    [[nodiscard]] std::string const& name() const { return name_; }

    [[nodiscard]] delivery::Breaker::State breaker(Instant now) const {
        return breaker_.state(now);
    }

  private:
    struct Heard {
        delivery::Receipt receipt;
        Kept kept;  // of it and those before it; may be empty
    };

    void claim(std::size_t room);
    void take(service::Load load);
    void send(ports::Outgoing message);
    void answered(DeliveryId id, int attempt, Instant claimed, delivery::Outcome outcome);
    void settle();
    void received(delivery::Receipt receipt);
    void write_receipts();
    void receipts_written(std::vector<Heard> heard,
                          service::ReceiptsResult const& result,
                          std::string const& failure);
    void inquire();
    std::vector<ports::Inquiry> next_inquiries(Instant now);
    void note(service::ReceiptsResult const& result);
    void note(delivery::Outcome const& outcome);

    std::string const name_;
    std::unique_ptr<ports::Channel> channel_;
    ports::Store& store_;
    service::Courier& courier_;
    Writer& writer_;
    ports::Clock& clock_;
    Metrics& metrics_;
    Log const& log_;
    Loop loop_;
    delivery::Breaker breaker_;
    delivery::RateLimit limit_;                       // as it is configured
    delivery::RateLimit stated_limit_{std::nullopt};  // as the other side wants it
    std::vector<service::Settled> outcomes_;
    std::vector<Heard> receipts_;
    std::size_t in_flight_ = 0;
    std::size_t attached_octets_ = 0;  // of the files that go with it
    bool claiming_ = false;
    bool settling_ = false;
    bool receiving_ = false;
    bool stopped_ = false;
    std::optional<Instant> next_;
    std::optional<Instant> inquired_;  // when it last asked what became of its messages
    DeliveryId inquired_up_to_;        // the next page begins after it; 0: from the beginning
};

}  // namespace duban::runtime
