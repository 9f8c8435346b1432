#include "adapters/cli/given_values.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>

#include "adapters/cli/session.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/base/sha256.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::cli {

namespace {

using tracking::Refusal;

Failure<Refusal> bad(Text reason) {
    return Failure<Refusal>{Refusal{Refusal::Kind::bad_value, std::move(reason)}};
}

/// "letter.pdf" is a PDF; what nobody knows is octets.
std::string media_type_of(std::filesystem::path const& path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> known{{
        {".pdf", "application/pdf"},
        {".doc", "application/msword"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".ofd", "application/ofd"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".txt", "text/plain"},
        {".html", "text/html"},
    }};
    auto const ending = path.extension().string();
    auto const* const found =
        std::ranges::find(known, ending, &std::pair<std::string_view, std::string_view>::first);
    return std::string{found == known.end() ? "application/octet-stream" : found->second};
}

expression::Value description_of(std::filesystem::path const& path) {
    auto const content = read_file(path.string());
    return expression::Map{
        {expression::Value{"name"}, expression::Value{path.filename().string()}},
        {expression::Value{"size"}, expression::Value{static_cast<std::int64_t>(content.size())}},
        {expression::Value{"sha256"}, expression::Value{to_text(sha256(content))}},
        {expression::Value{"media_type"}, expression::Value{media_type_of(path)}}};
}

/// "@path" is the text of a file, or, for a field that is one, the file itself.
Result<expression::Value, Text> read_given(workflow::Field const& field, std::string const& text) {
    if (!text.starts_with('@')) return read_typed(field, text);
    auto const path = text.substr(1);
    if (field.kind != workflow::FieldKind::file) return read_typed(field, read_file(path));
    auto value = description_of(path);
    if (field.list) value = expression::Value{expression::List{std::move(value)}};
    if (auto problem = workflow::check_value(field, value)) return Failure<Text>{*problem};
    return value;
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
    auto const& field = workflow.fields[index];
    auto const value = read_given(field, assignment.substr(equals + 1));
    if (!value) {
        return bad({.zh_cn = fmt::format("字段“{}”：{}", field.title.zh_cn, value.error().zh_cn),
                    .en = fmt::format("field \"{}\": {}", field.title.en, value.error().en)});
    }
    return std::pair{name, *value};
}

}  // namespace

Result<expression::Value, Text> read_typed(workflow::Field const& field, std::string_view typed) {
    bool const is_json =
        field.kind == workflow::FieldKind::record || field.kind == workflow::FieldKind::file;
    return is_json ? tracking::read_value(field, typed) : workflow::parse_value(field, typed);
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
