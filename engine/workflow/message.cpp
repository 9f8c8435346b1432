#include "engine/workflow/message.hpp"

namespace duban::workflow {

std::vector<std::string_view> const& message_vocabulary() {
    static std::vector<std::string_view> const names{"case",
                                                     "case_title",
                                                     "workflow_title",
                                                     "state_title",
                                                     "due_date",
                                                     "due_date_long",
                                                     "days_left",
                                                     "working_days_left",
                                                     "days_overdue",
                                                     "deadline_name",
                                                     "basis",
                                                     "recipient_name",
                                                     "owner_names",
                                                     "office_name",
                                                     "link"};
    return names;
}

}  // namespace duban::workflow
