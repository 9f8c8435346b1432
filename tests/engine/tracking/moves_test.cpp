#include "engine/statechart/moves.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::workflow;

namespace {

/// a { a1 { a1x, a1y }, a2 }, b
Workflow chart() {
    Workflow workflow;
    auto const add = [&](char const* path, Index parent, Index start, std::uint16_t depth) {
        State state;
        state.path = path;
        state.parent = parent;
        state.start = start;
        state.depth = depth;
        workflow.states.push_back(std::move(state));
    };
    add("a", none, 1, 0);
    add("a1", 0, 2, 1);
    add("a1x", 1, none, 2);
    add("a1y", 1, none, 2);
    add("a2", 0, none, 1);
    add("b", none, none, 0);
    return workflow;
}

std::string text(Workflow const& workflow, statechart::Moves const& moves) {
    std::string text;
    for (auto const left : moves.left) text += fmt::format("-{} ", workflow.states[left].path);
    for (auto const entered : moves.entered)
        text += fmt::format("+{} ", workflow.states[entered].path);
    return text;
}

}  // namespace

TEST_CASE("which states a move leaves and enters, as SCXML's appendix D orders them", "[moves]") {
    auto const workflow = chart();
    auto const index = [&](std::string const& path) -> Index {
        for (std::size_t i = 0; i < workflow.states.size(); ++i) {
            if (workflow.states[i].path == path) return static_cast<Index>(i);
        }
        return none;
    };
    auto const [from, source, target, expected] =
        GENERATE(table<std::string, std::string, std::string, std::string>({
            {"", "", "a", "+a +a1 +a1x "},
            {"a1x", "a1x", "a1y", "-a1x +a1y "},
            {"a1x", "a1x", "a1x", "-a1x +a1x "},
            {"a1x", "a1", "a1y", "-a1x -a1 +a1 +a1y "},
            {"a1x", "a1x", "a2", "-a1x -a1 +a2 "},
            {"a1y", "a1y", "a1", "-a1y -a1 +a1 +a1x "},
            {"a1x", "a1x", "a", "-a1x -a1 -a +a +a1 +a1x "},
            {"a1x", "a", "a2", "-a1x -a1 -a +a +a2 "},
            {"a2", "a2", "b", "-a2 -a +b "},
            {"b", "b", "a1y", "-b +a +a1 +a1y "},
        }));
    CAPTURE(from, source, target);
    auto const moves = statechart::move(workflow, index(from), index(source), index(target));
    CHECK(text(workflow, moves) == expected);
    CHECK(moves.leaf == *(moves.entered.end() - 1));
}
