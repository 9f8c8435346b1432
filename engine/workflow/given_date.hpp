// The date that a deadline is counted from or ends on, where a field says it: of the case, of the
// part, or of a record that one of them holds. Of a record it is the first date.
#pragma once

#include <string>

#include "engine/calendar/given_date.hpp"
#include "engine/expression/value.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

/// Whether the deadline ends on the date itself (`date`), and is not counted from it (`from`).
inline bool ends_on_given_date(Due const& due) {
    return calendar::is_given_date(due.within);
}

bool is_date(Field const& field);

/// The first date or instant of a record; null where it has none, or is no record.
Field const* date_of(Field const& record);

/// As the definition writes it: "received", "commitment.by"; empty where no field says it.
std::string given_date_name(Workflow const& workflow, Due const& due);

/// The date or instant, out of the value of the field `due.from`; null where nobody has set it.
expression::Value const& given_date(Workflow const& workflow,
                                    Due const& due,
                                    expression::Value const& held);

}  // namespace duban::workflow
