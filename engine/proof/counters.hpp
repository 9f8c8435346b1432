// The fields whose value can be followed along a life, because the procedure alone sets them, to
// what is written out or one more than before: a round, a flag. They are what bounds a loop. Above
// every number that some guard knows, numbers are one.
#pragma once

#include <map>
#include <vector>

#include "engine/proof/domain.hpp"

namespace duban::proof {

class Counters {
  public:
    explicit Counters(Workflow const& workflow);

    using Values = std::map<Index, expression::Value>;  // by field

    /// As every case begins; whoever files one is taken to leave them alone.
    [[nodiscard]] Values const& at_start() const { return at_start_; }

    [[nodiscard]] Values after(Values values, std::vector<workflow::Effect> const& effects) const;

  private:
    void add_candidates();
    void see_guard(expression::Formula const& formula);
    void strike_out_others();
    void see_literal(Index field, expression::Value const& literal);
    [[nodiscard]] bool is_followed(Index source,
                                   workflow::Alternative const& alternative,
                                   workflow::SetField const& set) const;

    Workflow const* workflow_;
    Values at_start_;
    std::map<Index, std::int64_t> highest_;  // of whole numbers: the greatest that is written
};

}  // namespace duban::proof
