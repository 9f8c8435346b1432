#include "engine/service/standing.hpp"

#include <algorithm>

#include "engine/tracking/extension.hpp"
#include "engine/tracking/glance.hpp"

namespace duban::service {

namespace {

using workflow::Action;
using workflow::Alternative;

GuardStanding guard_standing(tracking::Glance const& glance, expression::Expression const& guard) {
    GuardStanding standing{.text = guard.text(), .open = glance.is_true(guard), .values = {}};
    for (auto const index : guard.uses()) {
        standing.values.emplace_back(glance.procedure().workflow.name_of_variable(index),
                                     expression::to_text(glance.value_of(index)));
    }
    return standing;
}

/// A guard that reads what the action supplies cannot be answered before it is supplied.
bool hangs_on_need(Action const& action, Alternative const& alternative) {
    auto const uses = alternative.only_if->uses();
    return std::any_of(uses.begin(), uses.end(), [&](workflow::Index field) {
        return std::find(action.need.begin(), action.need.end(), field) != action.need.end();
    });
}

ActionStanding action_standing(tracking::Glance const& glance, Action const& action) {
    auto const& workflow = glance.procedure().workflow;
    ActionStanding standing;
    standing.name = action.name;
    standing.title = action.title;
    for (auto const role : action.by) standing.by.push_back(workflow.roles[role].title);
    for (auto const field : action.need) standing.need.push_back(workflow.fields[field].name);
    for (auto const& alternative : action.alternatives) {
        if (!alternative.only_if) {
            standing.possible = true;
            continue;
        }
        standing.guards.push_back(guard_standing(glance, *alternative.only_if));
        if (standing.guards.back().open || hangs_on_need(action, alternative)) {
            standing.possible = true;
        } else if (standing.because.en.empty()) {
            standing.because = alternative.because;
        }
    }
    return standing;
}

/// A deadline that cannot be extended any more is not extended, whatever the guard says.
void ask_extension(CaseFile const& file,
                   tracking::Node node,
                   Instant now,
                   ActionStanding& standing) {
    auto const& running = file.state.deadlines;
    auto const deadline = std::ranges::find(running, node, &tracking::Deadline::node);
    auto why = tracking::why_no_extension(
        *file.procedure, deadline == running.end() ? nullptr : &*deadline, now);
    if (!why) return;
    standing.possible = false;
    standing.because = std::move(*why);
}

}  // namespace

Standing standing_of(CaseFile const& file, Instant now) {
    auto const& procedure = *file.procedure;
    Standing standing;
    if (file.state.closed_at) return standing;
    auto const& states = procedure.workflow.states;
    auto const& active = file.state.position.active;
    for (auto i = active.size(); i-- > 0;) {
        tracking::Glance const glance{procedure, file.state, active[i].part, now};
        auto const* const part = file.state.find_part(active[i].part);
        for (auto const& action : states[active[i].state].actions) {
            if (action.by_engine) continue;
            standing.actions.push_back(action_standing(glance, action));
            standing.actions.back().part = part != nullptr ? part->key : std::string{};
            if (action.extends) ask_extension(file, active[i], now, standing.actions.back());
        }
    }
    for (auto const& deadline : file.state.deadlines) {
        auto const& due = *states[deadline.state].due;
        standing.deadlines.push_back(
            {due.name,
             calendar::explain(deadline.ledger, procedure.calendar, procedure.zone, due.basis)});
    }
    return standing;
}

}  // namespace duban::service
