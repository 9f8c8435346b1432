#include "tests/engine/statechart/program.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.hpp"

namespace duban::sketch {

using workflow::Index;
using workflow::none;

namespace {

std::string label(Way const& way, workflow::State const& state, std::size_t ordinal) {
    constexpr std::array others{"", "", "always", "done", "due"};
    auto const what = way.event.empty() ? others[static_cast<std::size_t>(way.trigger)]
                                        : std::string_view{way.event};
    return ordinal == 1 ? fmt::format("({}.{})", state.name, what)
                        : fmt::format("({}.{}/{})", state.name, what, ordinal);
}

}  // namespace

Program::Program(Sketch const& sketch) {
    for (auto const& state : sketch.states) add(state, none);
    Index next = 0;
    for (auto const& state : sketch.states) fill(state, next);
    workflow_.start = 0;
}

void Program::add(State const& state, Index parent) {
    auto const index = static_cast<Index>(workflow_.states.size());
    auto& added = workflow_.states.emplace_back();
    added.name = state.name;
    added.path = state.name;
    added.parent = parent;
    added.parallel = state.regions;
    added.end = state.end;
    if (parent != none) {
        added.depth = static_cast<std::uint16_t>(workflow_.states[parent].depth + 1);
        added.region = workflow_.states[parent].region;
    }
    if (state.parts) {
        added.region = index;
        added.for_each.emplace();
    }
    ends_.push_back({state.entry, state.exit});
    for (auto const& child : state.children) add(child, index);
}

void Program::fill(State const& state, Index& next) {
    auto& filled = workflow_.states[next++];
    if (!state.children.empty() && !state.regions) {
        filled.start = known(state.starts.empty() ? state.children.front().name : state.starts);
    }
    for (auto const& way : state.ways) add_way(way, filled);
    for (auto const& child : state.children) fill(child, next);
}

void Program::add_way(Way const& way, workflow::State& state) {
    workflow::Alternative alternative;
    alternative.at.line = static_cast<int>(ways_.size());
    ways_.push_back(way);
    if (way.go) {
        alternative.go = workflow::Target{
            .state = known(way.go->state),
            .kind = static_cast<workflow::Target::Kind>(way.go->kind),
            .otherwise = way.go->otherwise.empty() ? none : known(way.go->otherwise),
            .internal = way.go->internal};
    }
    auto& alternatives = alternatives_of(way, state);
    alternatives.push_back(std::move(alternative));
    labels_.push_back(label(way, state, alternatives.size()));
}

std::vector<workflow::Alternative>& Program::alternatives_of(Way const& way,
                                                             workflow::State& state) {
    if (way.trigger == Way::Trigger::always) return state.automatically;
    if (way.trigger == Way::Trigger::done) return state.on_done;
    if (way.trigger == Way::Trigger::due) {
        if (!state.due) state.due.emplace();
        return state.due->on_due;
    }
    bool const by_engine = way.trigger == Way::Trigger::raised;
    auto const number = event(way.event);
    auto action = std::find_if(state.actions.begin(), state.actions.end(), [&](auto const& a) {
        return a.event == number && a.by_engine == by_engine;
    });
    if (action == state.actions.end()) {
        action = state.actions.insert(action, workflow::Action{});
        action->event = number;
        action->by_engine = by_engine;
    }
    return action->alternatives;
}

Index Program::event(std::string const& name) {
    auto& events = workflow_.events;
    auto const found = std::find(events.begin(), events.end(), name);
    auto const at = found - events.begin();
    if (found == events.end()) events.push_back(name);
    return static_cast<Index>(at);
}

Index Program::find(std::string_view name) const {
    auto const& states = workflow_.states;
    auto const found =
        std::find_if(states.begin(), states.end(), [&](auto const& s) { return s.name == name; });
    return found == states.end() ? none : static_cast<Index>(found - states.begin());
}

Index Program::known(std::string_view name) const {
    auto const found = find(name);
    ensure(found != none, "a sketch speaks of its own states alone");
    return found;
}

std::size_t Program::number_of(workflow::Alternative const& alternative) const {
    return static_cast<std::size_t>(alternative.at.line);
}

bool Program::holds(workflow::Alternative const& alternative,
                    Trace const& trace,
                    IsActive const& is_active) const {
    auto const& guard = ways_[number_of(alternative)].guard;
    if (!guard) return true;
    auto const number = trace.numbers[guard->variable];
    switch (guard->kind) {
        case Guard::Kind::less:
            return number < guard->value;
        case Guard::Kind::equal:
            return number == guard->value;
        case Guard::Kind::in_state:
            return is_active(find(guard->state));
    }
    return false;
}

void Program::run(std::vector<Effect> const& effects, Trace& trace, Raise const& raise) const {
    for (auto const& effect : effects) {
        auto& number = trace.numbers[effect.variable];
        if (effect.kind == Effect::Kind::set) {
            number = effect.value;
        } else if (effect.kind == Effect::Kind::add) {
            number += effect.value;
        } else {
            trace.log.push_back(fmt::format("raise {}", effect.event));
            raise(effect.event);
        }
    }
}

void Program::perform(workflow::Alternative const& alternative,
                      Trace& trace,
                      Raise const& raise) const {
    auto const number = number_of(alternative);
    trace.log.push_back(labels_[number]);
    run(ways_[number].effects, trace, raise);
}

void Program::enter(Index state, std::string const& shown, Trace& trace, Raise const& raise) const {
    trace.log.push_back(fmt::format("+{}", shown));
    run(ends_[state].entry, trace, raise);
}

void Program::leave(Index state, std::string const& shown, Trace& trace, Raise const& raise) const {
    trace.log.push_back(fmt::format("-{}", shown));
    run(ends_[state].exit, trace, raise);
}

}  // namespace duban::sketch
