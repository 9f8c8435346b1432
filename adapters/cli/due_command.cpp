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
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/calendar/explanation.hpp"
#include "engine/calendar/given_date.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t line_bytes_max = 64U << 10U;

struct Options {
    std::string term;
    std::string from;
    std::string calendar = "cn";
    std::string on_rest_day = "stay";
    std::string start_on_rest_day = "stay";
    std::string cut_off;
    std::string ends = "end_of_day";
    std::string time_zone;
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

/// A day, or a time on its wall.
struct Start {
    WallTime at;
    bool has_time = false;
};

std::optional<Start> start_of(std::string const& text) {
    if (auto const day = parse_day(text)) return Start{WallTime{*day}, false};
    auto const time = parse_wall_time(text);
    return time ? std::optional{Start{*time, true}} : std::nullopt;
}

Text not_a_start(std::string const& given) {
    auto text = not_a_day(given);
    text.zh_cn += "，或带时刻：2025-07-01T18:00";
    text.en += ", or with a time: 2025-07-01T18:00";
    return text;
}

Failure<Text> not_among(std::string const& given, std::string_view words) {
    return refuse({.zh_cn = fmt::format("“{}”应为 {} 之一", given, words),
                   .en = fmt::format("\"{}\": one of {} is expected", given, words)});
}

Result<calendar::Counting, Text> counting_of(Options const& options) {
    calendar::Counting counting;
    auto const rest = calendar::parse_on_rest_day(options.on_rest_day);
    if (!rest) {
        return refuse(
            {.zh_cn = fmt::format("“{}”应为 stay、next_working_day 或 previous_working_day",
                                  options.on_rest_day),
             .en = fmt::format("\"{}\": stay, next_working_day or previous_working_day is expected",
                               options.on_rest_day)});
    }
    counting.on_rest_day = *rest;
    auto const start = calendar::parse_start_on_rest_day(options.start_on_rest_day);
    if (!start) return not_among(options.start_on_rest_day, "stay, next_working_day");
    counting.start_on_rest_day = *start;
    auto const ends = calendar::parse_ends(options.ends);
    if (!ends) return not_among(options.ends, "end_of_day, closing_hour");
    counting.ends = *ends;
    if (options.cut_off.empty()) return counting;
    counting.cut_off = calendar::parse_time_of_day(options.cut_off);
    if (!counting.cut_off) {
        return refuse(
            {.zh_cn = fmt::format("“{}”不是时间：写法如 17:30", options.cut_off),
             .en = fmt::format("\"{}\" is no time of day: write it like 17:30", options.cut_off)});
    }
    return counting;
}

Result<calendar::Explanation, Text> explain(service::Calendars const& calendars,
                                            Options const& options) {
    auto const term = calendar::parse_term(options.term);
    if (!term) return refuse(term.error());
    if (calendar::is_given_date(*term))
        return refuse({.zh_cn = "给定的日期不经计算：它就是那个日期",
                       .en = "a given date is not counted: it is that date"});
    auto const from = start_of(options.from);
    if (!from) return refuse(not_a_start(options.from));
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
    auto const counting = counting_of(options);
    if (!counting) return refuse(counting.error());
    // Told apart by hand: g++ 12 takes a comparison of the whole for one of something unset.
    bool const plain = counting->start_on_rest_day == calendar::StartOnRestDay::stay &&
                       counting->ends == calendar::Ends::end_of_day && !counting->cut_off;
    if (plain && !from->has_time)
        return calendar::explain(*term,
                                 std::chrono::floor<std::chrono::days>(from->at),
                                 counting->on_rest_day,
                                 calendar->second);
    auto const zone = calendar::Zone::find(options.time_zone);
    if (!zone) return refuse(zone.error());
    calendar::Ledger const ledger{.started_at = zone->to_instant(from->at),
                                  .term = *term,
                                  .counting = *counting,
                                  .calendar_version = {},
                                  .extensions = {},
                                  .stops = {},
                                  .stopped_since = {}};
    return calendar::explain(ledger, calendar->second, *zone);
}

Text unknown_key(std::string const& name) {
    auto const near = nearest(name,
                              {"term",
                               "from",
                               "calendar",
                               "on_rest_day",
                               "start_on_rest_day",
                               "cut_off",
                               "ends",
                               "time_zone"});
    if (near.empty()) {
        return {.zh_cn = fmt::format("没有键“{}”", name),
                .en = fmt::format("there is no key \"{}\"", name)};
    }
    return {.zh_cn = fmt::format("没有键“{}”；是否指“{}”？", name, near),
            .en = fmt::format("there is no key \"{}\"; did you mean \"{}\"?", name, near)};
}

/// A question as JSON: {"term":…,"from":…,"calendar":…,"on_rest_day":…}.
Result<Options, Text> read_question(expression::Map const& question, std::string time_zone) {
    Options options;
    options.time_zone = std::move(time_zone);
    std::map<std::string_view, std::string*> const targets{
        {"term", &options.term},
        {"from", &options.from},
        {"calendar", &options.calendar},
        {"on_rest_day", &options.on_rest_day},
        {"start_on_rest_day", &options.start_on_rest_day},
        {"cut_off", &options.cut_off},
        {"ends", &options.ends},
        {"time_zone", &options.time_zone}};
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

Result<Options, Text> read_line(std::string const& line, std::string const& time_zone) {
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
    return read_question(*question, time_zone);
}

void answer_lines(Session& session, service::Calendars const& calendars, Options const& asked) {
    for (std::string line; next_line(std::cin, line, line_bytes_max);) {
        auto const options = read_line(line, asked.time_zone);
        auto const explanation = options
                                     ? explain(calendars, *options)
                                     : Result<calendar::Explanation, Text>{refuse(options.error())};
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
    if (options.time_zone.empty()) options.time_zone = find_places(session).time_zone;
    auto const calendars = find_calendars(session);
    if (session.exit != exit_done) return;
    if (options.term.empty()) {
        answer_lines(session, calendars, options);
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
    command->add_option(
        "term",
        options->term,
        words(session,
              "如 \"3 months\"、\"15 working days\"、\"30 June\"",
              "\"3 months\", \"15 working days\", \"30 June\", \"20 working days or 30 June, "
              "whichever is later\""));
    command->add_option("--from",
                        options->from,
                        words(session,
                              "起算日或时刻，如 2025-07-01、2025-07-01T18:00",
                              "the day or time it starts: 2025-07-01, 2025-07-01T18:00"));
    command->add_option("--calendar",
                        options->calendar,
                        words(session, "工作日历（默认 cn）", "the working calendar (cn)"));
    command->add_option(
        "--on-rest-day",
        options->on_rest_day,
        words(session,
              "届满日逢休息日：stay 不动（默认）、next_working_day 顺延、previous_working_day 提前",
              "stay (default), next_working_day, previous_working_day"));
    command->add_option("--start-on-rest-day",
                        options->start_on_rest_day,
                        words(session,
                              "起算日逢休息日：stay（默认）或 next_working_day",
                              "where it starts on a rest day: stay (default), next_working_day"));
    command->add_option("--cut-off",
                        options->cut_off,
                        words(session,
                              "收件截止时间，如 17:30：此时及以后的视为下一工作日",
                              "17:30: what comes at that time or later counts as of the next "
                              "working day"));
    command->add_option("--ends",
                        options->ends,
                        words(session,
                              "末日止于 end_of_day（默认）或 closing_hour",
                              "end_of_day (default) or closing_hour"));
    command->add_option(
        "--time-zone",
        options->time_zone,
        words(session, "时区；默认为本机构的", "an IANA name; the office's by default"));
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
