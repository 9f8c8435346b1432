#include "engine/scenario/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::scenario {

using workflow::Alternative;
using workflow::State;

std::size_t Coverage::Kind::reached() const {
    return static_cast<std::size_t>(std::ranges::count(items, true, &Item::reached));
}

std::vector<Coverage::Item const*> Coverage::Kind::missing() const {
    std::vector<Item const*> missing;
    for (auto const& item : items) {
        if (!item.reached) missing.push_back(&item);
    }
    return missing;
}

Coverage::Coverage(workflow::Workflow const& workflow) {
    for (auto const& state : workflow.states) know(state);
}

void Coverage::know(State const& state) {
    states.items.push_back({.name = state.path, .at = state.at});
    for (auto const& action : state.actions) {
        actions.items.push_back(
            {.name = fmt::format("{}.{}", state.path, action.name), .at = action.at});
        for (auto const& way : action.alternatives) ways_[&way].action = actions.items.size() - 1;
        if (action.alternatives.size() > 1) know_ways(state, action.name, action.alternatives);
    }
    know_ways(state, "automatically", state.automatically);
    know_ways(state, "on_done", state.on_done);
    first_reminder_.push_back(reminders.items.size());
    if (!state.due) return;
    know_ways(state, "on_due", state.due->on_due);
    for (auto const& reminder : state.due->reminders) {
        auto const number = reminders.items.size() - first_reminder_.back() + 1;
        reminders.items.push_back(
            {.name = fmt::format("{}[{}]", state.due->name, number), .at = reminder.position});
    }
}

void Coverage::know_ways(State const& state,
                         std::string_view of,
                         std::vector<Alternative> const& ways) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
        auto name = fmt::format("{}.{}", state.path, of);
        if (ways.size() > 1) name += fmt::format("[{}]", i + 1);
        ways_[&ways[i]].alternative = alternatives.items.size();
        alternatives.items.push_back({.name = std::move(name), .at = ways[i].at});
    }
}

void Coverage::add(tracking::Change const& change) {
    for (auto const node : change.entered) states.items[node.state].reached = true;
    for (auto const* const way : change.ways) {
        auto const found = ways_.find(way);
        if (found == ways_.end()) continue;
        auto const [action, alternative] = found->second;
        if (action != none) actions.items[action].reached = true;
        if (alternative != none) alternatives.items[alternative].reached = true;
    }
    for (auto const& notice : change.notices) {
        if (notice.reminder < 0) continue;
        auto const first = first_reminder_[notice.deadline_state];
        reminders.items[first + static_cast<std::size_t>(notice.reminder)].reached = true;
    }
}

bool Coverage::is_full() const {
    return std::ranges::all_of(
        std::initializer_list<Kind const*>{&states, &actions, &alternatives, &reminders},
        [](Kind const* kind) { return kind->missing().empty(); });
}

}  // namespace duban::scenario
