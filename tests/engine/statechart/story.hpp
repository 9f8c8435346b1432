// A story: a sketched chart and what happens to it; drawn from a seed, and made smaller where a
// test fails.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/engine/statechart/sketch.hpp"

namespace duban::sketch {

/// A chart and what happens to it.
struct Story {
    Sketch sketch;
    std::vector<std::string> inputs;  // `go`, `due.a`
};

/// The same for the same seed, on every machine.
[[nodiscard]] Story random_story(std::uint64_t seed);

/// The smallest story found from `story` that `fails` still: without a state, a way, an effect, a
/// guard or an input at a time.
[[nodiscard]] Story smallest(Story story, std::function<bool(Story const&)> const& fails);

[[nodiscard]] std::string text_of(Story const& story);

}  // namespace duban::sketch
