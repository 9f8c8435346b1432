// The charts as Qt SCXML reads them from text while the program runs, as we do from YAML.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/bench/charts.hpp"
#include "tests/engine/statechart/sketch.hpp"

namespace duban::bench {

/// `events` are given in turn.
[[nodiscard]] std::unique_ptr<Machine> qt_machine(sketch::Sketch const& sketch,
                                                  std::vector<std::string> events);

}  // namespace duban::bench
