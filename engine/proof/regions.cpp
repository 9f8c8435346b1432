#include "engine/proof/regions.hpp"

#include "engine/proof/move.hpp"

namespace duban::proof {

namespace {

/// Whether a move written at `source` may be made from there: by a state around, or by one within
/// whose regions are not looked into again.
bool is_source(Workflow const& workflow, Index source, Index state) {
    return source == state || lies_within(workflow, state, source) ||
           (workflow.states[state].parallel && lies_within(workflow, source, state));
}

/// The latest of those that `ask` gives a day for.
template <class Ask>
std::optional<Regions::Found> latest(Search const& search, Ask ask) {
    std::optional<Regions::Found> found;
    for (std::size_t i = 0; i < search.arrivals().size(); ++i) {
        auto const& arrival = search.arrivals()[i];
        std::optional<Day> const day = ask(arrival, search.life().places()[arrival.place].state);
        if (day && (!found || *day > found->at)) found = {&search, i, *day};
    }
    return found;
}

}  // namespace

template <class Ask>
std::optional<Regions::Found> Regions::latest_of_any(Ask ask) const {
    std::optional<Found> found;
    for (auto const& search : searches_) {
        auto const one = latest(search, ask);
        if (one && (!found || one->at > found->at)) found = one;
    }
    return found;
}

bool Regions::is_end_of(Index state, Index around) const {
    return workflow_.states[state].end && workflow_.states[state].parent == around;
}

std::optional<Regions::Found> Regions::done() const {
    std::optional<Found> last;
    for (auto const& search : searches_) {
        auto const one = latest(search, [&](Arrival const& arrival, Index state) {
            return is_end_of(state, search.life().root()) ? std::optional{arrival.at}
                                                          : std::nullopt;
        });
        if (!one) return std::nullopt;
        if (!last || one->at > last->at) last = one;
    }
    return last;
}

std::optional<Regions::Found> Regions::standing_at(Way const& way) const {
    return latest_of_any([&](Arrival const& arrival, Index state) -> std::optional<Day> {
        if (!is_source(workflow_, way.source, state)) return std::nullopt;
        if (way.when != Way::When::when_done) return arrival.leaves;
        return is_end_of(state, way.source) ? std::optional{arrival.at} : std::nullopt;
    });
}

std::optional<Regions::Found> Regions::anywhere() const {
    return latest_of_any(
        [](Arrival const& arrival, Index) { return std::optional{arrival.leaves}; });
}

}  // namespace duban::proof
