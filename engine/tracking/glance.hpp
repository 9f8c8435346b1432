// A look at a case between two steps, as an expression sees it: for those who explain where it
// stands. Changes nothing.
#pragma once

#include <vector>

#include "engine/expression/account.hpp"
#include "engine/tracking/derived_value.hpp"

namespace duban::tracking {

class Glance {
  public:
    /// `part`: in which part one stands; 0: in none. Procedure and case must outlive it.
    Glance(Procedure const& procedure, Case const& state, PartNumber part, Instant now);

    [[nodiscard]] Procedure const& procedure() const { return procedure_; }

    [[nodiscard]] bool is_true(expression::Expression const& guard) const;

    /// Which of its conditions made the guard answer so.
    [[nodiscard]] expression::Account account_of(expression::Expression const& guard) const;

    /// By the number of the variable, as in Expression::uses.
    [[nodiscard]] expression::Value value_of(std::size_t variable) const;

  private:
    template <class Ask>
    auto ask(expression::Expression const& guard, Ask answer) const;

    Procedure const& procedure_;
    Case const& state_;
    PartNumber part_;
    Instant now_;
    OfficeDays days_;
};

}  // namespace duban::tracking
