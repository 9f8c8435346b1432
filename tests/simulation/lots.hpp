// What somebody does next to a case, drawn by lot: mostly what makes sense there, now and then not.
#pragma once

#include "tests/simulation/matter.hpp"
#include "tests/simulation/people.hpp"
#include "tests/simulation/silences.hpp"

namespace duban::simulation {

class Lots {
  public:
    Lots(Random& random, People const& people) : random_{random}, people_{people} {}

    [[nodiscard]] Act act(Matter const& matter, Day today);
    /// Quiet about one of the cases, for somebody, of some message, or of all for some days.
    [[nodiscard]] Silence silence(Instant now, std::vector<std::int64_t> const& open);
    /// In how many days somebody comes back to it, at most.
    [[nodiscard]] int patience(Matter const& matter);

  private:
    [[nodiscard]] std::string name(Matter const& matter);
    [[nodiscard]] std::string name_in_handling(Matter const& matter);
    [[nodiscard]] std::string actor(Matter const& matter, std::string const& name);
    [[nodiscard]] std::string unit();
    [[nodiscard]] Names co_handlers(Matter const& matter);
    [[nodiscard]] std::vector<Commitment> commitments(Day today);
    void ask_for_oneself(Act& act, Matter const& matter, Day today);

    template <class Choice>
    Choice one_of(std::vector<Choice> const& choices) {
        auto const last = static_cast<int>(choices.size()) - 1;
        return choices[static_cast<std::size_t>(draw(random_, 0, last))];
    }

    Random& random_;
    People const& people_;
};

}  // namespace duban::simulation
