#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/eval_json.hpp"
#include "adapters/cli/input_lines.hpp"
#include "adapters/cli/json_output.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/play_answer.hpp"
#include "adapters/cli/play_input.hpp"
#include "adapters/cli/play_table.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/runtime/system_clock.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::cli {

namespace {

using tracking::Rehearsal;

constexpr std::size_t line_bytes_max = 1U << 20U;

struct Options {
    std::string workflow;
    std::string with;
    std::string at;
    bool unchecked = false;
};

std::optional<Instant> start_of(Session& session,
                                tracking::Procedure const& procedure,
                                std::string const& at) {
    if (at.empty()) return std::chrono::floor<std::chrono::seconds>(runtime::SystemClock{}.now());
    if (auto const start = calendar::parse_instant(at, procedure.zone)) return start;
    complain(session,
             {.zh_cn = fmt::format("“{}”不是时刻；写法如 2026-03-04T10:00", at),
              .en = fmt::format("\"{}\" is no time; write 2026-03-04T10:00", at)},
             exit_usage);
    return std::nullopt;
}

/// The case that is played.
struct Play {
    tracking::Procedure const& procedure;
    tracking::NamedValues with;
    bool unchecked;
    std::optional<Rehearsal> rehearsal = std::nullopt;

    /// Filed as far as it is given: what is required is asked for where a case is filed for good.
    Rehearsal::Outcome begin(Instant start) {
        rehearsal.emplace(procedure, start);
        return rehearsal->file({.actor = {.id = "play", .groups = {}, .units = {}},
                                .with = with,
                                .at = start,
                                .unchecked = true});
    }

    /// Where nobody has said when it begins, the first line may name an earlier time than now.
    void begin_no_later_than(std::string const& at) {
        auto const instant = calendar::parse_instant(at, procedure.zone);
        if (instant && *instant < rehearsal->now()) begin(*instant);
    }
};

void answer_lines(Session const& session, Play& play, bool starts_now) {
    auto const say_line = [&](std::string const& line) {
        print(line + "\n");
        std::fflush(stdout);
    };
    for (std::string line; next_line(std::cin, line, line_bytes_max);) {
        if (line.size() > line_bytes_max) {
            say_line(problem_line(session.language == Language::zh_cn ? "这一行太长"
                                                                      : "the line is too long"));
            continue;
        }
        auto const input = read_play_input(line);
        if (input && std::exchange(starts_now, false)) play.begin_no_later_than(input->at);
        auto const outcome =
            input ? cli::play(play.procedure, *play.rehearsal, *input, play.unchecked)
                  : Result<Rehearsal::Outcome, Text>{Failure<Text>{input.error()}};
        say_line(outcome ? play_json(play.procedure, *play.rehearsal, *outcome, session.language)
                         : problem_line(outcome.error().in(session.language)));
    }
}

void run(Session& session, Options const& options) {
    auto found =
        find_procedure(find_places(session),
                       options.workflow,
                       options.unchecked ? workflow::Proofs::reported : workflow::Proofs::required);
    if (!found) return report(session, found.error());
    auto const* const procedure = &*found;
    auto const start = start_of(session, *procedure, options.at);
    if (!start) return;
    std::string const given = options.with.empty() ? "{}" : options.with;
    if (auto const strict = read_json(given); !strict)
        return complain(session, strict.error(), exit_refused);
    auto with = tracking::read_values(procedure->workflow, given, tracking::MadeUpFiles::taken);
    if (!with) return complain(session, with.error().reason, exit_refused);
    Play play{.procedure = *procedure, .with = std::move(*with), .unchecked = options.unchecked};
    auto const filed = play.begin(*start);
    if (filed.refusal) return complain(session, filed.refusal->reason, exit_refused);
    if (!session.json) return play_at_table(session, *procedure, *play.rehearsal, filed);
    print(play_json(*procedure, *play.rehearsal, filed, session.language) + "\n");
    std::fflush(stdout);
    answer_lines(session, play, options.at.empty());
}

}  // namespace

void add_play(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "play",
        words(session,
              "试走流程定义：操作、等待、看结果；带 --json 时逐行进行",
              "Try a definition out: act, wait, and see; with --json, line by line"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option(
            "workflow",
            options->workflow,
            words(session, "名称、文件夹或 workflow.yaml", "a name, a folder or a workflow.yaml"))
        ->required();
    command->add_option(
        "--with",
        options->with,
        words(session, "案件的字段，写成 JSON 对象", "the fields of the case as a JSON object"));
    command->add_option("--at",
                        options->at,
                        words(session,
                              "从何时开始，如 2026-03-04T10:00（默认现在）",
                              "when it begins: 2026-03-04T10:00 (now)"));
    command->add_flag(
        "--unchecked",
        options->unchecked,
        words(session,
              "不问谁操作、是否填全，检查有误的定义也照走",
              "ask neither who acts nor what is needed, and play what check objects to"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
