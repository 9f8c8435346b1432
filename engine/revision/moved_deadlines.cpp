// The deadlines of a case in the new definition. One that goes on keeps its number, so that what
// waits to be sent of it stays wanted; how far its ladder was handled stays as it is, so that a
// rung that the new ladder has behind it is made up for as after downtime.
#include <fmt/format.h>

#include <algorithm>

#include "engine/revision/upgrading.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/recount.hpp"
#include "engine/tracking/standstill.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::revision {

using tracking::Deadline;
using workflow::Index;
using workflow::none;

void Upgrading::move_deadlines() {
    for (auto const& deadline : before_.deadlines) move_deadline(deadline);
    auto& running = upgraded_.after.deadlines;
    for (auto const node : upgraded_.after.position.active) {
        if (!is_counted(node) || is_running(node)) continue;
        auto const begun = told_start(node).value_or(upgraded_.at);
        auto started = tracking::start_deadline(to_, node.state, begun, upgraded_.at);
        started.part = node.part;
        follow_clock(started);
        upgraded_.deadlines.push_back({DeadlineMoved::What::started,
                                       to_.workflow.states[node.state].due->name,
                                       key_of(node.part),
                                       std::nullopt,
                                       started});
        running.push_back(std::move(started));
    }
}

void Upgrading::tell_of_earlier_ends() {
    auto told = tracking::unmoved(upgraded_.after, upgraded_.at);
    for (auto const& moved : upgraded_.deadlines) {
        if (moved.before && moved.after)
            tracking::tell_of_earlier_end(told, to_, *moved.before, *moved.after);
    }
    upgraded_.notices = std::move(told.notices);
}

void Upgrading::move_deadline(Deadline const& deadline) {
    auto const state = state_of_deadline(deadline);
    if (state != none) return keep_or_recount(deadline, state);
    upgraded_.deadlines.push_back({DeadlineMoved::What::ended,
                                   from_.workflow.states[deadline.state].due->name,
                                   key_of(deadline.part),
                                   deadline,
                                   std::nullopt});
}

void Upgrading::keep_or_recount(Deadline const& deadline, Index state) {
    auto const& name = from_.workflow.states[deadline.state].due->name;
    auto moved = deadline;
    auto what = DeadlineMoved::What::kept;
    if (mapping_.counting_of(name) == Counting::recount) {
        what = DeadlineMoved::What::recounted;
        moved = recount(deadline, state);
        // An end that lies ahead again is still to be acted on.
        moved.passed = deadline.passed && moved.due_at <= upgraded_.at;
    }
    moved.state = state;
    follow_clock(moved);
    upgraded_.deadlines.push_back(
        {what, to_.workflow.states[state].due->name, key_of(deadline.part), deadline, moved});
    upgraded_.after.deadlines.push_back(std::move(moved));
}

/// By the new definition's terms from the first start. What stood still stays so; an extension that
/// was granted is the new definition's of the same place, and lapses where it has none.
Deadline Upgrading::recount(Deadline const& deadline, Index state) const {
    auto const begun = told_start({state, deadline.part}).value_or(deadline.ledger.started_at);
    auto moved = tracking::start_deadline(to_, state, begun, begun);
    moved.id = deadline.id;
    moved.part = deadline.part;
    moved.said_from = deadline.said_from;
    moved.handled_until = deadline.handled_until;
    moved.rewound = deadline.rewound;
    moved.stopped_by_hand = deadline.stopped_by_hand;
    moved.quiet_until = deadline.quiet_until;
    auto const& granted = deadline.ledger.extensions;
    auto const& terms = to_.workflow.states[state].due->extensions;
    for (std::size_t i = 0; i < std::min(granted.size(), terms.size()); ++i)
        moved.ledger.extensions.push_back({granted[i].at, terms[i]});
    moved.ledger.stops = deadline.ledger.stops;
    moved.ledger.stopped_since = deadline.ledger.stopped_since;
    tracking::derive_end(to_, moved);
    tracking::keep_what_was_told(moved, deadline);
    return moved;
}

/// Stands still from now on, or goes on, where the new definition's states say otherwise than the
/// old ones did. What somebody has stopped by hand nothing but a hand lets go on.
void Upgrading::follow_clock(Deadline& deadline) {
    auto& ledger = deadline.ledger;
    auto const& state = to_.workflow.states[deadline.state];
    bool const can_go_on =
        std::ranges::find(state.actions, workflow::ClockAct::go_on, &workflow::Action::clock) !=
        state.actions.end();
    if (deadline.stopped_by_hand && !can_go_on) {
        return obstruct(
            "stopped",
            {.zh_cn = fmt::format("时限“{}”已由人中止，新版本没有“go_on”，不能恢复：请先恢复",
                                  state.due->name),
             .en = fmt::format("somebody has stopped the clock of \"{}\" and the new version has "
                               "no \"go_on\": let it go on first",
                               state.due->name)});
    }
    bool const stands =
        upgraded_.after.suspended_since || deadline.stopped_by_hand ||
        tracking::stands_still(to_.workflow, upgraded_.after.position.active, deadline.node());
    if (stands == deadline.is_stopped()) return;
    if (stands) {
        if (!deadline.passed && deadline.due_at > upgraded_.at) ledger.stopped_since = upgraded_.at;
        return;
    }
    ledger.stops.push_back({*ledger.stopped_since, std::max(*ledger.stopped_since, upgraded_.at)});
    ledger.stopped_since.reset();
    tracking::derive_end(to_, deadline);
}

/// The one of the same name, where it runs now; else that of the state its state has become.
Index Upgrading::state_of_deadline(Deadline const& deadline) const {
    auto const& old = *from_.workflow.states[deadline.state].due;
    auto const has_name = [](workflow::Workflow const& workflow, std::string_view name) {
        return std::ranges::any_of(workflow.states, [name](workflow::State const& state) {
            return state.due && state.due->name == name;
        });
    };
    for (auto const node : upgraded_.after.position.active) {
        auto const& due = to_.workflow.states[node.state].due;
        if (node.part == deadline.part && is_counted(node) && due->name == old.name)
            return node.state;
    }
    auto const state = states_.only_of(deadline.state);
    if (state == none || !upgraded_.after.position.active.has({state, deadline.part})) return none;
    bool const is_new_name = is_counted({state, deadline.part}) &&
                             !is_running({state, deadline.part}) &&
                             !has_name(from_.workflow, to_.workflow.states[state].due->name);
    return is_new_name ? state : none;
}

bool Upgrading::is_running(Node node) const {
    return std::ranges::any_of(upgraded_.after.deadlines, [node](Deadline const& one) {
        return one.state == node.state && one.part == node.part;
    });
}

/// What a field of the new definition says of the start, where one does.
std::optional<Instant> Upgrading::told_start(Node node) const {
    auto const& due = *to_.workflow.states[node.state].due;
    if (due.from == none) return std::nullopt;
    auto const& field = to_.workflow.fields[due.from];
    if (field.region == none)
        return tracking::start_told(to_, due, upgraded_.after.fields[due.from]);
    auto const* const part = upgraded_.after.find_part(node.part);
    if (part == nullptr) return std::nullopt;
    auto const first = to_.workflow.states[field.region].for_each->key;
    return tracking::start_told(to_, due, part->fields[due.from - first]);
}

/// Whether a deadline runs while the node is active: not in a region that has ended, nor before the
/// date on which it ends is given.
bool Upgrading::is_counted(Node node) const {
    auto const& due = to_.workflow.states[node.state].due;
    if (!due || (ends_on_given_date(*due) && !told_start(node))) return false;
    auto const around = to_.chart.parent_of(node);
    if (around.state == none || !to_.chart.is_parallel(around.state)) return true;
    auto const& active = upgraded_.after.position.active;
    return std::none_of(active.begin(), active.end(), [&](Node inner) {
        return to_.chart.is_end(inner.state) && to_.chart.parent_of(inner) == node;
    });
}

std::string Upgrading::key_of(tracking::PartNumber number) const {
    auto const* const part = upgraded_.after.find_part(number);
    return part == nullptr ? std::string{} : part->key;
}

}  // namespace duban::revision
