// What the scenarios of a definition have reached: its states, actions, alternatives and reminders.
// What none of them reached was never tried.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/tracking/change.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::scenario {

class Coverage {
  public:
    struct Item {
        std::string name;  // "handling.drafting", "rating.rate", "rating.rate[2]", "reply[1]"
        Position at;       // in the definition
        bool reached = false;
    };

    /// Items of one kind, in document order.
    struct Kind {
        std::vector<Item> items;

        [[nodiscard]] std::size_t reached() const;
        [[nodiscard]] std::vector<Item const*> missing() const;
    };

    /// The workflow must outlive it.
    explicit Coverage(workflow::Workflow const& workflow);

    void add(tracking::Change const& change);

    Kind states;
    Kind actions;
    Kind alternatives;  // of a `choose`, and whatever happens by itself
    Kind reminders;

    [[nodiscard]] bool is_full() const;

  private:
    void know(workflow::State const& state);
    void know_ways(workflow::State const& state,
                   std::string_view of,
                   std::vector<workflow::Alternative> const& ways);

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Places in the lists above.
    struct Numbers {
        std::size_t action = none;
        std::size_t alternative = none;
    };

    std::unordered_map<workflow::Alternative const*, Numbers> ways_;
    std::vector<std::size_t> first_reminder_;  // by state
};

}  // namespace duban::scenario
