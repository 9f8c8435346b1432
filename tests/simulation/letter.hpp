// A letter as the oracle knows it: whom it is for, of what, and when it may leave.
#pragma once

#include <cstdint>
#include <string>

#include "tests/simulation/rule.hpp"

namespace duban::simulation {

/// A letter to one person: owed, under way, or to be tried again.
struct Letter {
    std::int64_t matter = 0;
    std::string message = {};
    std::string subject = {};
    std::string recipient = {};
    std::string on_behalf_of = {};  // whom the recipient stands in for
    std::string saying = {};        // of which it is one: the same for all who are told
    Role role = Role::secretariat;
    bool house = false;  // the daemon's own, to the secretariat
    int part = 0;        // whose co-handler it is for
    int clock = 0;       // that it reminds of; 0: of none
    Day due = {};        // of that clock when it was said
    Instant made = {};
    Instant ready = {};
    Instant expires = {};
    std::int64_t number = 0;   // in the order in which they came to be owed
    bool has_waited = false;   // for a silence, or for its reader's hours
    std::int64_t silence = 0;  // which it waits for, or has just waited for

    /// Whom it is about.
    [[nodiscard]] std::string const& concerned() const {
        return on_behalf_of.empty() ? recipient : on_behalf_of;
    }

    [[nodiscard]] bool is_own_reminder() const { return message == "personal.reminder"; }

    /// Made by a clock that was ahead: its reminder comes again.
    [[nodiscard]] bool comes_again(Instant at) const { return clock != 0 && made > at; }

    /// It has as long to go as it had then.
    void set_back(Instant at) {
        ready = at;
        if (made > at) expires -= made - at;
    }

    /// Of the same clock to the same person, and came to be owed after this one.
    [[nodiscard]] bool is_followed_by(Letter const& other) const {
        return other.matter == matter && other.clock == clock && other.recipient == recipient &&
               other.number > number && other.message != "unreached";
    }

    /// What it is recognised by from outside.
    [[nodiscard]] std::string text() const;
};

}  // namespace duban::simulation
