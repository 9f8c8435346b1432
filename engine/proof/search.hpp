// Going through a life by the calendar: from each place on to the next at the last lawful day. Of
// two partial ways to one place the one that is behind in every respect is dropped.
#pragma once

#include <queue>
#include <utility>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/proof/life.hpp"
#include "engine/proof/longest.hpp"

namespace duban::proof {

/// What all searches of one analysis share.
struct Budget {
    std::size_t arrivals_left = LongestTime::ways_most;
    std::vector<bool> no_clock;  // by state
};

/// The last day of each deadline that runs, outermost first.
using Deadlines = std::vector<std::pair<Index, Day>>;

/// The case has come to a place: the last step of a partial way.
struct Arrival {
    std::size_t place = 0;
    Day at;
    Deadlines deadlines;
    Day leaves;                    // the last lawful day here
    Index limit = workflow::none;  // the state whose deadline says so
    Day counts;                    // the day that what follows hangs on: of coming, or of leaving
    bool provisional = false;
    std::size_t before = 0;    // the arrival it comes from; itself at the start
    std::vector<Stay> stays;   // between the two
    std::vector<bool> barred;  // places of this circle that it may not come to again
    std::vector<bool> passed;  // places of this circle since every deadline began anew
};

class Search {
  public:
    /// All but the vectors must outlive the search.
    Search(Workflow const& workflow,
           Life const& life,
           calendar::Calendar const& calendar,
           Budget& budget);

    /// `outer`: the deadlines that run around the life.
    void run(Day from, Deadlines const& outer);

    [[nodiscard]] std::vector<Arrival> const& arrivals() const { return arrivals_; }

    [[nodiscard]] Life const& life() const { return *life_; }

    /// Deadlines that ran at a place, after a stay there: later by the stay where a state of this
    /// life stops them, and none around the life does.
    [[nodiscard]] Deadlines left(std::size_t place, Deadlines deadlines, Day from, Day to) const;

    /// From the start up to the arrival.
    [[nodiscard]] std::vector<Stay> stays(std::size_t arrival) const;

  private:
    struct Leaving {
        Day at;
        Index limit = workflow::none;      // the state whose deadline ended the stay
        Index ended = workflow::none;      // the same, or that of a region which is left
        std::vector<Stay> inner{};         // within the regions that are left
        Deadlines const* later = nullptr;  // those that ran, where regions let them stand still
    };

    void arrive(Arrival arrival, Index kept);
    void begin_deadlines(Arrival& arrival, Index kept) const;
    void stay(Arrival& arrival) const;
    void leave(std::size_t arrival);
    void leave_regions(std::size_t arrival);
    void follow(std::size_t arrival, Way const& way, Leaving leaving);
    [[nodiscard]] bool enter_circle(Arrival& next, Arrival const& from, Way const& way) const;
    [[nodiscard]] bool is_behind(std::size_t arrival) const;
    [[nodiscard]] Index state_of(std::size_t arrival) const;

    Workflow const* workflow_;
    Life const* life_;
    calendar::Calendar const* calendar_;
    Budget* budget_;
    std::vector<std::size_t> circles_;  // by place
    std::vector<std::size_t> numbers_;  // by place: its number within its circle
    /// By circle: how many places it has; 0 where no way in it begins every deadline anew, so that
    /// no place of it is ever barred.
    std::vector<std::size_t> sizes_;
    std::vector<Arrival> arrivals_;
    std::vector<std::vector<std::size_t>> at_place_;  // arrivals, by place
    /// By circle; those that go on latest come first, as they leave the most behind.
    std::vector<std::priority_queue<std::pair<Day, std::ptrdiff_t>>> waiting_;
};

}  // namespace duban::proof
