#include "engine/proof/regions.hpp"

#include <algorithm>

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

/// The deadlines around, as the latest of those that went through the region left them.
Deadlines latest_around(Search const& search, Deadlines outer) {
    for (auto const& arrival : search.arrivals()) {
        auto const left = search.left(arrival.place, arrival.deadlines, arrival.at, arrival.leaves);
        for (std::size_t i = 0; i < outer.size(); ++i)
            outer[i].second = std::max(outer[i].second, left[i].second);
    }
    return outer;
}

}  // namespace

Regions::Regions(Workflow const& workflow,
                 Lives const& lives,
                 calendar::Calendar const& calendar,
                 Budget& budget,
                 Day from,
                 Deadlines const& outer)
    : workflow_{workflow}, lives_{lives}, calendar_{calendar}, budget_{budget}, outer_{outer} {
    std::vector<bool> stops;
    for (auto const& life : lives_) {
        searches_.push_back(search(*life, from, outer));
        stops.push_back(latest_around(searches_.back(), outer) != outer);
    }
    if (std::ranges::find(stops, true) != stops.end()) search_again(from, outer, stops);
}

Search Regions::search(Life const& life, Day from, Deadlines const& outer) const {
    Search search{workflow_, life, calendar_, budget_};
    search.run(from, outer);
    return search;
}

/// Each region with the deadlines as the others let them stand still.
void Regions::search_again(Day from, Deadlines const& outer, std::vector<bool> const& stops) {
    for (std::size_t region = 0; region < lives_.size(); ++region) {
        auto around = outer;
        for (std::size_t other = 0; other < lives_.size(); ++other) {
            if (other == region || !stops[other]) continue;
            around = latest_around(search(*lives_[other], from, around), around);
        }
        searches_[region] = search(*lives_[region], from, around);
        if (stops[region]) outer_ = latest_around(searches_[region], around);
    }
}

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
