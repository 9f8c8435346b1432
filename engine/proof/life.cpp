#include "engine/proof/life.hpp"

#include <algorithm>

#include "engine/proof/combinations.hpp"
#include "engine/proof/effects.hpp"
#include "engine/proof/move.hpp"

namespace duban::proof {

using workflow::Action;
using workflow::Alternative;
using workflow::none;
using workflow::State;
using workflow::Target;

namespace {

std::string text_of(Counters::Values const& counters) {
    std::string text;
    for (auto const& [field, value] : counters) text += to_text(value) + ";";
    return text;
}

/// One of them is open whatever the values are.
bool is_whole(std::vector<Alternative> const& alternatives) {
    return !alternatives.empty() && !alternatives.back().only_if;
}

}  // namespace

Chart::Chart(Workflow const& of, SetFields const& fields)
    : workflow{of}, counters{of}, set{fields}, children{children_of(of)} {}

Life::Life(Chart& chart, Index root, Index entry, Counters::Values const& counters)
    : chart_{&chart}, root_{root} {
    arrive(entry, counters);
    for (std::size_t i = 0; i < places_.size(); ++i) look(i);
}

bool Life::reaches(Index state) const {
    auto const& workflow = chart_->workflow;
    return std::ranges::any_of(places_, [&](Place const& place) {
        bool const is_around = place.state == state || lies_within(workflow, place.state, state);
        return is_around || std::ranges::any_of(place.regions, [&](auto const& region) {
                   return region->reaches(state);
               });
    });
}

/// The place where a move to `target` comes to rest, made known where it is new.
std::size_t Life::arrive(Index target, Counters::Values const& counters) {
    auto const& states = chart_->workflow.states;
    auto state = target;
    while (states[state].start != none) state = states[state].start;
    // Among regions within each other the outermost ones are told first.
    for (auto outer = target; outer != root_ && outer != none; outer = states[outer].parent) {
        if (states[outer].parallel) state = outer;
    }
    auto const inside =
        state != target && lies_within(chart_->workflow, target, state) ? target : none;
    auto const key = std::tuple{state, inside, text_of(counters)};
    if (auto const known = numbers_.find(key); known != numbers_.end()) return known->second;
    // Any place will do: the answer is incomplete, and says so.
    if (chart_->places_left == 0 && !places_.empty()) return places_.size() - 1;
    if (chart_->places_left > 0) --chart_->places_left;
    numbers_.emplace(key, places_.size());
    places_.push_back({.state = state, .inside = inside, .counters = counters});
    return places_.size() - 1;
}

void Life::look(std::size_t place) {
    auto const state = places_[place].state;
    auto const& states = chart_->workflow.states;
    if (states[state].end && states[state].parent == none) return;
    for (auto at = state; at != none; at = states[at].parent) {
        // By itself and without a condition: nothing else can happen here.
        if (is_whole(states[at].automatically)) {
            places_[place].is_passing = true;
            add(place, {at, Way::When::at_once, "automatically"}, states[at].automatically);
            return;
        }
        if (at == root_) break;
    }
    if (states[state].parallel) look_into_regions(place);
    look_around(place);
}

void Life::look_around(std::size_t place) {
    auto const state = places_[place].state;
    auto const& states = chart_->workflow.states;
    std::vector<Index> answered;
    for (auto at = state; at != none; at = states[at].parent) {
        bool const is_done = states[state].end && states[state].parent == at;
        if (is_done && !states[at].on_done.empty()) {
            add(place, {at, Way::When::at_once, "on_done"}, states[at].on_done);
            places_[place].is_passing = is_whole(states[at].on_done);
            if (places_[place].is_passing) return;
        }
        add_actions(place, at, answered);
        add(place, {at, Way::When::in_time, "automatically"}, states[at].automatically);
        if (states[at].due) add(place, {at, Way::When::at_due, "on_due"}, states[at].due->on_due);
        if (at == root_) return;
    }
}

/// An inner action that never refuses keeps an outer one of its name from being asked.
void Life::add_actions(std::size_t place, Index state, std::vector<Index>& answered) {
    auto const& actions = chart_->workflow.states[state].actions;
    for (auto const& action : actions) {
        if (std::ranges::find(answered, action.event) != answered.end()) continue;
        add(place, {state, Way::When::in_time, action.name, &action.need}, action.alternatives);
    }
    for (auto const& action : actions) {
        if (is_whole(action.alternatives)) answered.push_back(action.event);
    }
}

void Life::look_into_regions(std::size_t place) {
    auto const state = places_[place].state;
    auto const inside = places_[place].inside;
    auto const& workflow = chart_->workflow;
    for (auto const region : chart_->children[state]) {
        bool const is_entered =
            inside != none && (inside == region || lies_within(workflow, inside, region));
        places_[place].regions.push_back(
            std::make_shared<Life const>(*chart_,
                                         region,
                                         is_entered ? inside : region,
                                         Counters::Values{places_[place].counters}));
    }
    add(place, {state, Way::When::when_done, "on_done"}, workflow.states[state].on_done);
    for (std::size_t i = state + std::size_t{1}; i < workflow.states.size(); ++i) {
        auto const within = static_cast<Index>(i);
        if (!lies_within(workflow, within, state)) break;
        add_ways_within(place, within);
    }
}

/// The ways out of all regions, from a state in one of them.
void Life::add_ways_within(std::size_t place, Index state) {
    auto const& regions = places_[place].regions;
    if (std::ranges::none_of(regions, [&](auto const& life) { return life->reaches(state); }))
        return;
    auto const& of = chart_->workflow.states[state];
    auto const by_itself = is_whole(of.automatically) ? Way::When::at_once : Way::When::in_time;
    for (auto const& action : of.actions) {
        add(place,
            {state, Way::When::in_time, action.name, &action.need, true},
            action.alternatives);
    }
    add(place, {state, by_itself, "automatically", nullptr, true}, of.automatically);
    add(place, {state, Way::When::when_done, "on_done", nullptr, true}, of.on_done);
    if (of.due) add(place, {state, Way::When::at_due, "on_due", nullptr, true}, of.due->on_due);
}

std::vector<std::size_t> Life::possible(Alternatives const& alternatives,
                                        Facts const& facts) const {
    std::vector<expression::Expression const*> guards;
    for (auto const& one : alternatives) guards.push_back(one.only_if ? &*one.only_if : nullptr);
    Combinations const combinations{chart_->workflow, guards, facts};
    std::vector<std::size_t> open;
    for (std::size_t guard = 0; guard < guards.size(); ++guard) {
        bool is_open = combinations.is_beyond();
        for (std::size_t i = 0; i < combinations.size() && !is_open; ++i) {
            is_open = !combinations.never(guard, i);
            for (std::size_t before = 0; before < guard && is_open; ++before)
                is_open = !combinations.surely(before, i);
        }
        if (is_open) open.push_back(guard);
    }
    return open;
}

void Life::add(std::size_t place, Source const& source, Alternatives const& alternatives) {
    if (std::ranges::none_of(alternatives, [](auto const& one) { return one.go.has_value(); }))
        return;
    Facts facts{.set = chart_->set.in(source.state), .fixed = places_[place].counters};
    if (source.need != nullptr) {
        for (auto const field : *source.need) facts.set[field] = true;
    }
    for (auto const i : possible(alternatives, facts)) {
        if (alternatives[i].go) follow(place, source, alternatives[i]);
    }
}

void Life::follow(std::size_t place, Source const& source, Alternative const& alternative) {
    auto const& workflow = chart_->workflow;
    auto const counters = chart_->counters.after(places_[place].counters, alternative.effects);
    auto const stands_in = places_[place].state;
    for (auto const target : targets(*alternative.go)) {
        auto const kept = kept_around(workflow, source.state, target, alternative.go->internal);
        // What stays within a region is that region's own; what leaves it is told outside.
        bool const stays_below = kept != none && lies_within(workflow, kept, stands_in);
        bool const stays_here =
            root_ == none ||
            (kept != none && (kept == root_ || lies_within(workflow, kept, root_)));
        if ((source.in_region && stays_below) || !stays_here) continue;
        auto const to = arrive(target, counters);
        places_[place].ways.push_back({.when = source.when,
                                       .in_region = source.in_region,
                                       .source = source.state,
                                       .name = source.name,
                                       .kept = kept,
                                       .to = to});
    }
}

/// Where a move back to where the case was may end: at any place within the state.
std::vector<Index> Life::targets(Target const& target) const {
    auto const& states = chart_->workflow.states;
    if (target.kind == Target::Kind::state) return {target.state};
    std::vector<Index> targets{target.otherwise == none ? target.state : target.otherwise};
    if (target.kind == Target::Kind::resume_shallow && !states[target.state].parallel) {
        auto const& children = chart_->children[target.state];
        targets.insert(targets.end(), children.begin(), children.end());
        return targets;
    }
    std::vector<Index> within{target.state};
    while (!within.empty()) {
        auto const state = within.back();
        within.pop_back();
        auto const& children = chart_->children[state];
        if (states[state].parallel || children.empty()) {
            targets.push_back(state);
        } else {
            within.insert(within.end(), children.begin(), children.end());
        }
    }
    return targets;
}

}  // namespace duban::proof
