// A message: what is to be said, per language, as templates with a checked vocabulary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/workflow/template.hpp"

namespace duban::workflow {

struct MessageText {
    Template subject;
    Template text;
    Template html;  // of a mail, beside the text; empty: the text alone
    Template sms;   // empty: this message does not go by SMS
};

struct Message {
    std::string name;
    bool at_any_hour = false;              // else only in office hours of working days
    std::vector<std::string> attach = {};  // fields whose files go with the mail
    MessageText zh_cn;
    MessageText en;

    [[nodiscard]] MessageText const& in(Language language) const {
        return language == Language::zh_cn ? zh_cn : en;
    }

    /// It is about to be said, and often (Template::prepare).
    void prepare() {
        for (auto* const text : {&zh_cn, &en}) {
            for (auto* const part : {&text->subject, &text->text, &text->html, &text->sms})
                part->prepare();
        }
    }
};

/// Names that every message may use beside the fields of its workflow, in the recipient's language:
///
/// case (its number), case_title, workflow_title, state_title, owner_names (whose turn it is);
/// due_date ("2026-07-01"), due_date_long ("2026年7月1日（周三）", "Wednesday, 1 July 2026"),
/// days_left, working_days_left, days_overdue, deadline_name, basis (the article of the law);
/// recipient_name, office_name (who sends this), link (where to go on).
///
/// The row of the deadline is empty where the message belongs to none.
std::vector<std::string_view> const& message_vocabulary();

}  // namespace duban::workflow
