// A clock of the oracle: the numbers of procedure.cpp written down a second time, and the end and
// the ladder counted from them, anew and day by day whenever something has changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/simulation/naive_time.hpp"

namespace duban::simulation {

enum class Role { secretariat, supervisor, host, co_handler };

struct Reminder {
    Span at;        // counted from the due day; negative: before it
    int every = 0;  // working days; 0: once
    int at_most = 1;
    bool until_due = false;
    std::vector<Role> to;
    std::string message;
};

struct Rule {
    std::string name;
    std::vector<Span> terms;  // the first, and to what it may be extended
    int rolls = 0;            // off a rest day: 1 forward, -1 back, 0 not
    Role owner = Role::secretariat;
    bool moves_on = false;  // its end moves the case by itself
    std::vector<Reminder> ladder;
};

Rule const& rule_of(std::string_view name);

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
    /// Those after the one instant, up to the other.
    [[nodiscard]] std::vector<Rung> rungs(Instant after, Instant until) const;
    /// When it must be looked at.
    [[nodiscard]] std::optional<Instant> next() const;
    /// "reply due 2019-05-06 stopped passed"
    [[nodiscard]] std::string text() const;

    Rule const* rule;
    WorkDays const* counted_by;
    int number;             // no other clock has it
    int part = 0;           // the number of the part; 0: of the case
    std::string unit = {};  // of the part
    Instant started;
    int extended = 0;
    std::vector<Stop> stops = {};
    std::optional<Instant> stopped = std::nullopt;
    bool by_hand = false;
    std::optional<Instant> quiet = std::nullopt;
    Instant handled;
    bool passed = false;

    Day due = {};
    Instant due_at = {};
    std::vector<Rung> ladder = {};
};

}  // namespace duban::simulation
