#include "engine/proof/longest.hpp"

#include <algorithm>
#include <map>

#include "engine/proof/search.hpp"
#include "engine/proof/standstill.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::proof {

namespace {

using workflow::none;

/// For each state that closes the case, the arrival that comes there last.
std::vector<LongestWay> ways_to_ends(Workflow const& workflow, Search const& search) {
    std::map<Index, std::size_t> latest;
    auto const& arrivals = search.arrivals();
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        auto const state = search.life().places()[arrivals[i].place].state;
        if (!workflow.states[state].end || workflow.states[state].parent != none) continue;
        auto const [at, is_new] = latest.try_emplace(state, i);
        if (!is_new && arrivals[i].at > arrivals[at->second].at) at->second = i;
    }
    std::vector<LongestWay> ways;
    for (auto const& [end, arrival] : latest) {
        ways.push_back({.end = end,
                        .closed = arrivals[arrival].at,
                        .provisional = arrivals[arrival].provisional,
                        .stays = search.stays(arrival)});
    }
    std::ranges::stable_sort(ways, std::ranges::greater{}, &LongestWay::closed);
    return ways;
}

/// What lies in the hands of people, and in no deadline.
void find_what_people_move(Workflow const& workflow, LongestTime& time) {
    time.may_be_suspended = workflow.suspension.has_value();
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& state = workflow.states[i];
        if (!state.due || ends_on_given_date(*state.due)) continue;
        auto const index = static_cast<Index>(i);
        if (is_stopped_by_hand(state)) time.stopped_by_hand.push_back(index);
        if (state.due->from != none) time.told_start.push_back(index);
    }
}

}  // namespace

LongestTime longest_time(Workflow const& workflow, Day from, calendar::Calendar const& calendar) {
    SetFields const set{workflow};
    Chart chart{workflow, set};
    Life const life{chart, none, workflow.start, chart.counters.at_start()};
    Budget budget{.no_clock = std::vector<bool>(workflow.states.size())};
    Search search{workflow, life, calendar, budget};
    search.run(from, {});
    LongestTime time{.from = from,
                     .ways = ways_to_ends(workflow, search),
                     .loops = free_loops(workflow, life),
                     .no_clock = {},
                     .stopped_by_hand = {},
                     .told_start = {},
                     .is_complete = chart.places_left > 0 && budget.arrivals_left > 0};
    find_what_people_move(workflow, time);
    for (std::size_t i = 0; i < budget.no_clock.size(); ++i) {
        if (budget.no_clock[i]) time.no_clock.push_back(static_cast<Index>(i));
    }
    return time;
}

}  // namespace duban::proof
