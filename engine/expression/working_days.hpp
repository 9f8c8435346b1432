// What workdays_between asks: the office's calendar as far as a guard needs it. Whoever evaluates
// hands one in; the same days give the same answer as long as an evaluation lasts.
#pragma once

#include "engine/base/instant.hpp"

namespace duban::expression {

class WorkingDays {
  public:
    virtual ~WorkingDays() = default;

    /// Working days after `from` up to and including `to`; negative where `to` is before `from`.
    [[nodiscard]] virtual int between(Day from, Day to) const = 0;
};

}  // namespace duban::expression
