// The numbers of procedure.cpp, written down a second time: what each deadline's term is, how its
// end is found, and its ladder.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/naive_time.hpp"

namespace duban::simulation {

enum class Role { secretariat, supervisor, host, leader, co_handler };

/// How long, or the earlier or later end of two.
struct Term {
    Span one;
    std::optional<Span> other = std::nullopt;
    bool later = false;  // of the two
};

struct Reminder {
    Span at;        // counted from the due day; negative: before it
    int every = 0;  // working days; 0: once
    int at_most = 1;
    bool until_due = false;
    bool is_step = false;  // of an escalation: counted from the step before it
    std::vector<Role> to;
    std::string message;
};

struct Rule {
    std::string name;
    std::vector<Term> terms;  // the first, and to what it may be extended
    int rolls = 0;            // off a rest day: 1 forward, -1 back, 0 not
    std::optional<std::chrono::minutes> cut_off = std::nullopt;
    bool starts_working = false;  // what begins on a rest day begins on the next working day
    Role owner = Role::secretariat;
    bool moves_on = false;  // its end moves the case by itself
    std::vector<Reminder> ladder;
    std::vector<Role> unreached = {};  // told where a reminder has reached nobody
};

Rule const& rule_of(std::string_view name);

}  // namespace duban::simulation
