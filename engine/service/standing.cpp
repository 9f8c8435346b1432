#include "engine/service/standing.hpp"

#include <algorithm>

#include "engine/service/addressing.hpp"
#include "engine/service/guard_standing.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/clock_act.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/place.hpp"

namespace duban::service {

namespace {

using tracking::PartNumber;
using workflow::Action;
using workflow::Index;

class Standings {
  public:
    Standings(CaseFile const& file, Witness const& witness)
        : file_{file}, workflow_{file.procedure->workflow}, witness_{witness} {}

    [[nodiscard]] PlaceStanding place(tracking::Node node) const {
        auto const& state = workflow_.states[node.state];
        PlaceStanding standing{.path = tracking::path_of(workflow_, file_.state.parts, node),
                               .title = state.title,
                               .part = part(node.part),
                               .ended = state.end,
                               .owner = {},
                               .people = {},
                               .entered = {},
                               .by = {}};
        auto const owner = owner_of(node.state);
        standing.owner = titles(owner);
        standing.people = people(owner, node.part);
        if (auto const* const step = entry_of(witness_.trail, file_, node)) {
            standing.entered = *step;
            standing.by = named(step->actor);
        }
        return standing;
    }

    [[nodiscard]] ActionStanding action(tracking::Node node, Action const& action) const {
        ActionStanding standing;
        standing.name = action.name;
        if (node.state != workflow::none)
            standing.state = tracking::path_of(workflow_, file_.state.parts, node);
        auto const* const part = file_.state.find_part(node.part);
        standing.part = part != nullptr ? part->key : std::string{};
        standing.title = action.title;
        standing.by = titles(action.by);
        standing.people = people(action.by, node.part);
        for (auto const field : action.need) standing.need.push_back(workflow_.fields[field].name);
        tracking::Glance const glance{*file_.procedure, file_.state, node.part, witness_.now};
        for (auto const& alternative : action.alternatives) {
            if (!alternative.only_if) {
                standing.possible = true;
                continue;
            }
            auto guard = guard_standing(glance, *alternative.only_if, action, witness_);
            if (guard.open || guard.hangs_on_need) {
                standing.possible = true;
            } else if (standing.because.en.empty()) {
                standing.because = alternative.because;
            }
            standing.guards.push_back(std::move(guard));
        }
        return standing;
    }

    [[nodiscard]] DeadlineStanding deadline(tracking::Deadline const& deadline) const {
        auto const& procedure = *file_.procedure;
        auto const& due = *workflow_.states[deadline.state].due;
        return {.name = due.name,
                .state = tracking::path_of(
                    workflow_, file_.state.parts, {deadline.state, deadline.part}),
                .part = part(deadline.part),
                .next_alarm = tracking::next_alarm(procedure, deadline),
                .explanation = calendar::explain(deadline.ledger,
                                                 procedure.calendar_of(deadline.ledger),
                                                 procedure.zone,
                                                 due.basis)};
    }

    [[nodiscard]] WaitStanding wait(tracking::Pending const& pending) const {
        return {.event = workflow_.events[pending.event],
                .id = pending.name,
                .part = part(pending.part),
                .at = pending.at};
    }

  private:
    [[nodiscard]] Named named(std::string const& id) const {
        auto const* const person = witness_.directory.find_person(id);
        return {.id = id, .name = person != nullptr ? person->name : id};
    }

    [[nodiscard]] std::optional<Named> part(PartNumber number) const {
        auto const* const part = file_.state.find_part(number);
        if (part == nullptr) return std::nullopt;
        auto const& key = workflow_.fields[workflow_.states[part->region].for_each->key];
        return Named{
            .id = part->key,
            .name = wording_of(key, part->fields.front(), witness_.directory, witness_.language)};
    }

    /// Its own, or that of the state around it.
    [[nodiscard]] std::vector<Index> const& owner_of(Index state) const {
        auto const& own = workflow_.states[state];
        bool const inherits = own.owner.empty() && own.parent != workflow::none;
        return inherits ? owner_of(own.parent) : own.owner;
    }

    [[nodiscard]] std::vector<Text> titles(std::vector<Index> const& roles) const {
        std::vector<Text> titles;
        for (auto const role : roles) titles.push_back(workflow_.roles[role].title);
        return titles;
    }

    /// Each once, though they be in several of the roles.
    [[nodiscard]] std::vector<Named> people(std::vector<Index> const& roles,
                                            PartNumber part) const {
        std::vector<Named> people;
        for (auto const role : roles) {
            for (auto const* person : people_in(file_, role, part, witness_.directory)) {
                if (std::ranges::find(people, person->id, &Named::id) == people.end())
                    people.push_back({.id = person->id, .name = person->name});
            }
        }
        return people;
    }

    CaseFile const& file_;
    workflow::Workflow const& workflow_;
    Witness const& witness_;
};

/// A deadline that cannot be extended any more is not extended, whatever the guard says.
/// A clock may not be such that it can be moved so; and where the case stands still, nothing is
/// possible but to resume it.
void ask_clock(CaseFile const& file,
               Action const& action,
               tracking::Node node,
               Instant now,
               ActionStanding& standing) {
    auto const& running = file.state.deadlines;
    auto const deadline = std::ranges::find(running, node, &tracking::Deadline::node);
    auto why = tracking::why_not(
        *file.procedure, file.state, action, deadline == running.end() ? nullptr : &*deadline, now);
    if (!why) return;
    standing.possible = false;
    standing.because = std::move(*why);
}

}  // namespace

Standing standing_of(CaseFile const& file, Witness const& witness) {
    Standing standing;
    Standings const standings{file, witness};
    auto const& procedure = *file.procedure;
    auto const& active = file.state.position.active;
    for (auto const leaf : tracking::leaves_of(procedure.chart, active))
        standing.places.push_back(standings.place(leaf));
    if (file.state.closed_at) return standing;
    for (auto i = active.size(); i-- > 0;) {
        for (auto const& action : procedure.workflow.states[active[i].state].actions) {
            if (action.by_engine) continue;
            standing.actions.push_back(standings.action(active[i], action));
            ask_clock(file, action, active[i], witness.now, standing.actions.back());
        }
    }
    for (auto const& deadline : file.state.deadlines)
        standing.deadlines.push_back(standings.deadline(deadline));
    if (procedure.workflow.suspension) {
        auto const& [suspend, resume] = *procedure.workflow.suspension;
        auto const& action = file.state.suspended_since ? resume : suspend;
        constexpr tracking::Node whole{workflow::none, 0};
        standing.actions.push_back(standings.action(whole, action));
        ask_clock(file, action, whole, witness.now, standing.actions.back());
    }
    if (file.state.suspended_since) return standing;  // nothing comes
    for (auto const& pending : file.state.pending)
        standing.waits.push_back(standings.wait(pending));
    return standing;
}

}  // namespace duban::service
