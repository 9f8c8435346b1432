// What the regions of a place allow: the last day on which one of them stands where a way begins,
// the day on which the last of them has ended, and how long they let the deadlines around them
// stand still: each region one after the other, as that takes longest.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/proof/search.hpp"

namespace duban::proof {

class Regions {
  public:
    using Lives = std::vector<std::shared_ptr<Life const>>;

    /// Goes through each region. `outer`: the deadlines that run around them. What is given by
    /// reference must outlive this.
    Regions(Workflow const& workflow,
            Lives const& lives,
            calendar::Calendar const& calendar,
            Budget& budget,
            Day from,
            Deadlines const& outer);

    struct Found {
        Search const* search;
        std::size_t arrival;
        Day at;
    };

    /// Nothing where one of them never ends.
    [[nodiscard]] std::optional<Found> done() const;
    [[nodiscard]] std::optional<Found> standing_at(Way const& way) const;
    [[nodiscard]] std::optional<Found> anywhere() const;

    /// The deadlines around, later by what the regions stop them.
    [[nodiscard]] Deadlines const& outer() const { return outer_; }

  private:
    [[nodiscard]] Search search(Life const& life, Day from, Deadlines const& outer) const;
    void search_again(Day from, Deadlines const& outer, std::vector<bool> const& stops);
    template <class Ask>
    [[nodiscard]] std::optional<Found> latest_of_any(Ask ask) const;
    [[nodiscard]] bool is_end_of(Index state, Index around) const;

    Workflow const& workflow_;
    Lives const& lives_;
    calendar::Calendar const& calendar_;
    Budget& budget_;
    std::vector<Search> searches_;  // by region
    Deadlines outer_;
};

}  // namespace duban::proof
