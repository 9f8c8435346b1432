// What the daemon counts, as Prometheus text. Counters grow as events come in; the gauges of the
// store are read when they are asked for.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/ports/store.hpp"

namespace duban::runtime {

/// How things stand in the store at one moment.
struct Standing {
    ports::Counts counts;
    std::optional<Duration> alarm_lag;           // how late the earliest alarm is
    std::map<std::string, Duration> oldest_due;  // by channel: how late its earliest delivery is
};

class Metrics {
  public:
    Metrics();
    ~Metrics();

    void alarms_rang(std::size_t alarms, std::size_t notices);
    /// `took` is the time from the claim to the channel's answer.
    void attempt_settled(std::string_view channel, delivery::Outcome const& outcome, Duration took);
    void given_up(std::size_t deliveries);
    void store_failed();
    void reloaded(bool accepted);

    /// The whole exposition.
    [[nodiscard]] std::string exposition(Standing const& standing, std::string_view state) const;

  private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace duban::runtime
