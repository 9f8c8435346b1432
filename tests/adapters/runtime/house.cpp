#include "tests/adapters/runtime/house_impl.hpp"

#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

namespace duban::runtime_test {

using namespace std::chrono_literals;

namespace {

class RecordingChannel final : public ports::Channel {
  public:
    explicit RecordingChannel(Mailbox& mailbox) : mailbox_{mailbox} {}

    ~RecordingChannel() override {
        mailbox_.is_open = false;
        for (auto const& done : std::exchange(mailbox_.waiting, {})) done({});
    }

    void send(ports::Outgoing message, Done done) override {
        mailbox_.letters.push_back(std::move(message));
        mailbox_.waiting.push_back(std::move(done));
        if (mailbox_.answers) answer_all(mailbox_);
    }

    void listen(std::function<void(delivery::Receipt)> take) override {
        mailbox_.take = std::move(take);
    }

    [[nodiscard]] std::optional<Duration> inquires_every() const override {
        return mailbox_.inquires_every;
    }

    void inquire(std::vector<ports::Inquiry> messages) override {
        mailbox_.inquiries.push_back(std::move(messages));
    }

    [[nodiscard]] std::optional<delivery::Rate> stated_rate() const override {
        return mailbox_.stated_rate;
    }

    [[nodiscard]] std::size_t in_flight_max() const override { return mailbox_.at_once; }

  private:
    Mailbox& mailbox_;
};

}  // namespace

void answer_all(Mailbox& mailbox) {
    delivery::Outcome delivered;
    delivered.kind = delivery::Outcome::Kind::delivered;
    delivered.provider_id = "p-1";
    for (auto const& done : std::exchange(mailbox.waiting, {})) done(delivered);
}

House::House(std::optional<delivery::Rate> its_rate,
             runtime::Patience its_patience,
             std::unique_ptr<FragileStore> fragile)
    : rate{its_rate}, patience{its_patience}, store{*fragile}, world{std::move(fragile)} {}

House::~House() {
    daemon.drain();
    answer_all(mailbox);
    run_until([&] { return stopped; });
}

void House::run_until(std::function<bool()> const& condition) {
    bool over = false;
    boost::asio::steady_timer bound{context, 60s};
    bound.async_wait([&](boost::system::error_code const& error) { over = !error; });
    while (!condition() && !over) {
        context.restart();
        context.run_one();
    }
    CHECK_FALSE(over);
    bound.cancel();
    context.restart();
    context.poll();  // the end of the wait, which refers to this frame
}

std::vector<House::Day> House::days_seen() {
    std::scoped_lock const lock{daily};
    return days;
}

std::size_t House::in_phase(delivery::Phase phase) {
    ports::DeliveryFilter filter;
    filter.phase = phase;
    return world.store->read()->list_deliveries(filter).size();
}

std::vector<runtime::NamedChannel> House::channels() {
    std::vector<runtime::NamedChannel> channels;
    channels.push_back({"mail", std::make_unique<RecordingChannel>(mailbox), rate});
    return channels;
}

runtime::DaemonParts House::parts() {
    return {.context = context,
            .store = store,
            .alarms = world.alarms,
            .courier = world.courier,
            .writer = writer,
            .clock = world.clock,
            .metrics = metrics,
            .log = log,
            .reload =
                [this] {
                    ++reloads;
                    return true;
                },
            .daily =
                [this](std::optional<Instant> before, Instant now) {
                    std::scoped_lock const lock{daily};
                    days.emplace_back(before, now);
                },
            .stopped = [this] { stopped = true; },
            .patience = patience};
}

}  // namespace duban::runtime_test
