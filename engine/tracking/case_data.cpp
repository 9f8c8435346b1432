#include "engine/tracking/case_data.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "engine/base/problem.hpp"
#include "engine/tracking/value_json_impl.hpp"

namespace duban::tracking {

using expression::Value;

std::string encode_fields(workflow::Workflow const& workflow, std::vector<Value> const& fields) {
    boost::json::monotonic_resource pool;
    boost::json::object object(&pool);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].is_null())
            object.emplace(workflow.fields[i].name, to_json(fields[i], &pool));
    }
    return boost::json::serialize(object);
}

std::string encode_value(Value const& value) {
    return boost::json::serialize(to_json(value, {}));
}

Result<Value, Text> read_value(workflow::Field const& field,
                               std::string_view json,
                               MadeUpFiles made_up) {
    boost::system::error_code error;
    auto const parsed = boost::json::parse(json, error);
    if (error) return Failure<Text>{{.zh_cn = "应为 JSON", .en = "JSON is expected"}};
    auto value = from_json(field, parsed, made_up);
    if (!value) return value;
    if (auto problem = workflow::check_value(field, *value)) return Failure<Text>{*problem};
    return value;
}

std::vector<Value> decode_fields(workflow::Workflow const& workflow, std::string_view json) {
    boost::json::monotonic_resource memory;
    auto const parsed = boost::json::parse(json, &memory);
    std::vector<Value> fields(workflow.fields.size());
    for (auto const& [name, item] : parsed.as_object()) {
        auto const index = workflow.find_field(name);
        if (index == workflow::none) {
            throw std::runtime_error{
                fmt::format("the stored case has a field \"{}\" that its definition does not know",
                            std::string_view{name})};
        }
        auto value = from_json(workflow.fields[index], item);
        if (!value) {
            throw std::runtime_error{fmt::format(
                "the stored field \"{}\": {}", std::string_view{name}, value.error().en)};
        }
        fields[index] = std::move(*value);
    }
    return fields;
}

Refusal no_such_field(workflow::Workflow const& workflow, std::string_view name) {
    std::vector<std::string_view> known;
    for (auto const& field : workflow.fields) known.emplace_back(field.name);
    auto const near = nearest(name, known);
    if (!near.empty()) {
        return {Refusal::Kind::bad_value,
                {.zh_cn = fmt::format("没有字段“{}”；是否指“{}”？", name, near),
                 .en = fmt::format("there is no field \"{}\"; did you mean \"{}\"?", name, near)}};
    }
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("没有字段“{}”；字段有：{}", name, fmt::join(known, "、")),
             .en = fmt::format(
                 "there is no field \"{}\"; there are: {}", name, fmt::join(known, ", "))}};
}

Result<NamedValues, Refusal> read_values(workflow::Workflow const& workflow,
                                         std::string_view json,
                                         MadeUpFiles made_up) {
    auto const bad = [](Text reason) {
        return Failure<Refusal>{Refusal{Refusal::Kind::bad_value, std::move(reason)}};
    };
    boost::system::error_code error;
    auto const parsed = boost::json::parse(json, error);
    if (error || !parsed.is_object()) {
        return bad({.zh_cn = "应为 JSON 对象：{\"字段\": 值}",
                    .en = "a JSON object is expected: {\"field\": value}"});
    }
    NamedValues values;
    for (auto const& [name, item] : parsed.get_object()) {
        auto const index = workflow.find_field(name);
        if (index == workflow::none)
            return Failure<Refusal>{no_such_field(workflow, std::string_view{name})};
        auto const& field = workflow.fields[index];
        auto value = from_json(field, item, made_up);
        if (!value) {
            auto const& why = value.error();
            return bad({.zh_cn = fmt::format("字段“{}”：{}", field.title.zh_cn, why.zh_cn),
                        .en = fmt::format("field \"{}\": {}", field.title.en, why.en)});
        }
        values.emplace_back(field.name, std::move(*value));
    }
    return values;
}

}  // namespace duban::tracking
