// The longest lawful time, beside dates counted by hand.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/proof/longest.hpp"
#include "engine/workflow/definition.hpp"
#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::proof;

namespace {

std::string shown(Workflow const& workflow, LongestTime const& time) {
    auto const path = [&](Index state) {
        return state == workflow::none ? std::string{"-"} : workflow.states[state].path;
    };
    std::string text;
    for (auto const& way : time.ways) {
        text += fmt::format(
            "{} {}{}\n", path(way.end), to_text(way.closed), way.provisional ? " ?" : "");
        for (auto const& stay : way.stays) {
            text += fmt::format("  {} {} {} {} {}\n",
                                path(stay.state),
                                path(stay.deadline),
                                to_text(stay.from),
                                to_text(stay.to),
                                stay.move);
        }
    }
    for (auto const& loop : time.loops) {
        text += "loop";
        for (std::size_t i = 0; i < loop.states.size(); ++i)
            text += fmt::format(" {} {}", path(loop.states[i]), loop.moves[i]);
        text += "\n";
    }
    for (auto const state : time.no_clock) text += "no clock " + path(state) + "\n";
    return text + (time.is_complete ? "" : "incomplete\n");
}

}  // namespace

TEST_CASE("shipped", "[proof]") {
    auto const definition = workflow::read_definition(workflow::shipped_text());
    REQUIRE(definition.workflow);
    auto const time = longest_time(*definition.workflow, make_day(2026, 3, 4), workflow::china());
    WARN(shown(*definition.workflow, time));
}
