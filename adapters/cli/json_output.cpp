#include "adapters/cli/json_output.hpp"

#include <boost/json.hpp>
#include <optional>

#include "adapters/cli/explanation_json_impl.hpp"
#include "adapters/cli/json_output_impl.hpp"

namespace duban::cli {

using boost::json::array;
using boost::json::object;

object problem_object(Problem const& problem, Language language) {
    object item{{"file", problem.file},
                {"line", problem.at.line},
                {"column", problem.at.column},
                {"severity", to_text(problem.severity)},
                {"rule", problem.rule},
                {"message", problem.message.in(language)}};
    item["suggestion"] = nullptr;
    if (!problem.suggestion.empty()) item["suggestion"] = problem.suggestion;
    return item;
}

std::string problems_json(Problems const& problems, Language language) {
    array items;
    for (auto const& problem : problems) items.push_back(problem_object(problem, language));
    return boost::json::serialize(object{{"problems", std::move(items)}});
}

std::string due_json(calendar::Explanation const& explanation, Language language, bool explained) {
    object answer{{"raw", to_text(explanation.date.raw)},
                  {"due", to_text(explanation.date.due)},
                  {"provisional", explanation.date.provisional},
                  {"skipped", days_array(explanation.skipped, language)}};
    auto const& clock = explanation.clock;
    if (auto const end = clock ? std::optional{clock->until} : explanation.closing)
        answer["due_at"] = wall_text(*end);
    if (explained) {
        answer["term"] = calendar::to_text(explanation.term);
        answer["from"] = to_text(explanation.from);
        answer["on_rest_day"] = calendar::to_text(explanation.counting.on_rest_day);
        answer["calendar"] = explanation.calendar;
        answer["calendar_version"] = explanation.calendar_version;
        answer["explanation"] = calendar::to_text(explanation, language);
        answer["derivation"] = explanation_object(explanation, language);
    }
    return boost::json::serialize(answer);
}

std::string problem_line(std::string_view message) {
    return boost::json::serialize(object{{"problem", object{{"message", message}}}});
}

}  // namespace duban::cli
