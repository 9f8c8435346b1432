#include <algorithm>
#include <boost/json.hpp>

#include "adapters/cli/check_answer.hpp"
#include "engine/workflow/rule.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;

/// SARIF's words are ours.
object rule_object(workflow::Rule const& rule, Language language) {
    auto const text = language == Language::zh_cn ? rule.zh_cn : rule.en;
    return {{"id", rule.name},
            {"shortDescription", object{{"text", text}}},
            {"defaultConfiguration", object{{"level", to_text(rule.severity)}}}};
}

object location_object(Problem const& problem) {
    // Lines and columns count from 1; where none is known, the file begins.
    return {{"physicalLocation",
             object{{"artifactLocation", object{{"uri", problem.file}}},
                    {"region",
                     object{{"startLine", std::max(problem.at.line, 1)},
                            {"startColumn", std::max(problem.at.column, 1)}}}}}};
}

object result_object(Problem const& problem, Language language) {
    object result{{"ruleId", problem.rule},
                  {"level", to_text(problem.severity)},
                  {"message", object{{"text", problem.message.in(language)}}},
                  {"locations", array{location_object(problem)}}};
    auto const known = workflow::rules();
    auto const rule = std::ranges::find(known, problem.rule, &workflow::Rule::name);
    if (rule != known.end()) result["ruleIndex"] = rule - known.begin();
    return result;
}

}  // namespace

std::string check_sarif(CheckAnswer const& answer, Language language, std::string_view version) {
    array rules;
    for (auto const& rule : workflow::rules()) rules.push_back(rule_object(rule, language));
    array results;
    for (auto const& problem : answer.problems) results.push_back(result_object(problem, language));
    for (auto const& [problem, because] : answer.silenced) {
        auto result = result_object(problem, language);
        result["suppressions"] =
            array{object{{"kind", "inSource"}, {"justification", because.in(language)}}};
        results.push_back(std::move(result));
    }
    object const driver{{"name", "duban"}, {"version", version}, {"rules", std::move(rules)}};
    object const run{{"tool", object{{"driver", driver}}},
                     {"columnKind", "unicodeCodePoints"},
                     {"results", std::move(results)}};
    return boost::json::serialize(
        object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
               {"version", "2.1.0"},
               {"runs", array{run}}});
}

}  // namespace duban::cli
