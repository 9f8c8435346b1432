#include "adapters/cli/test_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "adapters/cli/json_output.hpp"
#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using scenario::Coverage;
using scenario::Difference;
using scenario::Step;

struct CoverageKind {
    char const* name;  // in JSON
    Text title;
    Coverage::Kind Coverage::*kind;
};

std::array<CoverageKind, 4> const kinds{
    {{"states", {.zh_cn = "状态", .en = "states"}, &Coverage::states},
     {"actions", {.zh_cn = "操作", .en = "actions"}, &Coverage::actions},
     {"alternatives", {.zh_cn = "分支", .en = "alternatives"}, &Coverage::alternatives},
     {"reminders", {.zh_cn = "催办", .en = "reminders"}, &Coverage::reminders}}};

/// As tests.yaml says it.
std::string text_of(Step const& step) {
    switch (step.kind) {
        case Step::Kind::file:
            return "file";
        case Step::Kind::act:
            return fmt::format("do: {}, as: {}", step.name, step.as);
        case Step::Kind::raise:
            return fmt::format("event: {}", step.name);
        case Step::Kind::wait:
            return "until";
    }
    return {};
}

std::string played_text(Tested const& tested, scenario::Run const& run) {
    std::size_t width = 0;
    for (auto const& played : run.played)
        width = std::max(width, display_width(text_of(*played.step)));
    std::string text;
    for (auto const& played : run.played) {
        text += fmt::format("    {}  {}  {}\n",
                            calendar::to_text(played.at, tested.zone).substr(0, 16),
                            pad_to_width(text_of(*played.step), width),
                            fmt::join(played.places, "  "));
    }
    return text;
}

std::string difference_text(Difference const& difference, Language language) {
    std::string text;
    for (auto const& line : difference.lines) {
        using Kind = Difference::Line::Kind;
        auto const sign = line.kind == Kind::expected ? '-' : line.kind == Kind::found ? '+' : ' ';
        text += fmt::format("    {} {}\n", sign, line.text);
    }
    if (difference.reason) text += fmt::format("      {}\n", difference.reason->in(language));
    return text;
}

std::string failure_text(Tested const& tested, std::size_t number, Language language) {
    auto const& run = tested.runs[number];
    auto const& difference = *run.difference;
    auto const& name = tested.scenarios[number].name;
    auto const line = difference.at.line;
    auto text =
        language == Language::zh_cn
            ? fmt::format("  未通过：{}（{}:{}：{}）\n", name, tested.file, line, difference.what)
            : fmt::format("  failed: {} ({}:{}: {})\n", name, tested.file, line, difference.what);
    return text + played_text(tested, run) + difference_text(difference, language);
}

std::string coverage_text(Tested const& tested, Language language) {
    bool const zh = language == Language::zh_cn;
    std::string text;
    for (auto const& [name, title, member] : kinds) {
        auto const& kind = tested.coverage.*member;
        text += fmt::format("{}{} {}/{}",
                            text.empty() ? ""
                            : zh         ? "，"
                                         : ", ",
                            title.in(language),
                            kind.reached(),
                            kind.items.size());
    }
    text = fmt::format("  {}{}\n", zh ? "覆盖：" : "coverage: ", text);
    for (auto const& [name, title, member] : kinds) {
        for (auto const* const item : (tested.coverage.*member).missing()) {
            text += zh ? fmt::format("    未到过的{}：{}（{}:{}）\n",
                                     title.zh_cn,
                                     item->name,
                                     tested.definition_file,
                                     item->at.line)
                       : fmt::format("    {} not reached: {} ({}:{})\n",
                                     title.en,
                                     item->name,
                                     tested.definition_file,
                                     item->at.line);
        }
    }
    return text;
}

object coverage_json(Coverage const& coverage) {
    object json;
    for (auto const& [name, title, member] : kinds) {
        auto const& kind = coverage.*member;
        array missing;
        for (auto const* const item : kind.missing()) missing.emplace_back(item->name);
        json[name] = object{{"reached", kind.reached()},
                            {"of", kind.items.size()},
                            {"missing", std::move(missing)}};
    }
    return json;
}

boost::json::value difference_json(std::optional<Difference> const& difference, Language language) {
    if (!difference) return nullptr;
    object json{{"line", difference->at.line},
                {"what", difference->what},
                {"expected", boost::json::value_from(difference->expected())},
                {"found", boost::json::value_from(difference->found())},
                {"reason", nullptr}};
    if (difference->reason) json["reason"] = difference->reason->in(language);
    return json;
}

object tested_json(Tested const& tested, Language language) {
    array scenarios;
    for (std::size_t i = 0; i < tested.runs.size(); ++i) {
        auto const& scenario = tested.scenarios[i];
        auto const& run = tested.runs[i];
        scenarios.push_back(object{{"name", scenario.name},
                                   {"line", scenario.at.line},
                                   {"passed", run.passed()},
                                   {"steps", scenario.steps.size()},
                                   {"difference", difference_json(run.difference, language)}});
    }
    return {{"workflow", tested.workflow},
            {"file", tested.file},
            {"scenarios", std::move(scenarios)},
            {"coverage", coverage_json(tested.coverage)}};
}

}  // namespace

std::size_t Tested::failed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(runs, [](scenario::Run const& run) { return !run.passed(); }));
}

std::string test_text(Tested const& tested, bool covered, Language language) {
    auto const failed = tested.failed();
    auto const passed = tested.runs.size() - failed;
    auto text = language == Language::zh_cn
                    ? fmt::format("{}：{}个情景通过，{}个未通过\n", tested.workflow, passed, failed)
                    : fmt::format("{}: {} passed, {} failed\n", tested.workflow, passed, failed);
    for (std::size_t i = 0; i < tested.runs.size(); ++i) {
        if (!tested.runs[i].passed()) text += failure_text(tested, i, language);
    }
    return covered ? text + coverage_text(tested, language) : text;
}

std::string test_json(std::vector<Tested> const& tested,
                      Problems const& problems,
                      Language language) {
    auto json = boost::json::parse(problems_json(problems, language)).as_object();
    array workflows;
    for (auto const& each : tested) workflows.push_back(tested_json(each, language));
    return boost::json::serialize(
        object{{"workflows", std::move(workflows)}, {"problems", json.at("problems")}});
}

}  // namespace duban::cli
