// The engine's interpreter against appendix D, over charts drawn at random.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <stdexcept>

#include "tests/engine/statechart/appendix_d.hpp"
#include "tests/engine/statechart/run.hpp"
#include "tests/engine/statechart/story.hpp"

using namespace duban;
using sketch::Story;

namespace {

#ifdef NDEBUG
constexpr std::uint64_t stories = 100'000;
#else
constexpr std::uint64_t stories = 10'000;  // as many as a debug build draws in ten seconds
#endif

/// What was seen of the charts, so that the test cannot pass on charts in which nothing happens.
struct Seen {
    std::size_t inputs = 0;
    std::size_t answered = 0;
    std::size_t endless = 0;
    std::size_t ended = 0;
    std::size_t steps = 0;
};

template <class Interpreter>
std::string outcome_of(Interpreter& interpreter, std::string const& input) {
    using Outcome = typename Interpreter::Outcome;
    auto const outcome = input.empty() ? interpreter.begin() : interpreter.take(input);
    if (outcome == Outcome::done) return "done";
    return outcome == Outcome::unanswered ? "unanswered" : "endless";
}

std::string state_of(std::string const& outcome,
                     std::vector<std::string> const& active,
                     sketch::Trace const& trace,
                     std::size_t from) {
    auto const begin = trace.log.begin() + static_cast<std::ptrdiff_t>(from);
    return fmt::format("{}; {} is active; x y z = {}; {}",
                       outcome,
                       fmt::join(active, " "),
                       fmt::join(trace.numbers, " "),
                       fmt::join(begin, trace.log.end(), " "));
}

/// The first difference between the two, in words.
std::optional<std::string> found_difference(Story const& story, Seen& seen) {
    sketch::Program const program{story.sketch};
    sketch::Run run{program};
    appendix_d::Interpreter reference{program};
    auto inputs = story.inputs;
    inputs.insert(inputs.begin(), "");
    for (auto const& input : inputs) {
        auto const from = run.trace().log.size();
        auto const expected = outcome_of(reference, input);
        auto const outcome = outcome_of(run, input);
        std::vector<std::string> names;
        for (auto const state : reference.configuration()) names.push_back(program.name(state));
        ++seen.inputs;
        seen.answered += outcome == "done" ? 1U : 0U;
        seen.endless += outcome == "endless" ? 1U : 0U;
        seen.ended += run.has_ended() ? 1U : 0U;
        bool const same = outcome == expected && run.active() == names &&
                          run.trace().equals(reference.trace(), from) &&
                          run.has_ended() != reference.running();
        if (!same) {
            return fmt::format("at “{}”\n  the engine: {}\n  appendix D: {}\n",
                               input,
                               state_of(outcome, run.active(), run.trace(), from),
                               state_of(expected, names, reference.trace(), from));
        }
        if (outcome == "endless" || run.has_ended()) break;
    }
    seen.steps += run.trace().log.size();
    return std::nullopt;
}

std::optional<std::string> difference(Story const& story, Seen& seen) {
    try {
        return found_difference(story, seen);
    } catch (std::logic_error const& broken) {
        return fmt::format("appendix D: {}\n", broken.what());
    }
}

std::string report(Story const& story) {
    auto const found = sketch::smallest(story, [](Story const& smaller) {
        Seen ignored;
        return difference(smaller, ignored).has_value();
    });
    Seen ignored;
    return fmt::format("{}{}", sketch::text_of(found), difference(found, ignored).value_or(""));
}

}  // namespace

TEST_CASE("a chart runs as appendix D says, whatever it is", "[agreement]") {
    Seen seen;
    for (std::uint64_t seed = 1; seed <= stories; ++seed) {
        auto const story = sketch::random_story(seed);
        if (difference(story, seen)) {
            FAIL("seed " << seed << "\n" << report(story));
        }
    }
    fmt::print(
        "{} charts agree with appendix D: {} inputs, {} answered, {} effects in order; {} "
        "ended, {} endless\n",
        stories,
        seen.inputs,
        seen.answered,
        seen.steps,
        seen.ended,
        seen.endless);
    CHECK(seen.answered > seen.inputs / 4);
    CHECK(seen.ended > stories / 50);
    CHECK(seen.endless > stories / 1000);
}

TEST_CASE("a story of a test can be written and read again", "[agreement]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        auto const text = sketch::text_of(sketch::random_story(seed).sketch);
        CHECK(sketch::text_of(sketch::read(text)) == text);
    }
}
