#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/cli/check_answer.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/proof/prove.hpp"
#include "engine/workflow/rule.hpp"

namespace duban::cli {

namespace {

struct Options {
    std::vector<std::string> paths;
    std::string from;
    std::string version;
    bool all = false;
    bool sarif = false;
    bool rules = false;
    bool longest = false;
};

void print_rules(Session const& session) {
    bool const zh_cn = session.language == Language::zh_cn;
    Table table{zh_cn ? std::vector<std::string>{"规则", "级别", "含义"}
                      : std::vector<std::string>{"rule", "severity", "meaning"}};
    for (auto const& rule : workflow::rules()) {
        table.add({std::string{rule.name},
                   std::string{to_text(rule.severity)},
                   std::string{zh_cn ? rule.zh_cn : rule.en}});
    }
    print(table.to_text(200));
}

/// The day a case would be filed on: the one that was given, or today where the workflow is at
/// home.
Day first_day(workflow::Workflow const& workflow, std::optional<Day> given) {
    if (given) return *given;
    runtime::SystemClock clock;
    return calendar::Zone::find(workflow.time_zone)->day_of(clock.now());
}

void check_one(std::string const& path,
               service::Calendars const& calendars,
               std::optional<Day> from,
               CheckAnswer& answer) {
    auto const text = read_definition_text(path);
    auto definition = workflow::read_definition(text);
    auto const found =
        definition.workflow ? calendars.find(definition.workflow->calendar) : calendars.end();
    auto const* const calendar = found == calendars.end() ? nullptr : &found->second;
    proof::prove(text, definition, calendar);
    answer.problems.insert(
        answer.problems.end(), definition.problems.begin(), definition.problems.end());
    auto const& silenced = definition.silences.silenced;
    answer.silenced.insert(answer.silenced.end(), silenced.begin(), silenced.end());
    if (!answer.tells_times || !definition.workflow || calendar == nullptr) return;
    auto const day = first_day(*definition.workflow, from);
    auto time = proof::longest_time(*definition.workflow, day, *calendar);
    answer.times.push_back({std::move(*definition.workflow), std::move(time)});
}

void tell(Session& session, Options const& options, CheckAnswer const& answer) {
    if (has_errors(answer.problems)) session.exit = exit_refused;
    if (options.sarif) return print(check_sarif(answer, session.language, options.version) + "\n");
    if (session.json) return print(check_json(answer, session.language) + "\n");
    report(session, answer.problems);
    for (auto const& checked : answer.times) print(longest_text(checked, session.language));
    if (has_errors(answer.problems) || options.longest) return;
    say(session,
        {.zh_cn = fmt::format("检查了{}个定义，没有错误", options.paths.size()),
         .en = fmt::format("checked {} definition(s): no errors", options.paths.size())});
}

bool is_usable(Session& session, Options const& options) {
    if (options.paths.empty()) {
        complain(session,
                 {.zh_cn = "请给出 workflow.yaml 或它所在的文件夹",
                  .en = "name a workflow.yaml, or the folder it lies in"},
                 exit_usage);
        return false;
    }
    if (!options.from.empty() && !parse_day(options.from)) {
        complain(session, not_a_day(options.from), exit_usage);
        return false;
    }
    for (auto const& path : options.paths) {
        if (std::filesystem::exists(path)) continue;
        complain(session,
                 {.zh_cn = fmt::format("没有文件 {}", path),
                  .en = fmt::format("there is no file {}", path)},
                 exit_usage);
        return false;
    }
    return true;
}

void run(Session& session, Options const& options) {
    if (options.rules) return print_rules(session);
    if (!is_usable(session, options)) return;
    auto const calendars = find_calendars(session);
    CheckAnswer answer;
    answer.tells_silenced = options.all;
    answer.tells_times = options.longest;
    for (auto const& path : options.paths)
        check_one(path, calendars, parse_day(options.from), answer);
    tell(session, options, answer);
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("check",
                           words(session,
                                 "检查流程定义：列出所有问题及其位置",
                                 "Check definitions: every problem, with its place"));
    auto const options = std::make_shared<Options>();
    auto const shown = app.version();  // "duban 0.1.0"
    options->version = shown.substr(shown.find(' ') + 1);
    command->add_option(
        "files",
        options->paths,
        words(
            session, "workflow.yaml，或其所在的文件夹", "workflow.yaml, or the folder it lies in"));
    command->add_flag(
        "--longest",
        options->longest,
        words(session, "从开始到每个结束，依法最长要多久", "the longest lawful time to each end"));
    command->add_option("--from",
                        options->from,
                        words(session,
                              "从哪一天算起，如 2025-07-01（默认今天）",
                              "the day it starts: 2025-07-01 (today)"));
    command->add_flag("--all",
                      options->all,
                      words(session,
                            "与 --json 同用，也列出文件中不再提示的问题",
                            "with --json, also what the file silences"));
    command->add_flag(
        "--sarif",
        options->sarif,
        words(session, "在标准输出上给出 SARIF 2.1.0", "SARIF 2.1.0 on standard output"));
    command->add_flag("--rules",
                      options->rules,
                      words(session, "列出所有规则及其含义", "all rules, with what they mean"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
