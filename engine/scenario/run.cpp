#include "engine/scenario/run.hpp"

#include "engine/tracking/place.hpp"
#include "engine/tracking/rehearsal.hpp"

namespace duban::scenario {

namespace {

using tracking::Refusal;
using tracking::Rehearsal;

Rehearsal::Outcome play(Step const& step, Rehearsal& rehearsal) {
    auto const at = step.when.value_or(rehearsal.now());
    if (step.misfit) {
        auto outcome = rehearsal.wait(at);
        if (!outcome.refusal) outcome.refusal = Refusal{Refusal::Kind::bad_value, *step.misfit};
        return outcome;
    }
    switch (step.kind) {
        case Step::Kind::file:
            return rehearsal.file(
                {.actor = {.id = step.as, .groups = {}, .units = {}}, .with = step.with, .at = at});
        case Step::Kind::act:
            return rehearsal.act({.action = step.name, .as = step.as, .with = step.with, .at = at});
        case Step::Kind::raise:
            return rehearsal.raise({.event = step.name, .at = at});
        case Step::Kind::wait:
            return rehearsal.wait(at);
    }
    return {};
}

}  // namespace

Run run(tracking::Procedure const& procedure, Scenario const& scenario, Coverage& coverage) {
    Rehearsal rehearsal{procedure, scenario.filing.when.value_or(Instant{})};
    Run run;
    auto const passes = [&](Step const& step) {
        auto const outcome = play(step, rehearsal);
        for (auto const& change : outcome.changes) coverage.add(change);
        run.played.push_back(
            {&step, rehearsal.now(), tracking::places_of(procedure, rehearsal.state())});
        run.difference = first_difference(procedure, step, rehearsal.state(), outcome);
        return run.passed();
    };
    if (!passes(scenario.filing)) return run;
    for (auto const& step : scenario.steps) {
        if (!passes(step)) break;
    }
    return run;
}

}  // namespace duban::scenario
