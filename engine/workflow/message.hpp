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

/// Names that every message may use beside the fields of its workflow: "case", "due_date",
/// "days_left", …
std::vector<std::string_view> const& message_vocabulary();

using Vocabulary = std::map<std::string, std::string, std::less<>>;

/// Renders one Mustache text without escaping (mail text, subject, SMS); control characters are
/// dropped, and line ends too where `one_line`. A variable that is missing or empty and stands
/// outside a section is an error.
Result<std::string, Text> render(std::string_view mustache,
                                 Vocabulary const& vocabulary,
                                 bool one_line);

}  // namespace duban::workflow
