// A proposal as the oracle sees it: where it stands, its clocks, its parts, and what people have
// asked to be reminded of. A value; the oracle changes it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/clock.hpp"
#include "tests/simulation/people.hpp"

namespace duban::simulation {

struct Commitment {
    std::string what;
    Day by;
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names);

/// What somebody does to a case, or tries to.
struct Act {
    std::string name;
    std::string actor = {};
    Day day = {};  // the told day of receipt; until when, or on which day they want to be reminded
    std::string host = {};
    Names co_handlers = {};
    std::vector<Commitment> commitments = {};
    std::string kept = {};      // which of them
    std::int64_t reminder = 0;  // which is taken back
};

/// A co-handler's share, or a promise.
struct Part {
    int number = 0;
    std::string name;
    bool ended = false;
    Instant opened = {};
};

struct OwnReminder {
    std::int64_t number = 0;
    std::string person;
    Instant at;
};

struct Matter {
    [[nodiscard]] Clock* find(std::string_view rule);
    [[nodiscard]] Clock* find(int number);
    [[nodiscard]] Clock const* find(int number) const;
    [[nodiscard]] Clock* find_of_part(int part);
    [[nodiscard]] Part* find_part(std::string_view name);

    /// When something of it is due.
    [[nodiscard]] std::optional<Instant> next() const;

    [[nodiscard]] bool is_closed() const { return stage == "closed" || stage == "declined"; }

    std::int64_t id = 0;
    std::string stage = "filed";  // handling, rating, promised, closed, declined
    std::string answer = {};      // in handling: signing, objected, drafting, clarifying
    std::string host = {};
    Instant host_named = {};
    Names co_handlers = {};
    std::vector<Commitment> commitments = {};
    Day received = {};
    std::vector<Part> parts = {};
    bool suspended = false;
    std::vector<Clock> clocks = {};
    std::vector<OwnReminder> reminders = {};
};

}  // namespace duban::simulation
