// What leaves the house, and how fast. Mails: claimed from the store on disk, sent over SMTP to
// Postfix's smtp-sink on loopback, their outcomes written down and flushed; beside them in the same
// turn libcurl alone sends as many of the same bytes over as many connections. Programs: a plug-in
// that answers at once. And an outbox in which a million letters wait.
// Reference: at least 2,000 mails a second and half of bare libcurl; 20,000 answers of a program a
// second; the next 64 of a million letters claimed in under 10 ms, in under 150 MB.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "adapters/channels/program/program_channel.hpp"
#include "adapters/channels/smtp/smtp_channel.hpp"
#include "engine/base/ensure.hpp"
#include "engine/delivery/mail.hpp"
#include "tests/bench/bare_mailing.hpp"
#include "tests/bench/full_outbox.hpp"
#include "tests/support/pump_run.hpp"
#include "tests/support/smtp_sink.hpp"

namespace {

using namespace duban;
namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr std::size_t letters_in_a_turn = 4'000;
constexpr std::size_t cases_of_a_turn = 100;
constexpr std::size_t answers_in_a_turn = 50'000;
constexpr std::size_t letters_that_wait = 1'000'000;
constexpr std::size_t claims = 200;
constexpr std::size_t letters_of_a_claim = 64;  // as a pump claims them

template <class Work>
double seconds_of(Work work) {
    auto const begun = Clock::now();
    work();
    return std::chrono::duration<double>{Clock::now() - begun}.count();
}

double middle(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

smtp::SmtpAccount account_at(support::SmtpSink const& sink) {
    smtp::SmtpAccount account;
    account.host = "127.0.0.1";
    account.port = sink.port();
    account.security = smtp::Security::none;
    account.from = {.name = "督办", .address = "duban@example.org"};
    account.hello = "duban.example.org";
    return account;
}

/// Sends all that waits, as the daemon does, and returns when every outcome is on disk.
void empty(bench::FullOutbox& outbox, smtp::SmtpAccount const& account) {
    auto& world = outbox.world();
    support::PumpRun run{world, "mail", [&](asio::io_context& context) {
                             auto channel = smtp::make_smtp_channel(context, world.clock, account);
                             ensure(channel.has_value(), "the account is right");
                             return std::move(*channel);
                         }};
    run.work();
}

/// The bytes of one of the letters, as they go over the wire.
bench::BareMailing same_by_libcurl(bench::FullOutbox& outbox, smtp::SmtpAccount const& account) {
    auto& world = outbox.world();
    auto const rows = world.store->read()->due_deliveries("mail", world.clock.now(), 1);
    auto const message =
        service::outgoing_of(rows.front(), {}, *world.office.get(), world.clock.now());
    return {.port = account.port,
            .sender = account.from.address,
            .recipient = "chen@example.org",
            .mail = *delivery::compose_mail(message, account.from),
            .mails = outbox.letters(),
            .connections = account.connections_max};
}

void mails_with_durable_outcomes(benchmark::State& state) {
    std::vector<double> rates;
    std::vector<double> bare_rates;
    std::vector<double> ratios;
    for (auto _ : state) {
        support::SmtpSink const sink;
        auto const account = account_at(sink);
        bench::FullOutbox outbox{letters_in_a_turn, cases_of_a_turn};
        auto const mails = static_cast<double>(outbox.letters());
        auto const bare = same_by_libcurl(outbox, account);
        bare_rates.push_back(mails / seconds_of([&] { bench::send(bare); }));
        auto const taken = seconds_of([&] { empty(outbox, account); });
        ensure(outbox.count(delivery::Phase::queued) == 0, "nothing waits any more");
        ensure(static_cast<double>(outbox.count(delivery::Phase::delivered)) == mails,
               "every letter was delivered");
        rates.push_back(mails / taken);
        ratios.push_back(rates.back() / bare_rates.back());
        state.SetIterationTime(taken);
    }
    state.counters["per_second"] = middle(rates);
    state.counters["per_second_at_least"] = 2'000;
    state.counters["bare_per_second"] = middle(bare_rates);
    state.counters["ratio"] = middle(ratios);
    state.counters["ratio_at_least"] = 0.5;
}

/// Keeps a channel as busy as it allows, until so many messages are answered.
class Sender {
  public:
    Sender(asio::io_context& context, ports::Channel& channel, ports::Clock& clock)
        : context_{context}, channel_{channel} {
        message_.message_id = "<d1.chen@duban.example.org>";
        message_.address = "+8613900000001";
        message_.recipient_name = "陈秘书";
        message_.message = "reply_soon";
        message_.text = "您有1项事项将于3天后到期，请及时办理。";
        message_.variables = R"({"days_left":"3"})";
        message_.deadline = clock.now() + std::chrono::minutes{11};
    }

    void send(std::size_t messages) {
        left_ = messages;
        unanswered_ = messages;
        send_on();
        while (unanswered_ > 0) context_.run_one();
    }

  private:
    void send_on() {
        while (left_ > 0 && under_way_ < channel_.in_flight_max()) {
            --left_;
            ++under_way_;
            message_.id = DeliveryId{message_.id.value + 1};
            channel_.send(message_, [this](ports::Outcome const& outcome) {
                ensure(outcome.kind == ports::Outcome::Kind::delivered, "it takes every message");
                --under_way_;
                --unanswered_;
                send_on();
            });
        }
    }

    asio::io_context& context_;
    ports::Channel& channel_;
    ports::Outgoing message_;
    std::size_t left_ = 0;
    std::size_t under_way_ = 0;
    std::size_t unanswered_ = 0;
};

void answers_of_a_program(benchmark::State& state) {
    asio::io_context context{1};
    auto const working = asio::make_work_guard(context);
    support::VirtualClock clock;
    bool started = false;
    program::Program program;
    program.name = "sms";
    program.path = DUBAN_PROMPT_PLUG_IN;
    support::SeededRandom random;
    auto const channel = program::make_program_channel(
        context,
        clock,
        random,
        program,
        [&](program::Level, std::string_view event, std::string_view) {
            started = started || event == "program_started";
        });
    ensure(channel.has_value(), "the program may be run");
    while (!started) context.run_one();
    Sender sender{context, **channel, clock};
    std::vector<double> rates;
    for (auto _ : state) {
        auto const taken = seconds_of([&] { sender.send(answers_in_a_turn); });
        rates.push_back(static_cast<double>(answers_in_a_turn) / taken);
        state.SetIterationTime(taken);
    }
    state.counters["per_second"] = middle(rates);
    state.counters["per_second_at_least"] = 20'000;
}

/// What this process holds in memory now.
double resident_megabytes() {
    std::ifstream file{"/proc/self/status"};
    for (std::string word; file >> word;) {
        if (word != "VmRSS:") continue;
        double kilobytes = 0;
        file >> kilobytes;
        return kilobytes / 1024;
    }
    return 0;
}

void claims_from_a_million_letters(benchmark::State& state) {
    bench::FullOutbox outbox{letters_that_wait, cases_of_a_turn};
    auto& world = outbox.world();
    std::vector<double> milliseconds;
    std::vector<double> megabytes;
    for (auto _ : state) {
        std::size_t claimed = 0;
        auto const taken = seconds_of([&] {
            claimed =
                world.courier.claim("mail", world.clock.now(), letters_of_a_claim).outgoing.size();
        });
        ensure(claimed == letters_of_a_claim, "there is always a batch to be claimed");
        milliseconds.push_back(taken * 1'000);
        megabytes.push_back(resident_megabytes());
        state.SetIterationTime(taken);
    }
    std::ranges::sort(milliseconds);
    state.counters["claim_ms"] = middle(milliseconds);
    state.counters["claim_ms_at_most"] = 10;
    state.counters["claim_p99_ms"] = milliseconds[milliseconds.size() * 99 / 100];
    state.counters["megabytes"] = *std::ranges::max_element(megabytes);
    state.counters["megabytes_at_most"] = 150;
    state.counters["megabytes_grown"] = megabytes.back() - megabytes.front();
}

BENCHMARK(mails_with_durable_outcomes)
    ->UseManualTime()
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(answers_of_a_program)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(claims_from_a_million_letters)
    ->UseManualTime()
    ->Iterations(claims)
    ->Unit(benchmark::kMillisecond);

}  // namespace
