#include "engine/tracking/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::tracking {

namespace {

Refusal without_end() {
    return {Refusal::Kind::fault,
            {.zh_cn = fmt::format("流程自行变动超过 {} 次仍不停止", Rehearsal::changes_max),
             .en = fmt::format("the procedure changed by itself more than {} times without an end",
                               Rehearsal::changes_max)}};
}

void add_names(expression::Value const& value, std::vector<std::string>& names) {
    if (auto const* const name = value.as<std::string>()) names.push_back(*name);
    auto const* const list = value.as_list();
    if (list == nullptr) return;
    for (auto const& item : *list) add_names(item, names);
}

}  // namespace

Rehearsal::Rehearsal(Procedure const& procedure, Instant start)
    : procedure_{procedure}, now_{start} {
    // A change tells only the fields that are set; whoever asks for another one finds it empty.
    state_.fields.resize(procedure.workflow.fields.size());
}

Rehearsal::Outcome Rehearsal::file(Filed input) {
    input.at = now_;
    return finish(decide(procedure_, input), {});
}

/// What is due by then comes first: who fills a role may depend on it.
Rehearsal::Outcome Rehearsal::act(Turn turn) {
    auto before = wait(std::max(turn.at, now_));
    if (before.refusal) return before;
    ActionAsked const input{.action = std::move(turn.action),
                            .actor = actor_as(turn.as),
                            .with = std::move(turn.with),
                            .seen_revision = std::nullopt,
                            .at = now_,
                            .unchecked = turn.unchecked};
    return finish(decide(procedure_, state_, input), std::move(before));
}

Actor Rehearsal::actor_as(std::string const& as) const {
    auto const& workflow = procedure_.workflow;
    Actor actor{.id = as, .groups = {as}, .units = {as}};
    auto const index = workflow.find_role(as);
    if (index == workflow::none) return actor;
    auto const& role = workflow.roles[index];
    if (!role.group.empty()) actor.groups.push_back(role.group);
    std::vector<std::string> names;
    if (role.field != workflow::none) add_names(state_.fields[role.field], names);
    if (role.part) {
        for (auto const& part : state_.parts) names.push_back(part.key);
    }
    auto& units = role.leader ? actor.leads : actor.units;
    units.insert(units.end(), names.begin(), names.end());
    if (!names.empty()) actor.id = names.front();  // of several persons the first speaks
    return actor;
}

Rehearsal::Outcome Rehearsal::raise(EventCame input) {
    auto before = wait(std::max(input.at, now_));
    if (before.refusal) return before;
    input.at = now_;
    return finish(decide(procedure_, state_, input), std::move(before));
}

Rehearsal::Outcome Rehearsal::finish(Result<Change, Refusal> change, Outcome outcome) {
    if (!change) {
        outcome.refusal = std::move(change.error());
        return outcome;
    }
    keep(std::move(*change), outcome);
    wait(now_, outcome);
    return outcome;
}

Rehearsal::Outcome Rehearsal::wait(Instant until) {
    Outcome outcome;
    wait(until, outcome);
    return outcome;
}

void Rehearsal::wait(Instant until, Outcome& outcome) {
    for (int i = 0; come_next(until, outcome); ++i) {
        if (i < changes_max) continue;
        outcome.refusal = without_end();
        return;
    }
    now_ = std::max(now_, until);
}

/// Lets the earliest deadline or raised event act, if it is due by then.
bool Rehearsal::come_next(Instant until, Outcome& outcome) {
    if (state_.closed_at) return false;
    auto const* const deadline = next_deadline();
    auto const* const pending = next_raise();
    auto const alarm = deadline == nullptr ? Instant::max() : *next_alarm(procedure_, *deadline);
    auto const raise = pending == nullptr ? Instant::max() : pending->at;
    auto const at = std::min(alarm, raise);
    if (at > until || at == Instant::max()) return false;
    now_ = std::max(now_, at);
    auto change = raise < alarm
                      ? decide(procedure_, state_, RaiseCame{.raise = pending->id, .at = now_})
                      : decide(procedure_, state_, AlarmRang{.deadline = deadline->id, .at = now_});
    keep(std::move(change), outcome);
    return true;
}

void Rehearsal::keep(Change change, Outcome& outcome) {
    apply(change, state_);
    for (auto& deadline : state_.deadlines) {
        if (deadline.id.value == 0) deadline.id.value = ++last_id_;
    }
    for (auto& pending : state_.pending) {
        if (pending.id.value == 0) pending.id.value = ++last_id_;
    }
    outcome.changes.push_back(std::move(change));
}

Deadline const* Rehearsal::next_deadline() const {
    Deadline const* earliest = nullptr;
    std::optional<Instant> at;
    for (auto const& deadline : state_.deadlines) {
        auto const alarm = next_alarm(procedure_, deadline);
        if (!alarm || (at && *at <= *alarm)) continue;
        at = alarm;
        earliest = &deadline;
    }
    return earliest;
}

Pending const* Rehearsal::next_raise() const {
    auto const first = std::ranges::min_element(state_.pending, {}, &Pending::at);
    return first == state_.pending.end() ? nullptr : &*first;
}

}  // namespace duban::tracking
