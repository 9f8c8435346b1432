#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/eval_answer.hpp"
#include "adapters/cli/eval_json.hpp"
#include "adapters/cli/given_values.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/input_lines.hpp"
#include "adapters/cli/named_zones.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t line_bytes_max = 1U << 20U;

struct Options {
    std::string expression;
    std::string with;
    std::string workflow;
};

class CalendarDays : public expression::WorkingDays {
  public:
    explicit CalendarDays(calendar::Calendar calendar) : calendar_{std::move(calendar)} {}

    [[nodiscard]] int between(Day from, Day to) const override {
        return calendar_.working_days_between(from, to);
    }

  private:
    calendar::Calendar calendar_;
};

/// What an expression may ask for beyond its names.
class Surroundings {
  public:
    explicit Surroundings(Places const& places) : days_{find_calendar(places)} {
        scope_.now = runtime::SystemClock{}.now();
        if (auto const zone = calendar::Zone::find(places.time_zone))
            scope_.today = zone->day_of(scope_.now);
        scope_.working_days = days_.get();
        scope_.zones = &zones_;
    }

    [[nodiscard]] expression::Scope const& scope() const { return scope_; }

  private:
    /// Few expressions ask for a calendar: where there is none, only they are told so.
    static std::unique_ptr<CalendarDays> find_calendar(Places const& places) {
        if (!fs::is_directory(places.calendars)) return nullptr;
        Problems told_by_other_commands;
        auto const calendars = read_calendars(places.calendars, told_by_other_commands);
        auto const found = calendars.find(places.calendar);
        return found == calendars.end() ? nullptr : std::make_unique<CalendarDays>(found->second);
    }

    std::unique_ptr<CalendarDays> days_;
    NamedZones zones_;
    expression::Scope scope_;
};

Result<Given, Text> fields_of(workflow::Workflow const& workflow, std::string const& with) {
    auto const values = read_given(workflow, {.set = {}, .with = with});
    if (!values) return Failure<Text>{values.error().reason};
    Given given;
    for (auto const& field : workflow.fields) {
        given.variables.push_back({.name = field.name, .type = type_of(field)});
        given.values.push_back(field.default_value);
    }
    for (auto const& [name, value] : values->values)
        given.values[workflow.find_field(name)] = value;
    return given;
}

Result<Given, Text> names_in(std::string const& with) {
    if (with.empty()) return Given{};
    auto const json = read_json(with);
    return json ? given_by(*json) : Result<Given, Text>{Failure<Text>{json.error()}};
}

void show(Session& session, Answer const& answer) {
    if (auto const* value = std::get_if<expression::Value>(&answer)) {
        print(fmt::format("{} ({})\n", expression::to_text(*value), type_name(*value)));
    } else if (auto const* error = std::get_if<expression::EvaluationError>(&answer)) {
        complain(session,
                 {.zh_cn = fmt::format("求值出错：{}", error->message),
                  .en = fmt::format("the evaluation fails: {}", error->message)},
                 exit_refused);
    } else if (auto const* problems = std::get_if<Problems>(&answer)) {
        report(session, *problems);
    } else {
        complain(session, std::get<BadQuestion>(answer).why, exit_refused);
    }
}

void answer_one(Session& session, Options const& options) {
    auto places = find_places(session);
    std::optional<workflow::Workflow> workflow;
    if (!options.workflow.empty()) {
        auto definition = find_definition(places, options.workflow);
        if (!definition.workflow) return report(session, definition.problems);
        workflow = std::move(definition.workflow);
        places.time_zone = workflow->time_zone;
        places.calendar = workflow->calendar;
    }
    auto const given = workflow ? fields_of(*workflow, options.with) : names_in(options.with);
    Surroundings const surroundings{places};
    auto const found = given ? answer(options.expression, *given, surroundings.scope())
                             : Answer{BadQuestion{given.error()}};
    if (!session.json) return show(session, found);
    print(answer_json(found, session.language) + "\n");
    if (!std::holds_alternative<expression::Value>(found)) session.exit = exit_refused;
}

void answer_lines(Session const& session) {
    Surroundings const surroundings{find_places(session)};
    for (std::string line; next_line(std::cin, line, line_bytes_max);) {
        print((line.size() > line_bytes_max
                   ? answer_json(too_long(line_bytes_max), session.language)
                   : answer_line(line, surroundings.scope(), session.language)) +
              "\n");
        std::fflush(stdout);
    }
}

}  // namespace

void add_eval(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "eval",
        words(session,
              "计算表达式；带 --json 而不给表达式时，逐行读取问题",
              "What an expression is worth; with --json and no EXPRESSION, lines of questions"));
    auto const options = std::make_shared<Options>();
    command->add_option("expression",
                        options->expression,
                        words(session, "如 \"round < 2 && rated\"", "\"round < 2 && rated\""));
    command->add_option(
        "--with",
        options->with,
        words(session, "各名称的值，写成 JSON 对象", "the values of its names as a JSON object"));
    command->add_option("--workflow",
                        options->workflow,
                        words(session,
                              "可用其字段的流程：名称、文件夹或 workflow.yaml",
                              "whose fields it may use: a name, a folder or a workflow.yaml"));
    command->callback([&session, options, command] {
        bool const given = command->count("expression") > 0;
        bool const asks_lines = session.json && !given;
        if (asks_lines && options->with.empty() && options->workflow.empty())
            return answer_lines(session);
        if (given) return answer_one(session, *options);
        complain(session,
                 {.zh_cn = "请给出表达式，如 duban eval \"x + 1 > 2\" --with '{\"x\": 3}'",
                  .en = "name an expression: duban eval \"x + 1 > 2\" --with '{\"x\": 3}'"},
                 exit_usage);
    });
}

}  // namespace duban::cli
