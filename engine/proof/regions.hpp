// What the regions of a place allow: the last day on which one of them stands where a way begins,
// and the day on which the last of them has ended.
#pragma once

#include <optional>
#include <vector>

#include "engine/proof/search.hpp"

namespace duban::proof {

class Regions {
  public:
    /// Each search has gone through one region; both must outlive this.
    Regions(Workflow const& workflow, std::vector<Search> const& searches)
        : workflow_{workflow}, searches_{searches} {}

    struct Found {
        Search const* search;
        std::size_t arrival;
        Day at;
    };

    /// Nothing where one of them never ends.
    [[nodiscard]] std::optional<Found> done() const;
    [[nodiscard]] std::optional<Found> standing_at(Way const& way) const;
    [[nodiscard]] std::optional<Found> anywhere() const;

  private:
    template <class Ask>
    [[nodiscard]] std::optional<Found> latest_of_any(Ask ask) const;
    [[nodiscard]] bool is_end_of(Index state, Index around) const;

    Workflow const& workflow_;
    std::vector<Search> const& searches_;
};

}  // namespace duban::proof
