#include "engine/service/standing.hpp"

#include <algorithm>

namespace duban::service {

namespace {

using workflow::Action;
using workflow::Alternative;

GuardStanding guard_standing(CaseFile const& file,
                             expression::Expression const& guard,
                             expression::Scope const& scope) {
    GuardStanding standing{
        .text = guard.text(), .open = expression::is_true(guard, scope), .values = {}};
    for (auto const index : guard.uses()) {
        standing.values.emplace_back(file.procedure->workflow.fields[index].name,
                                     expression::to_text(file.state.fields[index]));
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

ActionStanding action_standing(CaseFile const& file,
                               Action const& action,
                               expression::Scope const& scope) {
    auto const& workflow = file.procedure->workflow;
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
        standing.guards.push_back(guard_standing(file, *alternative.only_if, scope));
        if (standing.guards.back().open || hangs_on_need(action, alternative)) {
            standing.possible = true;
        } else if (standing.because.en.empty()) {
            standing.because = alternative.because;
        }
    }
    return standing;
}

}  // namespace

Standing standing_of(CaseFile const& file, Instant now) {
    auto const& procedure = *file.procedure;
    std::vector<expression::Value const*> view;
    for (auto const& value : file.state.fields) view.push_back(&value);
    expression::Scope const scope{
        .variables = view, .now = now, .today = procedure.zone.day_of(now)};
    Standing standing;
    if (file.state.closed_at) return standing;
    auto const& states = procedure.workflow.states;
    for (auto at = file.state.state; at != workflow::none; at = states[at].parent) {
        for (auto const& action : states[at].actions) {
            standing.actions.push_back(action_standing(file, action, scope));
        }
    }
    for (auto const& deadline : file.state.deadlines) {
        auto const& due = *states[deadline.state].due;
        standing.deadlines.push_back({due.name,
                                      calendar::explain(deadline.term,
                                                        procedure.zone.day_of(deadline.started_at),
                                                        deadline.on_rest_day,
                                                        procedure.calendar,
                                                        due.basis)});
    }
    return standing;
}

}  // namespace duban::service
