// A clock of the oracle: the end and the ladder counted from the rule of procedure.cpp, anew and
// day by day whenever something has changed.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/rule.hpp"

namespace duban::simulation {

struct Rung {
    Instant at;
    int reminder = 0;
    int number = 0;
};

struct Stop {
    Instant from;
    Instant until;
};

struct Clock {
    /// The end and the ladder, from what stands above them.
    void count();
    /// The date that it is counted from, or ends on, has moved.
    void begin_at(Instant start, Instant now);
    /// What the machine's clock, years ahead, had it say too early is said again in its time.
    void rewind(Instant last_right, Instant at);
    /// What its ladder says after its end is said, where the end is over at once.
    void press_if_over(Instant now);
    /// What was said since then is said again.
    void say_again_from(Instant at);
    /// Those after the one instant, up to the other.
    [[nodiscard]] std::vector<Rung> rungs(Instant after, Instant until) const;
    /// When it must be looked at.
    [[nodiscard]] std::optional<Instant> next() const;

    /// It came on a rest day, and begins on the next working day.
    [[nodiscard]] bool begins_after_rest() const {
        return rule->starts_working && !counted_by->works(day_of(started));
    }

    /// "reply due 2019-05-06 stopped passed"
    [[nodiscard]] std::string text() const;

    [[nodiscard]] Term term() const { return rule->terms[static_cast<std::size_t>(extended)]; }

    Rule const* rule;
    WorkDays const* counted_by;
    int number;             // no other clock has it
    int part = 0;           // the number of the part; 0: of the case
    std::string unit = {};  // what the part is called
    Instant started;
    int extended = 0;
    std::vector<Stop> stops = {};
    std::optional<Instant> stopped = std::nullopt;
    bool by_hand = false;
    std::optional<Instant> quiet = std::nullopt;
    Instant said_from;  // what of its ladder lies between here and `handled` was said
    Instant handled;
    bool passed = false;
    int rewound = 0;  // how often the machine's clock was set back behind what it had said

    bool is_by_other = false;  // the second of its two terms has decided
    Day due = {};
    Instant due_at = {};
    std::vector<Rung> ladder = {};

  private:
    void count_days();
    [[nodiscard]] Day unrolled_end(Day first, Span span) const;
    void count_hours();
    /// Returns the day of the last one.
    Day lay_rungs(int reminder, Day from);
};

}  // namespace duban::simulation
