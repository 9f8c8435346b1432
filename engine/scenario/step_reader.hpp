// Reads the filing and the steps of one scenario, which know what came before them: the time, and
// whose names were given. Private to scenario.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/scenario/reading.hpp"
#include "engine/scenario/scenario.hpp"

namespace duban::scenario {

class StepReader {
  public:
    explicit StepReader(Reading const& reading);

    Step filing(yaml::Node const* node);
    Step step(yaml::Node const& node);

  private:
    void check_keys(yaml::Node const& node) const;
    std::optional<Instant> time(yaml::Node const* node);
    std::optional<Instant> end_of(yaml::Node const* node);
    std::optional<Instant> not_before(std::optional<Instant> when, Position at);
    void read_actor(yaml::Node const* node, Step& step) const;
    void read_values(yaml::Node const* node, Step& step);

    Reading const& reading_;
    std::optional<Instant> now_;
    std::vector<std::string> people_;  // persons and units that may act, as far as they are named
};

}  // namespace duban::scenario
