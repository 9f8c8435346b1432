// The recounter: counts what runs anew by the calendars in force, when somebody asks for it. `plan`
// lists what would move, `perform` moves it, a page of deadlines in each transaction, so that
// neither the memory nor a lock grows with the number of cases.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/calendar/calendar_difference.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

/// A running deadline whose end lies elsewhere by the present calendar.
struct Recount {
    CaseId case_id;
    std::string deadline;  // its name
    std::string calendar;
    std::string was_version;
    std::string is_version;
    Day was;
    Day is;
    bool provisional = false;                      // still, or now
    std::vector<calendar::DayDifference> because;  // days between its start and the later end
};

struct RecountTotals {
    std::int64_t looked_at = 0;  // running deadlines that another version counted
    std::int64_t moved = 0;
    std::int64_t unreadable = 0;  // of them: their case, or its definition, cannot be read
    std::string first_failure;    // why not, of the first one
};

class Recounter {
  public:
    using See = std::function<void(Recount const&)>;

    Recounter(ports::Store& store, Procedures& procedures, CurrentOffice& office);

    /// By this calendar alone, or by all of them where the name is empty.
    RecountTotals plan(std::string_view calendar, See const& see);
    RecountTotals perform(std::string_view calendar,
                          std::string const& actor,
                          Instant now,
                          See const& see);

  private:
    ports::Store& store_;
    Procedures& procedures_;
    CurrentOffice& office_;
};

}  // namespace duban::service
