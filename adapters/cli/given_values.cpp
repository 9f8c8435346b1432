#include "adapters/cli/given_values.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <optional>

#include "adapters/cli/eval_json.hpp"
#include "adapters/cli/session.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/workflow/handed_file.hpp"

namespace duban::cli {

namespace {

using tracking::Refusal;

Refusal bad(Text reason) {
    return {Refusal::Kind::bad_value, std::move(reason)};
}

Refusal bad(workflow::Field const& field, Text const& why) {
    return bad({.zh_cn = fmt::format("字段“{}”：{}", field.title.zh_cn, why.zh_cn),
                .en = fmt::format("field \"{}\": {}", field.title.en, why.en)});
}

class Assignments {
  public:
    Assignments(workflow::Workflow const& workflow, HandedIn& given)
        : workflow_{workflow}, given_{given} {}

    /// "name=value"; nothing, or why it is no value.
    std::optional<Refusal> take(std::string const& assignment) {
        auto const equals = assignment.find('=');
        auto const name = assignment.substr(0, equals);
        if (equals == std::string::npos) {
            return bad({.zh_cn = fmt::format("“{}”应写成 字段=值", assignment),
                        .en = fmt::format("\"{}\" should read field=value", assignment)});
        }
        auto const index = workflow_.find_field(name);
        if (index == workflow::none) return tracking::no_such_field(workflow_, name);
        auto const& field = workflow_.fields[index];
        auto const text = assignment.substr(equals + 1);
        if (is_given_already(field, text)) {
            return bad({.zh_cn = fmt::format("字段“{}”给了两次", name),
                        .en = fmt::format("the field \"{}\" is given twice", name)});
        }
        auto const value = read(field, text);
        if (!value) return bad(field, value.error());
        given_.values.emplace_back(name, *value);
        return std::nullopt;
    }

  private:
    /// Whether an earlier value would be lost: only one more file for a list joins what is there.
    [[nodiscard]] bool is_given_already(workflow::Field const& field, std::string_view text) const {
        bool const adds =
            field.kind == workflow::FieldKind::file && field.list && text.starts_with('@');
        if (adds) return false;
        return std::ranges::find(given_.values,
                                 field.name,
                                 &tracking::NamedValues::value_type::first) != given_.values.end();
    }

    /// "@path" is the text of a file, or, for a field that is one, the file itself.
    Result<expression::Value, Text> read(workflow::Field const& field, std::string const& text) {
        if (!text.starts_with('@')) return read_typed(field, text);
        auto const path = text.substr(1);
        if (field.kind != workflow::FieldKind::file) return read_typed(field, read_file(path));
        auto name = std::filesystem::path{path}.filename().string();
        if (auto fault = fault_of_size(name, path)) return Failure<Text>{std::move(*fault)};
        auto content = read_file(path);
        auto const file = workflow::describe_file(std::move(name), content);
        if (!file) return Failure<Text>{file.error()};
        given_.files.push_back(std::move(content));
        auto value =
            field.list ? added_to(field, workflow::to_value(*file)) : workflow::to_value(*file);
        if (auto problem = workflow::check_value(field, value)) return Failure<Text>{*problem};
        return value;
    }

    /// Asked before anything is read; where there is no such file, reading it says so.
    static std::optional<Text> fault_of_size(std::string const& name, std::string const& path) {
        std::error_code error;
        auto const size = std::filesystem::file_size(path, error);
        return error ? std::nullopt : workflow::fault_of_file_size(name, size);
    }

    /// The list as it was given so far, which is given anew, and the item.
    expression::Value added_to(workflow::Field const& field, expression::Value item) {
        expression::List list;
        auto const given =
            std::ranges::find(given_.values, field.name, &tracking::NamedValues::value_type::first);
        if (given != given_.values.end()) {
            if (auto const* const items = given->second.as_list()) list = *items;
            given_.values.erase(given);
        }
        list.push_back(std::move(item));
        return expression::Value{std::move(list)};
    }

    workflow::Workflow const& workflow_;
    HandedIn& given_;
};

/// As in `--with`: nobody means a name in brackets.
bool is_in_brackets(std::string_view typed) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = typed.find_first_not_of(blanks);
    return first != std::string_view::npos && typed[first] == '[' &&
           typed[typed.find_last_not_of(blanks)] == ']';
}

Result<expression::Value, Text> read_list_in_brackets(workflow::Field const& field,
                                                      std::string_view typed) {
    boost::system::error_code error;
    boost::json::parse(typed, error);
    if (!error) return tracking::read_value(field, typed);
    return Failure<Text>{
        {.zh_cn = "方括号内应为 JSON；列表写作 甲,乙 或 [\"甲\",\"乙\"]",
         .en = "what stands in brackets must be JSON; write a list as a,b or [\"a\",\"b\"]"}};
}

}  // namespace

Result<expression::Value, Text> read_typed(workflow::Field const& field,
                                           std::string_view typed,
                                           tracking::MadeUpFiles made_up) {
    bool const is_json =
        field.kind == workflow::FieldKind::record || field.kind == workflow::FieldKind::file;
    if (is_json) return tracking::read_value(field, typed, made_up);
    if (field.list && is_in_brackets(typed)) return read_list_in_brackets(field, typed);
    return workflow::parse_value(field, typed);
}

void add_value_options(CLI::App& command, Session const& session, GivenValues& values) {
    command
        .add_option("--set",
                    values.set,
                    words(session,
                          "字段=值，或 字段=@文件；可重复",
                          "field=value, or field=@file; may be repeated"))
        ->take_all()
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--with",
                       values.with,
                       words(session, "各字段的值，写成 JSON 对象", "the values as a JSON object"));
}

Result<HandedIn, Refusal> read_given(workflow::Workflow const& workflow,
                                     GivenValues const& values) {
    HandedIn given;
    if (!values.with.empty()) {
        // Boost's values would keep the last of two equal keys.
        if (auto strict = read_json(values.with); !strict)
            return Failure<Refusal>{bad(std::move(strict.error()))};
        auto read = tracking::read_values(workflow, values.with);
        if (!read) return Failure<Refusal>{std::move(read.error())};
        given.values = std::move(*read);
    }
    Assignments assignments{workflow, given};
    for (auto const& assignment : values.set) {
        if (auto refusal = assignments.take(assignment))
            return Failure<Refusal>{std::move(*refusal)};
    }
    return given;
}

}  // namespace duban::cli
