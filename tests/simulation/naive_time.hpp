// Time as the oracle counts it: day by day on a plain list of days, with a zone that is eight hours
// ahead and has no summer time. Slow, and with nothing of engine/calendar in it but the day.
#pragma once

#include <set>
#include <vector>

#include "engine/base/instant.hpp"

namespace duban::simulation {

/// From when until when on a day that is worked.
struct Hours {
    std::chrono::minutes opens = std::chrono::hours{9};
    std::chrono::minutes closes = std::chrono::hours{17} + std::chrono::minutes{30};
};

/// The days that are worked, as they were known at some time, and the hours of each.
class WorkDays {
  public:
    /// `rest` and `work`: what the weekday alone does not tell.
    WorkDays(std::set<Day> const& rest, std::set<Day> const& work);
    /// Somewhere with a week of its own.
    WorkDays(std::set<unsigned> const& rest_weekdays, Hours hours);

    [[nodiscard]] bool works(Day day) const;

    [[nodiscard]] std::chrono::minutes opens() const { return hours_.opens; }

    [[nodiscard]] std::chrono::minutes closes() const { return hours_.closes; }

  private:
    std::vector<bool> works_;
    Hours hours_;
};

enum class Unit { days, working_days, months, working_hours, date, given };

struct Span {
    int count;  // of a date: 1231 is 31 December; a given one is its own start
    Unit unit;
};

Day day_of(Instant at);
Instant at_time(Day day, std::chrono::minutes time);
/// "2019-05-06 09:00"
std::string wall(Instant at);

/// The day itself where it is worked, else the next one that is; the one before for a step of -1.
Day nearest_working(WorkDays const& days, Day day, int step = 1);
/// The n-th working day after the day, or before it.
Day walk_working(WorkDays const& days, Day from, int n);
Day walk(WorkDays const& days, Day from, Span span);
/// After so much time in which the office is open; before it where it is negative.
Instant walk_open(WorkDays const& days, Instant from, Duration length);
/// How long the office is open meanwhile.
Duration open_between(WorkDays const& days, Instant from, Instant until);

bool is_open(WorkDays const& days, Instant at);
/// The instant itself while the office is open, else when it opens next.
Instant next_open(WorkDays const& days, Instant at);

}  // namespace duban::simulation
