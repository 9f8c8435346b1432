// What a guard may read beside fields: whether a state is active, the parts of a region, a
// deadline. Made from the case when an expression asks for it. For tracking and those who show a
// case.
#pragma once

#include <vector>

#include "engine/expression/working_days.hpp"
#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// A case as it is at a moment of a step, or between two.
struct Present {
    statechart::NodeList const& active;
    std::vector<Part> const& parts;
    std::vector<Deadline const*> deadlines;  // running ones
    bool is_suspended = false;               // all of it stands still
};

/// See workflow::Derived for the shapes. `part` is the part in which the expression stands.
expression::Value derive_value(Procedure const& procedure,
                               workflow::Derived const& derived,
                               Present const& present,
                               PartNumber part);

/// Whether the part's own life has ended.
bool has_ended(statechart::Chart const& chart,
               statechart::NodeList const& active,
               Part const& part);

/// The working days of a procedure's calendar, for `workdays_between`.
class OfficeDays final : public expression::WorkingDays {
  public:
    explicit OfficeDays(calendar::Calendar const& calendar) : calendar_{calendar} {}

    [[nodiscard]] int between(Day from, Day to) const override {
        return calendar_.working_days_between(from, to);
    }

  private:
    calendar::Calendar const& calendar_;
};

}  // namespace duban::tracking
