// The longest lawful time from the start to each end: every deadline is kept, on its last day. In a
// state the case stays until the first of the deadlines that run there ends; an inner deadline is
// cut by the outer one's remaining time. Loops that nothing bounds are gone round not once more,
// and told apart; states where no deadline runs take no time, and are told apart as well.
#pragma once

#include <string>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/proof/loop.hpp"

namespace duban::proof {

/// A stay in one state. In regions side by side that of the region which lasts longest.
struct Stay {
    Index state = workflow::none;
    Index deadline =
        workflow::none;  // the state whose deadline ended the stay; none: no time passed
    Day from;
    Day to;
    std::string move;  // what led on: an action's name, "on_due", …; empty at the end

    friend bool operator==(Stay const&, Stay const&) = default;
};

struct LongestWay {
    Index end = workflow::none;  // the state in which the case is closed
    Day closed;
    bool provisional = false;  // some date lies beyond what the calendar knows
    std::vector<Stay> stays;
};

struct LongestTime {
    /// More partial ways are not compared.
    static constexpr std::size_t ways_most = 10'000;

    Day from;
    std::vector<LongestWay> ways;  // of each end that can be reached, the longest first
    std::vector<Loop> loops;
    std::vector<Index> no_clock;  // states in which a case may rest while no deadline runs
    // Whose deadlines end later than that where people make them: they stop the clock, or tell a
    // start that lies ahead. By state.
    std::vector<Index> stopped_by_hand;
    std::vector<Index> told_start;
    bool may_be_suspended = false;  // the whole case
    bool is_complete = true;        // no bound was hit: there is no longer way
};

LongestTime longest_time(Workflow const& workflow, Day from, calendar::Calendar const& calendar);

}  // namespace duban::proof
