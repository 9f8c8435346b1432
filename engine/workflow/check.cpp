#include "engine/workflow/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "engine/workflow/clock_reader.hpp"
#include "engine/workflow/escalation_reader.hpp"
#include "engine/workflow/ways.hpp"

namespace duban::workflow {

namespace {

/// Whether the state or one that it lies in has what is asked for.
template <class Ask>
bool itself_or_outer(Workflow const& workflow, State const& state, Ask ask) {
    if (ask(state)) return true;
    for (auto outer = state.parent; outer != none; outer = workflow.states[outer].parent) {
        if (ask(workflow.states[outer])) return true;
    }
    return false;
}

/// Whether all within the state can end, so that its `on_done` comes.
bool can_end(Workflow const& workflow, Index index) {
    auto const& states = workflow.states;
    bool any = false;
    for (std::size_t i = index + std::size_t{1}; i < states.size(); ++i) {
        if (states[i].parent != index) continue;
        if (!states[index].parallel && states[i].end) return true;
        if (!states[index].parallel) continue;
        any = true;
        if (!can_end(workflow, static_cast<Index>(i))) return false;
    }
    return any;
}

void check_on_done(Reading& reading) {
    auto const& workflow = reading.workflow();
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& state = workflow.states[i];
        bool const is_leaf = state.start == none && !state.parallel;
        if (is_leaf || state.on_done.empty() || can_end(workflow, static_cast<Index>(i))) continue;
        reading.error(
            state.at,
            "never-done",
            {.zh_cn = fmt::format(
                 "“{}”之内没有能到的结束状态（end: true），它的“on_done”永远等不到", state.path),
             .en = fmt::format("not all within “{}” can end (end: true), so its “on_done” "
                               "never comes",
                               state.path)});
    }
}

bool can_be_left(State const& state) {
    bool leaves = false;
    each_alternative(state, [&](Alternative const& alternative) {
        leaves = leaves || alternative.go.has_value();
    });
    return leaves;
}

void report_no_way_out(Reading& reading, State const& state) {
    reading.error(
        state.at,
        "no-way-out",
        state.end
            ? Text{.zh_cn = fmt::format(
                       "“{}”结束之后没有出路：给外层状态写“on_done”或一个带“go”的操作", state.path),
                   .en = fmt::format(
                       "after “{}” has ended there is no way out: give the state around "
                       "it “on_done”, or an action with “go”",
                       state.path)}
            : Text{.zh_cn = fmt::format("状态“{}”没有出路：给它一个带“go”的操作，或写“end: true”",
                                        state.path),
                   .en =
                       fmt::format("the state “{}” has no way out: give it an action with “go”, or "
                                   "write “end: true”",
                                   state.path)});
}

void check_ways(Reading& reading, Reach const& reach) {
    auto const& workflow = reading.workflow();
    Ends const ends{workflow};
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& state = workflow.states[i];
        bool const is_leaf = state.start == none && !state.parallel;
        bool const closes = state.end && state.parent == none;
        if (!reach.has(i) && !reading.gaps.targets) {
            reading.error(state.at,
                          "unreachable-state",
                          {.zh_cn = fmt::format("状态“{}”永远到不了：没有操作转到它", state.path),
                           .en = fmt::format("the state “{}” is never reached: nothing goes to it",
                                             state.path)});
        }
        if (!is_leaf || closes || reading.gaps.states) continue;
        if (!itself_or_outer(workflow, state, can_be_left)) {
            report_no_way_out(reading, state);
        } else if (!ends.has(i) && !reading.gaps.targets) {
            reading.warning(
                state.at,
                "no-end",
                {.zh_cn = fmt::format("从状态“{}”出发，案件永远不能办结", state.path),
                 .en = fmt::format("from the state “{}” no case can ever be closed", state.path)});
        }
    }
}

/// Whether some deadline runs there, and is not stopped there.
bool has_clock(Workflow const& workflow, State const& state) {
    std::vector<Index> stopped;
    itself_or_outer(workflow, state, [&](State const& each) {
        stopped.insert(stopped.end(), each.stops_clock.begin(), each.stops_clock.end());
        return false;
    });
    return itself_or_outer(workflow, state, [&](State const& each) {
        auto const index = static_cast<Index>(&each - workflow.states.data());
        return each.due && std::ranges::find(stopped, index) == stopped.end();
    });
}

void check_care(Reading& reading) {
    auto const& workflow = reading.workflow();
    for (auto const& state : workflow.states) {
        if (state.start != none || state.parallel || state.end) continue;
        if (!itself_or_outer(
                workflow, state, [](State const& each) { return !each.owner.empty(); }) &&
            !reading.gaps.roles) {
            reading.warning(
                state.at,
                "no-owner",
                {.zh_cn = fmt::format("状态“{}”没有责任人（owner）：不知该由谁办", state.path),
                 .en = fmt::format("the state “{}” has no owner: nobody's turn", state.path)});
        }
        if (!has_clock(workflow, state)) {
            reading.warning(
                state.at,
                "no-clock",
                {.zh_cn = fmt::format("状态“{}”没有在走的时限（due）：停在这里不会有人被提醒",
                                      state.path),
                 .en = fmt::format("the state “{}” has no deadline (due) that runs: a case may "
                                   "rest there unnoticed",
                                   state.path)});
        }
    }
}

/// Calls `see_roles` and `see_message` for all that the workflow speaks of.
template <class SeeRoles, class SeeMessage>
void each_use(Workflow const& workflow, SeeRoles see_roles, SeeMessage see_message) {
    std::function<void(std::vector<Effect> const&)> const see_effects =
        [&](std::vector<Effect> const& effects) {
            for (auto const& effect : effects) {
                if (auto const* const notify = std::get_if<Notify>(&effect)) {
                    see_roles(notify->to);
                    see_message(notify->message);
                }
                if (auto const* const choose = std::get_if<Choose>(&effect)) {
                    for (auto const& branch : choose->branches) see_effects(branch.effects);
                }
            }
        };
    if (workflow.suspension) {
        for (auto const* const action :
             {&workflow.suspension->suspend, &workflow.suspension->resume}) {
            see_roles(action->by);
            see_effects(action->alternatives.front().effects);
        }
    }
    for (auto const& escalation : workflow.escalations) {
        for (auto const& step : escalation.steps) {
            see_roles(step.to);
            see_message(step.message);
        }
        if (!escalation.unreached) continue;
        see_roles(escalation.unreached->to);
        see_message(escalation.unreached->message);
    }
    for (auto const& state : workflow.states) {
        see_roles(state.owner);
        see_effects(state.on_entry);
        see_effects(state.on_exit);
        for (auto const& action : state.actions) see_roles(action.by);
        each_alternative(state,
                         [&](Alternative const& alternative) { see_effects(alternative.effects); });
        if (!state.due) continue;
        for (auto const& reminder : state.due->reminders) {
            see_roles(reminder.to);
            see_message(reminder.message);
        }
    }
}

void check_roles_used(Reading& reading) {
    auto const& workflow = reading.workflow();
    std::vector<bool> used(workflow.roles.size());
    each_use(
        workflow,
        [&](std::vector<Index> const& roles) {
            for (auto const role : roles) used[role] = true;
        },
        [](Index) {});
    for (std::size_t i = 0; i < used.size(); ++i) {
        auto const& role = workflow.roles[i];
        if (used[i]) continue;
        reading.note(role.at,
                     "unused-role",
                     {.zh_cn = fmt::format("角色“{}”没有用到", role.name),
                      .en = fmt::format("the role “{}” is never used", role.name)});
    }
}

}  // namespace

void check_chart(Reading& reading) {
    if (reading.workflow().start != none) check_ways(reading, Reach{reading.workflow()});
    check_care(reading);
    if (!reading.gaps.states) check_on_done(reading);
    check_clock_actions(reading);
    if (!reading.gaps.roles) check_roles_used(reading);
    check_escalations_used(reading);
}

std::vector<bool> messages_used(Workflow const& workflow) {
    std::vector<bool> used(workflow.messages.size());
    each_use(
        workflow,
        [](std::vector<Index> const&) {},
        [&](Index message) {
            if (message != none) used[message] = true;
        });
    return used;
}

}  // namespace duban::workflow
