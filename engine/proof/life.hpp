// A life as a graph: where a case can rest, with the counters as they are then, and the ways that
// lead on. A state with regions is one place; each of its regions has a life of its own. Which
// conditions people's values meet is left open: such a way counts as possible.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "engine/proof/counters.hpp"
#include "engine/proof/set_fields.hpp"

namespace duban::proof {

/// What all lives of a definition share.
struct Chart {
    Chart(Workflow const& of, SetFields const& fields);

    /// More places are not looked at; `places_left` is 0 then, and what is said is incomplete.
    static constexpr std::size_t places_most = 20'000;

    Workflow const& workflow;
    Counters counters;
    SetFields const& set;
    std::vector<std::vector<Index>> children;
    std::size_t places_left = places_most;
};

struct Way {
    enum class When : std::uint8_t {
        at_once,    // by itself, on arrival
        in_time,    // at the last when a deadline ends
        at_due,     // by itself, after the end of a deadline
        when_done,  // when all regions have ended, or what is inside one of them
    };

    When when = When::in_time;
    bool in_region = false;         // its source lies within the regions that are left
    Index source = workflow::none;  // the state it is written at
    std::string name;               // the action's, "on_due", …
    Index kept = workflow::none;    // the innermost state that stays active
    std::size_t to = 0;             // the place in the same life
};

class Life;

struct Place {
    Index state = workflow::none;   // the innermost state, or one with regions
    Index inside = workflow::none;  // where in the regions the case enters; none: at their starts
    Counters::Values counters{};
    std::vector<Way> ways{};
    std::vector<std::shared_ptr<Life const>> regions{};
    /// It is left on arrival: no time passes.
    bool is_passing = false;
};

class Life {
  public:
    /// Of the whole case where `root` is none, else of that region from `entry` on.
    Life(Chart& chart, Index root, Index entry, Counters::Values const& counters);

    [[nodiscard]] Index root() const { return root_; }

    /// The first is where it begins.
    [[nodiscard]] std::vector<Place> const& places() const { return places_; }

    /// Whether a case of this life, or one of its regions, may rest in the state.
    [[nodiscard]] bool reaches(Index state) const;

  private:
    using Alternatives = std::vector<workflow::Alternative>;

    struct Source {
        Index state;
        Way::When when;
        std::string name;
        std::vector<Index> const* need = nullptr;
        bool in_region = false;
    };

    std::size_t arrive(Index target, Counters::Values const& counters);
    void look(std::size_t place);
    void look_around(std::size_t place);
    void look_into_regions(std::size_t place);
    void add_ways_within(std::size_t place, Index state);
    void add_actions(std::size_t place, Index state, std::vector<Index>& answered);
    void add(std::size_t place, Source const& source, Alternatives const& alternatives);
    void follow(std::size_t place, Source const& source, workflow::Alternative const& alternative);
    [[nodiscard]] std::vector<std::size_t> possible(Alternatives const& alternatives,
                                                    Facts const& facts) const;
    [[nodiscard]] std::vector<Index> targets(workflow::Target const& target) const;

    Chart* chart_;
    Index root_;
    std::vector<Place> places_;
    std::map<std::tuple<Index, Index, std::string>, std::size_t> numbers_;
};

}  // namespace duban::proof
