// What the daemon counts, as Prometheus text. Counters grow as events come in; the gauges of the
// store are read when they are asked for.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/ports/store.hpp"

namespace duban::runtime {

class Metrics {
  public:
    Metrics();
    ~Metrics();

    void alarms_rang(std::size_t alarms, std::size_t notices);
    void attempt_settled(std::string_view channel, delivery::Outcome const& outcome);
    void given_up(std::size_t deliveries);
    void store_failed();
    void reloaded(bool accepted);

    /// The whole exposition. `lag` is how late the earliest alarm is.
    [[nodiscard]] std::string exposition(ports::Counts const& counts,
                                         std::optional<Duration> lag,
                                         std::string_view state) const;

  private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace duban::runtime
