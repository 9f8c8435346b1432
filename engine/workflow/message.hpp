// A message: what is to be said, per language, as Mustache texts with a checked vocabulary. Values
// are put in, never evaluated.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::workflow {

struct MessageText {
    std::string subject;
    std::string text;
    std::string sms;  // empty: this message does not go by SMS
};

struct Message {
    std::string name;
    bool at_any_hour = false;  // else only in office hours of working days
    MessageText zh_cn;
    MessageText en;

    [[nodiscard]] MessageText const& in(Language language) const {
        return language == Language::zh_cn ? zh_cn : en;
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

using Vocabulary = std::map<std::string, std::string, std::less<>>;

/// Renders one Mustache text without escaping (mail text, subject, SMS). Control characters are
/// dropped; where `one_line`, a line end becomes a space. A variable that is missing or empty and
/// stands outside a section is an error. Values are put in as they are and never read as Mustache.
Result<std::string, Text> render(std::string_view mustache,
                                 Vocabulary const& vocabulary,
                                 bool one_line);

}  // namespace duban::workflow
