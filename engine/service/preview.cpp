#include "engine/service/preview.hpp"

#include <algorithm>

namespace duban::service {

namespace {

using tracking::Deadline;

bool reminds_with(workflow::Workflow const& workflow,
                  Deadline const& deadline,
                  workflow::Index message) {
    auto const& due = *workflow.states[deadline.state].due;
    auto const& unreached = due.escalation == workflow::none
                                ? std::nullopt
                                : workflow.escalations[due.escalation].unreached;
    return (unreached && unreached->message == message) ||
           std::ranges::any_of(due.reminders,
                               [&](auto const& reminder) { return reminder.message == message; });
}

/// Null for what belongs to no deadline: its letter finds its own.
Deadline const* deadline_for(CaseFile const& file, workflow::Index message) {
    auto const& running = file.state.deadlines;
    auto const found = std::ranges::find_if(running, [&](Deadline const& deadline) {
        return reminds_with(file.procedure->workflow, deadline, message);
    });
    return found == running.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Preview> preview(CaseFile const& file,
                             workflow::Index message,
                             delivery::Person const& person,
                             Office const& office,
                             Instant now) {
    auto const& texts = file.procedure->workflow.messages[message];
    auto const* const deadline = deadline_for(file, message);
    delivery::Delivery draft;
    draft.case_id = file.row.id;
    draft.message = texts.name;
    draft.recipient = person.id;
    draft.created_at = now;
    if (deadline != nullptr) draft.deadline = deadline->id;
    auto const part = deadline != nullptr ? deadline->part : tracking::PartNumber{0};
    std::vector<Preview> previews;
    for (auto const& route : office.routes) {
        for (auto const language : {Language::zh_cn, Language::en}) {
            if (route.medium == Medium::sms && texts.in(language).sms.empty()) continue;
            draft.channel = route.channel;
            draft.language = language;
            previews.push_back(
                {.channel = route.channel,
                 .medium = route.medium,
                 .language = language,
                 .letter = write_letter(file, draft, part, std::nullopt, office, now)});
        }
    }
    return previews;
}

}  // namespace duban::service
