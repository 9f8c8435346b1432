#include "engine/proof/search.hpp"

#include <algorithm>

#include "engine/calendar/due_date.hpp"
#include "engine/proof/move.hpp"
#include "engine/proof/regions.hpp"
#include "engine/proof/standstill.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::proof {

namespace {

using calendar::Calendar;
using std::chrono::days;
using workflow::Due;
using workflow::none;

/// Hours that begin late in the evening: at whatever hour the case has come, they end no later.
calendar::DueDate last_day_of_hours(Due const& due, Day begun, Calendar const& calendar) {
    auto const& term = due.longest();
    bool const works = term.unit == calendar::Unit::working_hours;
    auto const from = works ? calendar.working_day_after(begun, 1) : begun;
    auto const raw = works ? raw_day(term, from, calendar)
                           : begun + std::chrono::ceil<days>(std::chrono::hours{term.count});
    return rolled(term, begun, raw, due.counting.on_rest_day, calendar);
}

/// The last day on which a deadline that begins then is kept, extended as often as it may be.
calendar::DueDate last_day(Due const& due, Day from, Calendar const& calendar) {
    auto const& counting = due.counting;
    bool const rests = counting.start_on_rest_day == calendar::StartOnRestDay::next_working_day &&
                       !calendar.is_working(from);
    // What came late in the day counts as of the next one.
    auto const begun = counting.cut_off || rests ? calendar.working_day_after(from, 1) : from;
    if (is_in_hours(due.longest())) return last_day_of_hours(due, begun, calendar);
    return due_date(due.longest(), begun, counting.on_rest_day, calendar);
}

/// The last day of a deadline that has stood still from the one day to the other. What it was
/// before it was rolled is not known here any more: if it was rolled back, a day of rest after it.
Day moved_on(Due const& due, Day last, Day from, Day to, Calendar const& calendar) {
    auto const& term = due.longest();
    auto const by_working_days =
        calendar.working_day_after(last, calendar.working_days_between(from, to));
    if (term.unit == calendar::Unit::working_days || term.unit == calendar::Unit::working_hours)
        return by_working_days;
    bool const rolls_back = due.counting.on_rest_day == calendar::OnRestDay::previous_working_day;
    auto const raw = rolls_back ? calendar.working_day_after(last, 1) - days{1} : last;
    auto const by_days =
        rolled(term, from, raw + (to - from), due.counting.on_rest_day, calendar).due;
    return term.of.empty() ? by_days : std::max(by_days, by_working_days);
}

bool is_part_of(std::vector<bool> const& fewer, std::vector<bool> const& more) {
    for (std::size_t i = 0; i < fewer.size(); ++i) {
        if (fewer[i] && !more[i]) return false;
    }
    return true;
}

/// The same deadlines run at the same place.
bool end_no_earlier(Deadlines const& later, Deadlines const& earlier) {
    for (std::size_t i = 0; i < later.size() && i < earlier.size(); ++i) {
        if (later[i].second < earlier[i].second) return false;
    }
    return true;
}

bool is_ahead(Arrival const& one, Arrival const& other) {
    return one.counts >= other.counts && end_no_earlier(one.deadlines, other.deadlines) &&
           is_part_of(one.barred, other.barred) && is_part_of(one.passed, other.passed);
}

}  // namespace

Search::Search(Workflow const& workflow, Life const& life, Calendar const& calendar, Budget& budget)
    : workflow_{&workflow},
      life_{&life},
      calendar_{&calendar},
      budget_{&budget},
      circles_{circles_of(life)},
      at_place_(life.places().size()) {
    for (auto const circle : circles_) {
        if (circle >= sizes_.size()) sizes_.resize(circle + 1);
        numbers_.push_back(sizes_[circle]++);
    }
    waiting_.resize(sizes_.size());
    std::vector<bool> has_free(sizes_.size());
    for (std::size_t place = 0; place < circles_.size(); ++place) {
        for (auto const& way : life.places()[place].ways) {
            if (is_free(workflow, life, circles_, place, way)) has_free[circles_[place]] = true;
        }
    }
    for (std::size_t circle = 0; circle < sizes_.size(); ++circle) {
        if (!has_free[circle]) sizes_[circle] = 0;
    }
}

Index Search::state_of(std::size_t arrival) const {
    return life_->places()[arrivals_[arrival].place].state;
}

void Search::run(Day from, Deadlines const& outer) {
    auto const size = sizes_[circles_[0]];
    Arrival start;
    start.at = from;
    start.deadlines = outer;
    start.barred.resize(size);
    start.passed.resize(size);
    if (size > 0) start.passed[numbers_[0]] = true;
    auto const root = life_->root();
    arrive(std::move(start), root == none ? none : workflow_->states[root].parent);
    // Numbers fall along the ways: a circle is left for good before a lower one is looked at.
    for (auto circle = waiting_.size(); circle-- > 0;) {
        while (!waiting_[circle].empty()) {
            auto const arrival = static_cast<std::size_t>(-waiting_[circle].top().second);
            waiting_[circle].pop();
            if (!is_behind(arrival)) leave(arrival);
        }
    }
}

void Search::arrive(Arrival arrival, Index kept) {
    if (budget_->arrivals_left == 0) return;
    begin_deadlines(arrival, kept);
    stay(arrival);
    auto const& place = life_->places()[arrival.place];
    bool const hangs_on_coming =
        !place.regions.empty() || std::ranges::any_of(place.ways, [](Way const& way) {
            return way.when == Way::When::at_once;
        });
    arrival.counts = hangs_on_coming ? arrival.at : arrival.leaves;
    auto& others = at_place_[arrival.place];
    if (std::ranges::any_of(
            others, [&](std::size_t other) { return is_ahead(arrivals_[other], arrival); })) {
        return;
    }
    --budget_->arrivals_left;
    others.push_back(arrivals_.size());
    // Of two that go on alike the first to come is looked at first.
    waiting_[circles_[arrival.place]].emplace(arrival.counts,
                                              -static_cast<std::ptrdiff_t>(arrivals_.size()));
    arrivals_.push_back(std::move(arrival));
}

/// Those of the states that stay run on; those of the states entered begin.
void Search::begin_deadlines(Arrival& arrival, Index kept) const {
    auto const& states = workflow_->states;
    std::erase_if(arrival.deadlines, [&](auto const& deadline) {
        return kept == none ||
               (deadline.first != kept && !lies_within(*workflow_, kept, deadline.first));
    });
    std::vector<Index> entered;
    for (auto state = life_->places()[arrival.place].state; state != kept && state != none;
         state = states[state].parent) {
        // A date that people give bounds nothing that can be known beforehand.
        auto const& due = states[state].due;
        if (due && !ends_on_given_date(*due)) entered.push_back(state);
    }
    for (auto state = entered.rbegin(); state != entered.rend(); ++state) {
        auto const end = last_day(*states[*state].due, arrival.at, *calendar_);
        arrival.provisional = arrival.provisional || end.provisional;
        arrival.deadlines.emplace_back(*state, end.due);
    }
}

void Search::stay(Arrival& arrival) const {
    auto const& place = life_->places()[arrival.place];
    auto const& state = workflow_->states[place.state];
    arrival.leaves = arrival.at;
    arrival.limit = none;
    if (place.is_passing || (state.end && state.parent == none)) return;
    if (arrival.deadlines.empty()) {
        if (!state.end && !state.parallel) budget_->no_clock[place.state] = true;
        return;
    }
    for (auto const& deadline : arrival.deadlines) {
        if (stopped_by(*workflow_, place.state, deadline.first) != none) continue;
        bool const is_first = arrival.limit == none || deadline.second <= arrival.leaves;
        if (!is_first) continue;
        arrival.leaves = deadline.second;
        arrival.limit = deadline.first;
    }
    arrival.leaves = std::max(arrival.at, arrival.leaves);
    if (arrival.limit == none) budget_->no_clock[place.state] = true;
}

/// Whether one that came afterwards has left it behind.
bool Search::is_behind(std::size_t arrival) const {
    auto const& mine = arrivals_[arrival];
    return std::ranges::any_of(at_place_[mine.place], [&](std::size_t other) {
        return other > arrival && is_ahead(arrivals_[other], mine);
    });
}

void Search::leave(std::size_t arrival) {
    auto const& place = life_->places()[arrivals_[arrival].place];
    if (!place.regions.empty()) return leave_regions(arrival);
    for (auto const& way : place.ways) {
        auto const& of = arrivals_[arrival];
        bool const waits = way.when != Way::When::at_once;
        follow(arrival,
               way,
               waits ? Leaving{.at = of.leaves, .limit = of.limit, .ended = of.limit}
                     : Leaving{.at = of.at});
    }
}

void Search::leave_regions(std::size_t arrival) {
    auto const place = arrivals_[arrival].place;
    auto of = arrivals_[arrival];
    Regions const regions{
        *workflow_, life_->places()[place].regions, *calendar_, *budget_, of.at, of.deadlines};
    of.deadlines = regions.outer();
    stay(of);
    bool const has_clock = !of.deadlines.empty();
    for (auto const& way : life_->places()[place].ways) {
        bool const is_own = !way.in_region && way.when != Way::When::when_done;
        if (is_own && way.when == Way::When::at_once) {
            follow(arrival, way, {.at = of.at});
        } else if (is_own && has_clock) {
            follow(
                arrival,
                way,
                {.at = of.leaves, .limit = of.limit, .ended = of.limit, .later = &regions.outer()});
        } else if (auto const found = way.in_region ? regions.standing_at(way)
                                      : is_own      ? regions.anywhere()
                                                    : regions.done()) {
            auto const& search = *found->search;
            follow(arrival,
                   way,
                   {.at = found->at,
                    .ended = search.arrivals()[found->arrival].limit,
                    .inner = search.stays(found->arrival),
                    .later = &regions.outer()});
        }
    }
}

void Search::follow(std::size_t arrival, Way const& way, Leaving leaving) {
    auto const& from = arrivals_[arrival];
    Arrival next;
    next.place = way.to;
    next.at = leaving.at;
    // The end of a deadline in days is a midnight: what it leads to begins on the next day. Where
    // an outer deadline ends before, its last day is the last lawful one.
    auto const& due = workflow_->states[way.source].due;
    bool const at_midnight = way.when == Way::When::at_due && leaving.ended == way.source &&
                             !calendar::is_in_hours(due->within) &&
                             due->counting.ends == calendar::Ends::end_of_day;
    if (at_midnight) next.at += days{1};
    auto const& ran = leaving.later == nullptr ? from.deadlines : *leaving.later;
    next.deadlines = left(from.place, ran, from.at, leaving.at);
    next.provisional = from.provisional;
    next.before = arrival;
    next.stays = std::move(leaving.inner);
    next.stays.push_back({.state = state_of(arrival),
                          .deadline = leaving.limit,
                          .from = from.at,
                          .to = leaving.at,
                          .move = way.name});
    if (enter_circle(next, from, way)) arrive(std::move(next), way.kept);
}

Deadlines Search::left(std::size_t place, Deadlines deadlines, Day from, Day to) const {
    auto const root = life_->root();
    for (auto& [state, last] : deadlines) {
        auto const by = stopped_by(*workflow_, life_->places()[place].state, state);
        if (by == none) continue;
        if (root == none || by == root || lies_within(*workflow_, by, root))
            last = moved_on(*workflow_->states[state].due, last, from, to, *calendar_);
    }
    return deadlines;
}

/// Whether it may come there: not again with every deadline begun anew.
bool Search::enter_circle(Arrival& next, Arrival const& from, Way const& way) const {
    auto const circle = circles_[way.to];
    auto const number = numbers_[way.to];
    if (sizes_[circle] == 0) return true;
    if (circles_[from.place] != circle) {
        next.barred.resize(sizes_[circle]);
        next.passed.resize(sizes_[circle]);
    } else {
        next.barred = from.barred;
        next.passed = from.passed;
        if (is_free(*workflow_, *life_, circles_, from.place, way)) {
            for (std::size_t i = 0; i < next.passed.size(); ++i)
                next.barred[i] = next.barred[i] || next.passed[i];
            next.passed.assign(next.passed.size(), false);
        }
        if (next.barred[number]) return false;
    }
    next.passed[number] = true;
    return true;
}

std::vector<Stay> Search::stays(std::size_t arrival) const {
    std::vector<std::size_t> chain{arrival};
    while (arrivals_[chain.back()].before != chain.back())
        chain.push_back(arrivals_[chain.back()].before);
    std::vector<Stay> stays;
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
        auto const& before = arrivals_[*at].stays;
        stays.insert(stays.end(), before.begin(), before.end());
    }
    auto const& last = arrivals_[arrival];
    stays.push_back({.state = state_of(arrival),
                     .deadline = last.limit,
                     .from = last.at,
                     .to = last.leaves,
                     .move = {}});
    return stays;
}

}  // namespace duban::proof
