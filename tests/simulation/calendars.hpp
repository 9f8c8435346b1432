// China's calendar as it was known at each time: next year's holidays are published in November or
// December, and now and then a day off is ordered while the year runs.
#pragma once

#include <memory>
#include <set>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/service/calendars.hpp"
#include "tests/simulation/naive_time.hpp"
#include "tests/simulation/people.hpp"

namespace duban::simulation {

class Calendars {
  public:
    Calendars();

    /// The product's calendar, with the holidays of all years up to this one.
    [[nodiscard]] calendar::Calendar known_until(int year) const;
    /// The same for the oracle; kept for as long as this lives.
    WorkDays const& days_until(int year);

    /// By which some units and people work, who are reached in its hours alone: "early" or "late".
    [[nodiscard]] static Names const& names_of_others();
    [[nodiscard]] static service::Calendars others();
    /// The same for the oracle; null for any other name.
    [[nodiscard]] static WorkDays const* days_of_other(std::string const& name);

    /// From now on this day is off, whatever was said before.
    void order_rest(Day day) { ordered_.insert(day); }

  private:
    [[nodiscard]] std::vector<calendar::Entry> entries_until(int year) const;

    calendar::Calendar shipped_;
    std::set<Day> ordered_;
    std::vector<std::unique_ptr<WorkDays const>> days_;
};

}  // namespace duban::simulation
