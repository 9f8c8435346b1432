// The people of the simulated office: a model of its own that the oracle asks, and that makes the
// product's directory.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/delivery/directory.hpp"

namespace duban::simulation {

using Random = std::mt19937_64;
using Names = std::vector<std::string>;

/// From `least` to `most`, both included; the same on every machine.
int draw(Random& random, int least, int most);
bool chance(Random& random, int percent);

class People {
  public:
    /// `calendars`: by which some units and some people work.
    People(int units, Names calendars, Random& random);

    [[nodiscard]] Names const& units() const { return units_; }

    /// Of a unit, or of the groups "secretariat" and "supervisor".
    [[nodiscard]] Names const& members_of(std::string const& place) const;
    [[nodiscard]] bool is_member(std::string const& person, std::string const& place) const;
    /// Whoever leads the unit; of some units nobody.
    [[nodiscard]] Names leaders_of(std::string const& unit) const;

    [[nodiscard]] bool knows(std::string const& person) const { return places_.contains(person); }

    /// A member of it, or the place itself where an actor is named so.
    [[nodiscard]] bool acts_for(std::string const& actor, std::string const& place) const {
        return actor == place || is_member(actor, place);
    }

    /// The person, or who is there for them on that day.
    [[nodiscard]] std::string const& present_for(std::string const& person, Day day) const;

    /// By which they work; empty where it is the case's.
    [[nodiscard]] std::string calendar_of(std::string const& person) const;

    /// Anybody of the place; the place's own name where nobody is there.
    [[nodiscard]] std::string somebody_of(std::string const& place, Random& random) const;

    [[nodiscard]] std::string anybody(Random& random) const;

    /// Somebody leaves, moves to another unit or begins. Returns what happened, for the log.
    std::string change(Random& random);
    /// Somebody goes away for days or weeks, mostly with a deputy.
    std::string go_away(Random& random, Day today);

    [[nodiscard]] delivery::Directory directory() const;

  private:
    std::string join(std::string const& place, Random& random);
    void work_by_another(std::string const& who, int percent, Random& random);
    void settle(std::string const& person, std::string const& place);
    void leave(std::string const& person);
    void hand_units_over(std::string const& from, std::string const& to, Random& random);

    Names calendars_;
    Names units_;
    std::map<std::string, std::string> places_;  // of each person
    std::map<std::string, Names> members_;       // of each place
    std::map<std::string, std::string> leads_;   // who leads the unit
    std::map<std::string, delivery::Absence> absences_;
    std::map<std::string, std::string> calendar_of_;  // a unit or a person
    int joined_ = 0;
};

}  // namespace duban::simulation
