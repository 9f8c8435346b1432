#include "adapters/runtime/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace duban::runtime {

namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Registry;

Family<Counter>& counters(Registry& registry, char const* name, char const* help) {
    return BuildCounter().Name(name).Help(help).Register(registry);
}

Family<Gauge>& gauges(Registry& registry, char const* name, char const* help) {
    return BuildGauge().Name(name).Help(help).Register(registry);
}

/// Seconds: from a server on loopback to the ten minutes that one may take over the final dot.
prometheus::Histogram::BucketBoundaries const attempt_buckets{
    0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 660};

/// What has not come yet, or lies ahead, is not late.
double seconds_late(Duration lag) {
    return std::chrono::duration<double>(std::max(lag, Duration{0})).count();
}

}  // namespace

struct Metrics::Families {
    Registry registry;
    Counter& alarms =
        counters(registry, "duban_alarms_total", "Alarms of deadlines that rang").Add({});
    Counter& notices =
        counters(registry, "duban_notices_total", "Notices that alarms led to").Add({});
    Family<Counter>& attempts = counters(
        registry, "duban_delivery_attempts_total", "Attempts to deliver, by channel and outcome");
    Family<Histogram>& durations = prometheus::BuildHistogram()
                                       .Name("duban_delivery_attempt_seconds")
                                       .Help("From a claim to the channel's answer, by channel")
                                       .Register(registry);
    Family<Gauge>& oldest_due =
        gauges(registry,
               "duban_oldest_due_seconds",
               "How late the earliest delivery of a channel is; 0 where none is late");
    Counter& given_up = counters(registry,
                                 "duban_deliveries_given_up_total",
                                 "Deliveries given up, of which the secretariat was told")
                            .Add({});
    Counter& store_failures =
        counters(registry, "duban_store_failures_total", "Units of work that the store failed")
            .Add({});
    Family<Counter>& reloads =
        counters(registry, "duban_reloads_total", "Reloads of definitions, by result");
    Family<Gauge>& cases = gauges(registry, "duban_cases", "Cases, by whether they are open");
    Family<Gauge>& deadlines =
        gauges(registry, "duban_deadlines", "Running deadlines, by whether their end has passed");
    Family<Gauge>& deliveries = gauges(registry, "duban_deliveries", "Deliveries, by phase");
    Gauge& lag = gauges(registry,
                        "duban_alarm_lag_seconds",
                        "How late the earliest alarm is; 0 where none is late")
                     .Add({});
    Family<Gauge>& life = gauges(registry, "duban_state", "1 for the state the daemon is in");
};

Metrics::Metrics() : families_{std::make_unique<Families>()} {}

Metrics::~Metrics() = default;

void Metrics::alarms_rang(std::size_t alarms, std::size_t notices) {
    families_->alarms.Increment(static_cast<double>(alarms));
    families_->notices.Increment(static_cast<double>(notices));
}

void Metrics::attempt_settled(std::string_view channel,
                              delivery::Outcome const& outcome,
                              Duration took) {
    bool const delivered = outcome.kind == delivery::Outcome::Kind::delivered;
    families_->attempts
        .Add({{"channel", std::string{channel}},
              {"outcome", std::string{delivery::to_text(outcome.kind)}},
              {"class", delivered ? "" : std::string{delivery::to_text(outcome.error)}}})
        .Increment();
    families_->durations.Add({{"channel", std::string{channel}}}, attempt_buckets)
        .Observe(seconds_late(took));
}

void Metrics::given_up(std::size_t deliveries) {
    families_->given_up.Increment(static_cast<double>(deliveries));
}

void Metrics::store_failed() {
    families_->store_failures.Increment();
}

void Metrics::reloaded(bool accepted) {
    families_->reloads.Add({{"result", accepted ? "accepted" : "refused"}}).Increment();
}

std::string Metrics::exposition(Standing const& standing, std::string_view state) const {
    auto& families = *families_;
    auto const& counts = standing.counts;
    auto const set = [](Family<Gauge>& family, char const* label, std::string value, auto count) {
        family.Add({{label, std::move(value)}}).Set(static_cast<double>(count));
    };
    set(families.cases, "open", "yes", counts.open_cases);
    set(families.cases, "open", "no", counts.closed_cases);
    set(families.deadlines, "passed", "no", counts.running_deadlines - counts.passed_deadlines);
    set(families.deadlines, "passed", "yes", counts.passed_deadlines);
    for (auto const& [phase, count] : counts.deliveries) {
        set(families.deliveries, "phase", std::string{delivery::to_text(phase)}, count);
    }
    families.lag.Set(seconds_late(standing.alarm_lag.value_or(Duration{0})));
    for (auto const& [channel, late] : standing.oldest_due) {
        families.oldest_due.Add({{"channel", channel}}).Set(seconds_late(late));
    }
    for (auto const* name : {"starting", "healthy", "degraded", "draining"}) {
        set(families.life, "state", name, state == name ? 1 : 0);
    }
    return prometheus::TextSerializer{}.Serialize(families.registry.Collect());
}

}  // namespace duban::runtime
