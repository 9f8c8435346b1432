#include "adapters/runtime/metrics.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

using namespace duban;
using namespace std::chrono_literals;
using Catch::Contains;
using delivery::ErrorClass;
using delivery::Outcome;
using runtime::Metrics;

namespace {

Outcome outcome_of(Outcome::Kind kind, ErrorClass error) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.error = error;
    return outcome;
}

std::set<std::string> names_in(std::string const& text, std::regex const& pattern) {
    std::set<std::string> names;
    for (std::sregex_iterator at{text.begin(), text.end(), pattern}, end; at != end; ++at) {
        names.insert((*at)[1].str());
    }
    return names;
}

/// With a value in every family.
std::string full_exposition(Metrics& metrics, runtime::Standing standing) {
    metrics.attempt_settled("mail", outcome_of(Outcome::Kind::delivered, ErrorClass::network), 1ms);
    metrics.reloaded(false);
    standing.counts.deliveries = {{delivery::Phase::queued, 1}};
    return metrics.exposition(standing, "healthy");
}

}  // namespace

TEST_CASE("attempts are counted by channel, outcome and whose fault it was", "[metrics]") {
    Metrics metrics;
    auto const refused = outcome_of(Outcome::Kind::permanent, ErrorClass::recipient);
    metrics.attempt_settled("mail", refused, 40ms);
    metrics.attempt_settled("mail", refused, 3s);
    metrics.attempt_settled("sms", outcome_of(Outcome::Kind::temporary, ErrorClass::quota), 1ms);
    auto const text = metrics.exposition({}, "healthy");
    CHECK_THAT(text,
               Contains("duban_delivery_attempts_total{channel=\"mail\",class=\"recipient\","
                        "outcome=\"permanent\"} 2"));
    CHECK_THAT(text,
               Contains("duban_delivery_attempts_total{channel=\"sms\",class=\"quota\","
                        "outcome=\"temporary\"} 1"));
}

TEST_CASE("the time of attempts is a histogram for each channel", "[metrics]") {
    Metrics metrics;
    auto const delivered = outcome_of(Outcome::Kind::delivered, ErrorClass::network);
    for (auto const took : {Duration{-5}, Duration{40}, Duration{3'000}, Duration{900'000}}) {
        metrics.attempt_settled("mail", delivered, took);
    }
    auto const text = metrics.exposition({}, "healthy");
    auto const [bucket, count] = GENERATE(table<std::string, int>(
        {{"0.01", 1}, {"0.05", 2}, {"2.5", 2}, {"5", 3}, {"660", 3}, {"+Inf", 4}}));
    CAPTURE(bucket);
    CHECK_THAT(text,
               Contains("duban_delivery_attempt_seconds_bucket{channel=\"mail\",le=\"" + bucket +
                        "\"} " + std::to_string(count)));
}

TEST_CASE("how late the oldest message of each channel is", "[metrics]") {
    Metrics const metrics;
    runtime::Standing standing;
    standing.oldest_due = {{"mail", 90s}, {"sms", -1h}};
    auto const text = metrics.exposition(standing, "healthy");
    CHECK_THAT(text, Contains("duban_oldest_due_seconds{channel=\"mail\"} 90"));
    CHECK_THAT(text, Contains("duban_oldest_due_seconds{channel=\"sms\"} 0"));
}

TEST_CASE("docs/operations.md names every figure, and none that is not there", "[metrics]") {
    Metrics metrics;
    runtime::Standing standing;
    standing.oldest_due = {{"mail", 1s}};
    std::ifstream file{"docs/operations.md"};
    std::string const page{std::istreambuf_iterator<char>{file}, {}};
    CHECK(names_in(page, std::regex{"`(duban_[a-z_]+)[`{]"}) ==
          names_in(full_exposition(metrics, standing), std::regex{"# TYPE (duban_[a-z_]+) "}));
}
