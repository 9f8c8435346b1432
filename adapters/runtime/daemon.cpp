#include "adapters/runtime/daemon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <utility>

#include "adapters/runtime/pump.hpp"
#include "adapters/runtime/store_proof.hpp"

namespace duban::runtime {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr auto look_every = std::chrono::seconds{1};
constexpr auto drain_turn = std::chrono::milliseconds{20};
constexpr auto turns_between_tries = look_every / drain_turn;
constexpr auto closing_patience = std::chrono::seconds{5};  // for what the channels' ends answer
constexpr std::size_t alarms_at_once = 64;                  // in one transaction

}  // namespace

struct Daemon::Machinery : std::enable_shared_from_this<Daemon::Machinery> {
    explicit Machinery(DaemonParts given)
        : parts{std::move(given)},
          look_timer{parts.context},
          watchdog_timer{parts.context},
          drain_timer{parts.context},
          patience_timer{parts.context},
          writer_timer{parts.context},
          signals{parts.context, SIGTERM, SIGINT, SIGHUP} {}

    void start();
    void wait_for_signal();
    void on_signal(int signal);
    void reload();
    void look_later();
    void look();
    void ring();
    void rang(service::Rang const& result, std::optional<Instant> next);
    void await_writer();
    void writer_hangs();
    void do_daily(Instant now);
    void feed_watchdog();
    void drain();
    void drain_on();
    void close_channels();
    void finish();
    void store_failed(std::string const& failure);
    void store_worked();
    [[nodiscard]] Loop loop();
    [[nodiscard]] std::chrono::milliseconds until_next() const;

    DaemonParts parts;
    asio::steady_timer look_timer;
    asio::steady_timer watchdog_timer;
    asio::steady_timer drain_timer;
    asio::steady_timer patience_timer;
    asio::steady_timer writer_timer;
    asio::signal_set signals;
    ServiceManager service_manager;
    DaemonLife life;
    std::vector<std::shared_ptr<Pump>> pumps;
    Text trouble;
    std::optional<Instant> next_alarm;
    std::optional<Instant> last_look;
    std::optional<Instant> last_seen;  // by the writer's thread, which alone asks for it
    std::optional<Instant> last_day;   // that the daily work was done on; the writer's thread alone
    std::int64_t drain_turns = 0;
    bool out_of_patience = false;
    bool ringing = false;
    std::int64_t rings = 0;
    bool is_writer_hanging = false;
};

Loop Daemon::Machinery::loop() {
    return {.post = [context = &parts.context](
                        std::function<void()> work) { asio::post(*context, std::move(work)); },
            .store_failed = [this](std::string const& failure) { store_failed(failure); },
            .store_worked = [this] { store_worked(); }};
}

void Daemon::Machinery::start() {
    wait_for_signal();
    life.happen(DaemonLife::Event::started);
    service_manager.ready("serving");
    feed_watchdog();
    look();
}

void Daemon::Machinery::wait_for_signal() {
    signals.async_wait([self = shared_from_this()](error_code error, int signal) {
        if (error) return;
        self->on_signal(signal);
        if (self->life.state() != DaemonLife::State::stopped) self->wait_for_signal();
    });
}

void Daemon::Machinery::on_signal(int signal) {
    if (signal == SIGHUP) {
        reload();
        return;
    }
    parts.log.info("signal_received", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
    drain();
}

void Daemon::Machinery::reload() {
    service_manager.reloading();
    bool accepted = false;
    try {
        accepted = parts.reload();
    } catch (std::exception const& failure) {
        parts.log.error("reload_failed", {{"why", failure.what()}});
    }
    parts.metrics.reloaded(accepted);
    parts.log.write(accepted ? Level::info : Level::error,
                    "reloaded",
                    {{"accepted", accepted ? "all" : "not all; what was refused is not in force"}});
    service_manager.ready("serving");
    look();
}

/// Until the earliest thing that is due, and never longer than the interval of looking.
std::chrono::milliseconds Daemon::Machinery::until_next() const {
    auto const now = parts.clock.now();
    std::chrono::milliseconds wait = look_every;
    auto const consider = [&](std::optional<Instant> at) {
        if (at) wait = std::clamp(*at - now, std::chrono::milliseconds{0}, wait);
    };
    // While the store fails, nothing is tried before the next look.
    if (life.state() != DaemonLife::State::healthy) return wait;
    if (!ringing) consider(next_alarm);
    return wait;
}

void Daemon::Machinery::look_later() {
    look_timer.expires_after(until_next());
    look_timer.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->look();
    });
}

void Daemon::Machinery::look() {
    if (!life.serves()) return;
    auto const now = parts.clock.now();
    if (last_look && now < *last_look - look_every) {
        parts.log.warning("clock_set_back",
                          {{"from", duban::to_text(*last_look)}, {"to", duban::to_text(now)}});
    }
    last_look = now;
    ring();
    for (auto const& pump : pumps) pump->run();
    look_later();
}

/// Rings what is due. The question is asked each time anew: another process may have changed the
/// answer.
void Daemon::Machinery::ring() {
    if (ringing) return;
    ringing = true;
    await_writer();
    bool const is_degraded = life.state() == DaemonLife::State::degraded;
    parts.writer.post([self = shared_from_this(), is_degraded] {
        service::Rang result;
        std::optional<Instant> next;
        std::string failure;
        try {
            self->do_daily(self->parts.clock.now());
            result = self->parts.alarms.ring(self->parts.clock.now(), alarms_at_once);
            next = self->parts.alarms.next();
            // Where nothing is due only the store was read, which a full disk allows.
            if (is_degraded && result.alarms == 0) prove_writable(self->parts.store);
        } catch (std::exception const& caught) {
            failure = caught.what();
        }
        asio::post(self->parts.context, [self, result, next, failure] {
            self->ringing = false;
            self->is_writer_hanging = false;
            self->writer_timer.cancel();
            if (!failure.empty()) {
                self->store_failed(failure);
                return;
            }
            self->store_worked();
            self->rang(result, next);
        });
    });
}

/// Whatever the writer is at, what is rung each second waits behind it.
void Daemon::Machinery::await_writer() {
    writer_timer.expires_after(parts.patience.writer);
    writer_timer.async_wait([self = shared_from_this(), ring = ++rings](error_code error) {
        // It may have been answered while this waited for its turn.
        if (!error && self->ringing && self->rings == ring) self->writer_hangs();
    });
}

/// A write that neither succeeds nor fails, as on a disk that has gone: it is told of, and the
/// watchdog is left to end what cannot end itself.
void Daemon::Machinery::writer_hangs() {
    is_writer_hanging = true;
    auto const waited = std::chrono::duration_cast<std::chrono::seconds>(parts.patience.writer);
    auto const seconds = fmt::format("{}", waited.count());
    trouble = {.zh_cn = fmt::format("写入已停住 {} 秒，其余的都在等：请检查磁盘", seconds),
               .en = fmt::format(
                   "writing has stood still for {} seconds, and all else waits: see to the disk",
                   seconds)};
    life.happen(DaemonLife::Event::store_failed);
    parts.log.error("writer_hangs", {{"seconds", seconds}});
}

void Daemon::Machinery::rang(service::Rang const& result, std::optional<Instant> next) {
    next_alarm = next;
    for (auto const& failure : result.failures) {
        parts.log.error("alarm_failed", {{"why", failure}, {"again", "in one hour"}});
    }
    if (result.alarms > 0) {
        parts.metrics.alarms_rang(result.alarms, result.notices);
        parts.log.info("alarms_rang",
                       {{"alarms", fmt::format("{}", result.alarms)},
                        {"notices", fmt::format("{}", result.notices)}});
        for (auto const& pump : pumps) pump->run();
    }
    if (!life.serves()) return;
    if (result.alarms == alarms_at_once) {
        ring();
        return;
    }
    look_later();
}

/// A clock that was set back far does not keep it from being done.
void Daemon::Machinery::do_daily(Instant now) {
    constexpr auto day = std::chrono::hours{24};
    auto const before = std::exchange(last_seen, now);
    if (!parts.daily || (last_day && *last_day <= now && now < *last_day + day)) return;
    auto const former = std::exchange(last_day, now);
    try {
        parts.daily(before, now);
    } catch (ports::StoreFailure const&) {
        last_seen = before;
        last_day =
            former;  // it is tried again; any other failure must not keep alarms from ringing
        throw;
    }
}

void Daemon::Machinery::feed_watchdog() {
    auto const interval = service_manager.watchdog();
    if (!interval) return;
    if (!is_writer_hanging) service_manager.alive();
    watchdog_timer.expires_after(*interval / 2);
    watchdog_timer.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->feed_watchdog();
    });
}

void Daemon::Machinery::drain() {
    if (!life.happen(DaemonLife::Event::drain_asked)) return;
    parts.log.info("draining", {});
    service_manager.stopping();
    look_timer.cancel();
    for (auto const& pump : pumps) pump->stop();
    patience_timer.expires_after(parts.patience.drain);
    patience_timer.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->close_channels();
    });
    drain_on();
}

void Daemon::Machinery::drain_on() {
    bool const idle = !ringing && std::all_of(pumps.begin(), pumps.end(), [](auto const& pump) {
        return pump->is_idle();
    });
    if (idle || out_of_patience) {
        finish();
        return;
    }
    if (++drain_turns % turns_between_tries == 0) {
        for (auto const& pump : pumps) pump->run();  // writes what the store refused before
    }
    drain_timer.expires_after(drain_turn);
    drain_timer.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->drain_on();
    });
}

void Daemon::Machinery::close_channels() {
    for (auto const& pump : pumps) pump->close();
    patience_timer.expires_after(closing_patience);
    patience_timer.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->out_of_patience = true;
    });
}

void Daemon::Machinery::finish() {
    life.happen(DaemonLife::Event::drained);
    parts.log.info("stopped", {});
    signals.cancel();
    watchdog_timer.cancel();
    patience_timer.cancel();
    writer_timer.cancel();
    // Each is held by the answers that its channel owes it, for as long as the channel is there.
    for (auto const& pump : pumps) {
        pump->close();
        pump->tell_unwritten();
    }
    pumps.clear();
    parts.stopped();
}

void Daemon::Machinery::store_failed(std::string const& failure) {
    parts.metrics.store_failed();
    trouble = {.zh_cn = failure, .en = failure};
    if (life.happen(DaemonLife::Event::store_failed)) {
        parts.log.error("store_failed", {{"why", failure}});
    }
    if (life.serves()) look_later();
}

void Daemon::Machinery::store_worked() {
    if (life.happen(DaemonLife::Event::store_recovered)) {
        trouble = {};
        parts.log.info("store_recovered", {});
    }
}

Daemon::Daemon(DaemonParts parts, std::vector<NamedChannel> channels)
    : machinery_{std::make_shared<Machinery>(std::move(parts))} {
    auto& given = machinery_->parts;
    for (auto& channel : channels) {
        machinery_->pumps.push_back(std::make_shared<Pump>(std::move(channel),
                                                           PumpParts{.store = given.store,
                                                                     .courier = given.courier,
                                                                     .writer = given.writer,
                                                                     .clock = given.clock,
                                                                     .metrics = given.metrics,
                                                                     .log = given.log,
                                                                     .loop = machinery_->loop()}));
        machinery_->pumps.back()->listen();
    }
}

Daemon::~Daemon() = default;

void Daemon::start() {
    machinery_->start();
}

void Daemon::drain() {
    machinery_->drain();
}

void Daemon::keep(std::string_view channel,
                  std::vector<delivery::Receipt> receipts,
                  std::function<void(bool is_kept)> kept) {
    auto const& pumps = machinery_->pumps;
    auto const pump = std::ranges::find(pumps, channel, &Pump::name);
    if (state() != DaemonLife::State::healthy || pump == pumps.end()) return kept(false);
    (*pump)->keep(std::move(receipts), std::move(kept));
}

DaemonLife::State Daemon::state() const {
    return machinery_->life.state();
}

Text const& Daemon::trouble() const {
    return machinery_->trouble;
}

std::string Daemon::metrics() const {
    auto const& parts = machinery_->parts;
    auto const reader = parts.store.read();
    auto const now = parts.clock.now();
    Standing standing{.counts = reader->counts(), .alarm_lag = std::nullopt, .oldest_due = {}};
    if (auto const alarm = reader->next_alarm()) standing.alarm_lag = now - alarm->at;
    for (auto const& pump : machinery_->pumps) {
        auto const due = reader->next_delivery(pump->name()).value_or(now);
        standing.oldest_due.emplace(pump->name(), now - due);
    }
    return parts.metrics.exposition(standing, to_text(state()));
}

}  // namespace duban::runtime
