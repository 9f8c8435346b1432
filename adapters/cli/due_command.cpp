#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/eval_json.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/input_lines.hpp"
#include "adapters/cli/json_output.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/explanation.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t line_bytes_max = 64U << 10U;

struct Options {
    std::string term;
    std::string from;
    std::string calendar = "cn";
    std::string on_rest_day = "stay";
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

Result<calendar::Explanation, Text> explain(service::Calendars const& calendars,
                                            Options const& options) {
    auto const term = calendar::parse_term(options.term);
    if (!term) return refuse(term.error());
    auto const from = parse_day(options.from);
    if (!from) return refuse(not_a_day(options.from));
    auto const calendar = calendars.find(options.calendar);
    if (calendar == calendars.end()) {
        std::vector<std::string_view> known;
        for (auto const& [name, unused] : calendars) known.emplace_back(name);
        return refuse({.zh_cn = fmt::format(
                           "没有日历“{}”；现有：{}", options.calendar, fmt::join(known, "、")),
                       .en = fmt::format("there is no calendar \"{}\"; there are: {}",
                                         options.calendar,
                                         fmt::join(known, ", "))});
    }
    auto const rest = calendar::parse_on_rest_day(options.on_rest_day);
    if (!rest) {
        return refuse(
            {.zh_cn = fmt::format("“{}”应为 stay、next_working_day 或 previous_working_day",
                                  options.on_rest_day),
             .en = fmt::format("\"{}\": stay, next_working_day or previous_working_day is expected",
                               options.on_rest_day)});
    }
    return calendar::explain(*term, *from, *rest, calendar->second);
}

Text unknown_key(std::string const& name) {
    auto const near = nearest(name, {"term", "from", "calendar", "on_rest_day"});
    if (near.empty()) {
        return {.zh_cn = fmt::format("没有键“{}”", name),
                .en = fmt::format("there is no key \"{}\"", name)};
    }
    return {.zh_cn = fmt::format("没有键“{}”；是否指“{}”？", name, near),
            .en = fmt::format("there is no key \"{}\"; did you mean \"{}\"?", name, near)};
}

/// A question as JSON: {"term":…,"from":…,"calendar":…,"on_rest_day":…}.
Result<Options, Text> read_question(expression::Map const& question) {
    Options options;
    std::map<std::string_view, std::string*> const targets{{"term", &options.term},
                                                           {"from", &options.from},
                                                           {"calendar", &options.calendar},
                                                           {"on_rest_day", &options.on_rest_day}};
    for (auto const& [key, value] : question) {
        auto const& name = *key.as<std::string>();
        auto const target = targets.find(name);
        if (target == targets.end()) return refuse(unknown_key(name));
        auto const* const text = value.as<std::string>();
        if (text == nullptr) {
            return refuse({.zh_cn = fmt::format("“{}”应为文字", name),
                           .en = fmt::format("\"{}\" must be a text", name)});
        }
        *target->second = *text;
    }
    for (auto const* const needed : {"term", "from"}) {
        if (!question.contains(std::string_view{needed})) return refuse(missing_key(needed));
    }
    return options;
}

Result<Options, Text> read_line(std::string const& line) {
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
    auto const* const question = json->as_map();
    if (question == nullptr) {
        return refuse({.zh_cn = "每行应为一个 JSON 对象", .en = "each line must be a JSON object"});
    }
    return read_question(*question);
}

void answer_lines(Session& session, service::Calendars const& calendars, bool explained) {
    for (std::string line; next_line(std::cin, line, line_bytes_max);) {
        auto const options = read_line(line);
        auto const explanation = options
                                     ? explain(calendars, *options)
                                     : Result<calendar::Explanation, Text>{refuse(options.error())};
        print((explanation ? due_json(*explanation, json_language(session), explained)
                           : problem_line(explanation.error().in(session.language))) +
              "\n");
        std::fflush(stdout);
    }
}

void run(Session& session, Options const& options) {
    auto const calendars = find_calendars(session);
    if (session.exit != exit_done) return;
    if (options.term.empty()) {
        answer_lines(session, calendars, options.explain);
        return;
    }
    auto const explanation = explain(calendars, options);
    if (!explanation) {
        complain(session, explanation.error(), exit_refused);
        return;
    }
    if (session.json) {
        print(due_json(*explanation, json_language(session), options.explain) + "\n");
    } else if (options.explain) {
        print(calendar::to_text(*explanation, session.language));
    } else {
        auto const due = to_text(explanation->date.due);
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
    command->add_option("term",
                        options->term,
                        words(session,
                              "如 \"3 months\"、\"15 working days\"、\"30 June\"",
                              "\"3 months\", \"15 working days\", \"30 June\""));
    command->add_option("--from",
                        options->from,
                        words(session, "起算日，如 2025-07-01", "the day it starts: 2025-07-01"));
    command->add_option("--calendar",
                        options->calendar,
                        words(session, "工作日历（默认 cn）", "the working calendar (cn)"));
    command->add_option(
        "--on-rest-day",
        options->on_rest_day,
        words(session,
              "届满日逢休息日：stay 不动（默认）、next_working_day 顺延、previous_working_day 提前",
              "stay (default), next_working_day, previous_working_day"));
    command->add_flag(
        "--explain", options->explain, words(session, "说明为何是这一天", "why it is that day"));
    command->callback([&session, options] {
        bool const asks_lines = session.json && options->term.empty();
        if (!asks_lines && (options->term.empty() || options->from.empty())) {
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
