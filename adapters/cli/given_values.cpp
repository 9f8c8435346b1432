#include "adapters/cli/given_values.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "adapters/cli/session.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::cli {

namespace {

using tracking::Refusal;

Failure<Refusal> bad(Text reason) {
    return Failure<Refusal>{Refusal{Refusal::Kind::bad_value, std::move(reason)}};
}

Result<std::pair<std::string, expression::Value>, Refusal> read_one(
    workflow::Workflow const& workflow, std::string const& assignment) {
    auto const equals = assignment.find('=');
    auto const name = assignment.substr(0, equals);
    if (equals == std::string::npos) {
        return bad({.zh_cn = fmt::format("“{}”应写成 字段=值", assignment),
                    .en = fmt::format("\"{}\" should read field=value", assignment)});
    }
    auto const index = workflow.find_field(name);
    if (index == workflow::none) return Failure<Refusal>{tracking::no_such_field(workflow, name)};
    auto text = assignment.substr(equals + 1);
    if (text.starts_with('@')) text = read_file(text.substr(1));
    auto value = workflow::parse_value(workflow.fields[index], text);
    if (!value) {
        auto const& field = workflow.fields[index];
        return bad({.zh_cn = fmt::format("字段“{}”：{}", field.title.zh_cn, value.error().zh_cn),
                    .en = fmt::format("field \"{}\": {}", field.title.en, value.error().en)});
    }
    return std::pair{name, std::move(*value)};
}

}  // namespace

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

Result<tracking::NamedValues, Refusal> read_given(workflow::Workflow const& workflow,
                                                  GivenValues const& given) {
    tracking::NamedValues values;
    if (!given.with.empty()) {
        auto read = tracking::read_values(workflow, given.with);
        if (!read) return read;
        values = std::move(*read);
    }
    for (auto const& assignment : given.set) {
        auto one = read_one(workflow, assignment);
        if (!one) return Failure<Refusal>{std::move(one.error())};
        values.push_back(std::move(*one));
    }
    return values;
}

}  // namespace duban::cli
