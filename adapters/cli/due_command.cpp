#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/due_question.hpp"
#include "adapters/cli/eval_json.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/input_lines.hpp"
#include "adapters/cli/json_output.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/explanation.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t line_bytes_max = 64U << 10U;

struct Options {
    DueQuestion question;
    bool explain = false;
};

Failure<Text> refuse(Text text) {
    return Failure<Text>{std::move(text)};
}

/// Holidays have the names of their law, unless a language was asked for: programs that read the
/// answer must not depend on the environment.
Language json_language(Session const& session) {
    return session.language_given ? session.language : Language::zh_cn;
}

Text missing_key(std::string_view key) {
    return {.zh_cn = fmt::format("缺少键“{}”", key),
            .en = fmt::format("the key \"{}\" is missing", key)};
}

Text unknown_key(std::string const& name) {
    std::vector<std::string_view> known;
    for (auto const& key : due_keys) known.push_back(key.name);
    auto const near = nearest(name, known);
    if (near.empty()) {
        return {.zh_cn = fmt::format("没有键“{}”", name),
                .en = fmt::format("there is no key \"{}\"", name)};
    }
    return {.zh_cn = fmt::format("没有键“{}”；是否指“{}”？", name, near),
            .en = fmt::format("there is no key \"{}\"; did you mean \"{}\"?", name, near)};
}

/// A question as JSON: {"term":…,"from":…,"calendar":…,"on_rest_day":…}.
Result<DueQuestion, Text> read_question(expression::Map const& given, std::string time_zone) {
    DueQuestion question;
    question.time_zone = std::move(time_zone);
    for (auto const& [key, value] : given) {
        auto const& name = *key.as<std::string>();
        auto const known = std::ranges::find(due_keys, name, &DueKey::name);
        if (known == due_keys.end()) return refuse(unknown_key(name));
        auto const* const text = value.as<std::string>();
        if (text == nullptr) {
            return refuse({.zh_cn = fmt::format("“{}”应为文字", name),
                           .en = fmt::format("\"{}\" must be a text", name)});
        }
        question.*known->part = *text;
    }
    for (auto const* const needed : {"term", "from"}) {
        if (!given.contains(std::string_view{needed})) return refuse(missing_key(needed));
    }
    return question;
}

Result<DueQuestion, Text> read_line(std::string const& line, std::string const& time_zone) {
    if (line.size() > line_bytes_max) {
        return refuse(
            {.zh_cn = fmt::format("这一行太长，最多 {} 字节", line_bytes_max),
             .en = fmt::format("the line is too long: at most {} bytes", line_bytes_max)});
    }
    auto const json = read_json(line);
    if (!json) {
        auto const& why = json.error();
        return refuse({.zh_cn = fmt::format("每行应为一个 JSON 对象：{}", why.zh_cn),
                       .en = fmt::format("each line must be a JSON object: {}", why.en)});
    }
    auto const* const given = json->as_map();
    if (given == nullptr) {
        return refuse({.zh_cn = "每行应为一个 JSON 对象", .en = "each line must be a JSON object"});
    }
    return read_question(*given, time_zone);
}

void answer_lines(Session& session, service::Calendars const& calendars, Options const& asked) {
    for (std::string line; next_line(std::cin, line, line_bytes_max);) {
        auto const explanation =
            read_line(line, asked.question.time_zone).and_then([&](DueQuestion const& question) {
                return answer_of(calendars, question);
            });
        print((explanation ? due_json(*explanation, json_language(session), asked.explain)
                           : problem_line(explanation.error().in(session.language))) +
              "\n");
        std::fflush(stdout);
    }
}

/// To the minute, where it does not end at midnight.
std::string due_text(calendar::Explanation const& explanation) {
    auto const end =
        explanation.clock ? std::optional{explanation.clock->until} : explanation.closing;
    if (!end) return to_text(explanation.date.due);
    auto const day = std::chrono::floor<std::chrono::days>(*end);
    auto const time = std::chrono::floor<std::chrono::minutes>(*end - day);
    return fmt::format("{} {}", to_text(Day{day}), calendar::to_text(time));
}

void run(Session& session, Options options) {
    auto& question = options.question;
    if (question.time_zone.empty()) question.time_zone = find_places(session).time_zone;
    auto const calendars = find_calendars(session);
    if (session.exit != exit_done) return;
    if (question.term.empty()) {
        answer_lines(session, calendars, options);
        return;
    }
    auto const explanation = answer_of(calendars, question);
    if (!explanation) {
        complain(session, explanation.error(), exit_refused);
        return;
    }
    if (session.json) {
        print(due_json(*explanation, json_language(session), options.explain) + "\n");
    } else if (options.explain) {
        print(calendar::to_text(*explanation, session.language));
    } else {
        auto const due = due_text(*explanation);
        say(session,
            explanation->date.provisional
                ? Text{.zh_cn = fmt::format("{}（暂定：日历尚未包括这些日子）", due),
                       .en =
                           fmt::format("{} (provisional: the calendar does not reach so far)", due)}
                : Text{.zh_cn = due, .en = due});
    }
}

}  // namespace

void add_due(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("due",
                           words(session,
                                 "期限何时届满；带 --json 而不给期限时，逐行读取问题",
                                 "When a term ends; with --json and no TERM, lines of questions"));
    auto const options = std::make_shared<Options>();
    auto& question = options->question;
    command->add_option(
        "term",
        question.term,
        words(session,
              "如 \"3 months\"、\"15 working days\"、\"30 June\"",
              "\"3 months\", \"15 working days\", \"30 June\", \"20 working days or 30 June, "
              "whichever is later\""));
    command->add_option("--from",
                        question.from,
                        words(session,
                              "起算日或时刻，如 2025-07-01、2025-07-01T18:00",
                              "the day or time it starts: 2025-07-01, 2025-07-01T18:00"));
    command->add_option("--calendar",
                        question.calendar,
                        words(session, "工作日历（默认 cn）", "the working calendar (cn)"));
    command->add_option(
        "--on-rest-day",
        question.on_rest_day,
        words(session,
              "届满日逢休息日：stay 不动（默认）、next_working_day 顺延、previous_working_day 提前",
              "stay (default), next_working_day, previous_working_day"));
    command->add_option("--start-on-rest-day",
                        question.start_on_rest_day,
                        words(session,
                              "起算日逢休息日：stay（默认）或 next_working_day",
                              "where it starts on a rest day: stay (default), next_working_day"));
    command->add_option("--cut-off",
                        question.cut_off,
                        words(session,
                              "收件截止时间，如 17:30：此时及以后的视为下一工作日",
                              "17:30: what comes at that time or later counts as of the next "
                              "working day"));
    command->add_option("--ends",
                        question.ends,
                        words(session,
                              "末日止于 end_of_day（默认）或 closing_hour",
                              "end_of_day (default) or closing_hour"));
    command->add_option(
        "--time-zone",
        question.time_zone,
        words(session, "时区；默认为本机构的", "an IANA name; the office's by default"));
    command->add_flag(
        "--explain", options->explain, words(session, "说明为何是这一天", "why it is that day"));
    command->callback([&session, options] {
        bool const asks_lines = session.json && options->question.term.empty();
        if (!asks_lines && (options->question.term.empty() || options->question.from.empty())) {
            complain(session,
                     {.zh_cn = "请给出期限和起始日，如 duban due \"3 months\" --from 2025-07-01",
                      .en = "name a term and its first day: "
                            "duban due \"3 months\" --from 2025-07-01"},
                     exit_usage);
            return;
        }
        run(session, *options);
    });
}

}  // namespace duban::cli
