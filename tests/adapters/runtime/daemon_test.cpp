#include "adapters/runtime/daemon.hpp"

#include <signal.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <mutex>

#include "engine/workflow/handed_file.hpp"
#include "tests/adapters/runtime/fragile_store.hpp"
#include "tests/adapters/runtime/notify_socket.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using runtime::DaemonLife;
using runtime_test::FragileStore;
using support::World;

namespace {

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

    static void answer_all(Mailbox& mailbox) {
        delivery::Outcome delivered;
        delivered.kind = delivery::Outcome::Kind::delivered;
        delivered.provider_id = "p-1";
        for (auto const& done : std::exchange(mailbox.waiting, {})) done(delivered);
    }

  private:
    Mailbox& mailbox_;
};

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

/// A daemon over a small office, with a store that fails when told to.
struct House {
    /// What the clock showed before, and at the daily work.
    using Day = std::pair<std::optional<Instant>, Instant>;

    explicit House(std::optional<delivery::Rate> its_rate = {},
                   runtime::Patience its_patience = {},
                   std::unique_ptr<FragileStore> fragile = std::make_unique<FragileStore>())
        : rate{its_rate}, patience{its_patience}, store{*fragile}, world{std::move(fragile)} {}

    ~House() {
        daemon.drain();
        RecordingChannel::answer_all(mailbox);
        run_until([&] { return stopped; });
    }

    /// Runs the loop until the condition holds; the test fails after a minute.
    void run_until(std::function<bool()> const& condition) {
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

    std::vector<Day> days_seen() {
        std::scoped_lock const lock{daily};
        return days;
    }

    std::size_t in_phase(Phase phase) {
        ports::DeliveryFilter filter;
        filter.phase = phase;
        return world.store->read()->list_deliveries(filter).size();
    }

    std::vector<runtime::NamedChannel> channels() {
        std::vector<runtime::NamedChannel> channels;
        channels.push_back({"mail", std::make_unique<RecordingChannel>(mailbox), rate});
        return channels;
    }

    runtime::DaemonParts parts() {
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

    std::optional<delivery::Rate> rate;
    runtime::Patience patience;
    FragileStore& store;
    World world;
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
    RecordingChannel::answer_all(house.mailbox);
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
    RecordingChannel::answer_all(house.mailbox);
    house.run_until([&] { return house.mailbox.letters.size() == 9; });
    for (auto const& letter : house.mailbox.letters) CHECK(letter.attachments.size() == 1);
}

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
    RecordingChannel::answer_all(house.mailbox);
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
    RecordingChannel::answer_all(house.mailbox);
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

TEST_CASE("draining goes on trying to write what the store has refused", "[daemon]") {
    House house;
    house.mailbox.answers = false;
    house.world.assigned_case();
    house.daemon.start();
    house.run_until([&] { return house.mailbox.letters.size() == 2; });
    house.daemon.drain();
    house.store.break_down();
    RecordingChannel::answer_all(house.mailbox);
    house.run_until([&] { return house.daemon.trouble().en == runtime_test::failure_words; });
    house.store.mend();
    house.run_until([&] { return house.stopped; });
    CHECK(house.in_phase(Phase::delivered) == 2);
    CHECK(house.in_phase(Phase::sending) == 0);
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
