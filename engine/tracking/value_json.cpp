#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "engine/base/ensure.hpp"
#include "engine/tracking/value_json_impl.hpp"
#include "engine/workflow/handed_file.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::Field;
using workflow::FieldKind;

struct ToJson {
    boost::json::storage_ptr memory;

    boost::json::value operator()(expression::Null) const {
        return boost::json::value(nullptr, memory);
    }

    boost::json::value operator()(bool value) const { return boost::json::value(value, memory); }

    boost::json::value operator()(std::int64_t value) const {
        return boost::json::value(value, memory);
    }

    boost::json::value operator()(std::uint64_t value) const {
        return boost::json::value(value, memory);
    }

    boost::json::value operator()(double value) const { return boost::json::value(value, memory); }

    boost::json::value operator()(std::string const& value) const { return text(value); }

    boost::json::value operator()(Day value) const { return text(to_text(value)); }

    boost::json::value operator()(Instant value) const { return text(to_text(value)); }

    boost::json::value operator()(expression::Bytes const&) const { return not_a_field(); }

    boost::json::value operator()(Duration) const { return not_a_field(); }

    boost::json::value operator()(std::shared_ptr<expression::List const> const& list) const {
        boost::json::array items(memory);
        items.reserve(list->size());
        for (auto const& item : *list) items.push_back(to_json(item, memory));
        return items;
    }

    boost::json::value operator()(std::shared_ptr<expression::Map const> const& map) const {
        boost::json::object object(memory);
        for (auto const& [key, value] : *map) {
            auto const* const name = key.as<std::string>();
            ensure(name != nullptr, "a record is known by texts");
            if (!value.is_null()) object.emplace(*name, to_json(value, memory));
        }
        return object;
    }

  private:
    [[nodiscard]] boost::json::value text(std::string_view value) const {
        return boost::json::value(boost::json::string(value, memory));
    }

    static boost::json::value not_a_field() {
        ensure(false, "no field holds bytes or a duration");
        return nullptr;
    }
};

Failure<Text> wrong_kind(Text what) {
    return Failure<Text>{std::move(what)};
}

Result<Value, Text> text_from(boost::json::value const& json) {
    if (auto const* const text = json.if_string()) return Value{std::string{*text}};
    return wrong_kind({.zh_cn = "应为文字", .en = "a text is expected"});
}

Result<Value, Text> number_from(boost::json::value const& json) {
    if (auto const* const number = json.if_int64()) return Value{*number};
    return wrong_kind({.zh_cn = "应为整数", .en = "a whole number is expected"});
}

Result<Value, Text> decimal_from(boost::json::value const& json) {
    if (auto const* const number = json.if_double()) return Value{*number};
    if (auto const* const number = json.if_int64()) return Value{static_cast<double>(*number)};
    return wrong_kind({.zh_cn = "应为数字", .en = "a number is expected"});
}

Result<Value, Text> yes_no_from(boost::json::value const& json) {
    if (auto const* const answer = json.if_bool()) return Value{*answer};
    return wrong_kind({.zh_cn = "应为 true 或 false", .en = "true or false is expected"});
}

Result<Value, Text> date_from(boost::json::value const& json) {
    auto const* const text = json.if_string();
    auto const day = text != nullptr ? parse_day(*text) : std::nullopt;
    if (day) return Value{*day};
    return wrong_kind(
        {.zh_cn = "应为日期，如 2026-03-01", .en = "a date like 2026-03-01 is expected"});
}

Result<Value, Text> instant_from(boost::json::value const& json) {
    auto const* const text = json.if_string();
    auto const instant = text != nullptr ? parse_instant(*text) : std::nullopt;
    if (instant) return Value{*instant};
    return wrong_kind(
        {.zh_cn = "应为带时区的时刻，如 2026-03-01T09:00:00+08:00",
         .en = "an instant with its zone like 2026-03-01T09:00:00+08:00 is expected"});
}

/// An object of the record's own names; what is null is not set.
Result<Value, Text> record_from(std::vector<Field> const& fields,
                                boost::json::value const& json,
                                MadeUpFiles made_up) {
    auto const* const object = json.if_object();
    if (object == nullptr) {
        return wrong_kind({.zh_cn = "应为 JSON 对象，如 {\"phone\": \"…\"}",
                           .en = "a JSON object like {\"phone\": \"…\"} is expected"});
    }
    expression::Map map;
    for (auto const& [key, item] : *object) {
        std::string const name{key};
        auto const field = std::ranges::find(fields, name, &Field::name);
        if (field == fields.end()) {
            return wrong_kind({.zh_cn = fmt::format("里面没有“{}”", name),
                               .en = fmt::format("there is no \"{}\" in it", name)});
        }
        auto value = from_json(*field, item, made_up);
        if (!value) {
            return wrong_kind({.zh_cn = fmt::format("{}：{}", name, value.error().zh_cn),
                               .en = fmt::format("{}: {}", name, value.error().en)});
        }
        if (!value->is_null()) map.emplace(Value{name}, std::move(*value));
    }
    return Value{std::move(map)};
}

/// What is known of a file; or, where nothing is kept (to try a definition out), its name and the
/// text that it holds.
Result<Value, Text> file_from(boost::json::value const& json, MadeUpFiles made_up) {
    auto const* const object = json.if_object();
    auto const* const text = object == nullptr ? nullptr : object->if_contains("text");
    if (text == nullptr || made_up == MadeUpFiles::refused)
        return record_from(workflow::file_fields(), json, made_up);
    auto const* const name = object->if_contains("name");
    if (object->size() != 2 || name == nullptr || !name->is_string() || !text->is_string()) {
        return wrong_kind({.zh_cn = "应为 {\"name\": \"letter.pdf\", \"text\": \"…\"}",
                           .en = "{\"name\": \"letter.pdf\", \"text\": \"…\"} is expected"});
    }
    auto const file = workflow::describe_file(std::string{name->get_string()}, text->get_string());
    if (!file) return Failure<Text>{file.error()};
    return workflow::to_value(*file);
}

Result<Value, Text> one_from(Field const& field,
                             boost::json::value const& json,
                             MadeUpFiles made_up) {
    switch (field.kind) {
        case FieldKind::whole_number:
            return number_from(json);
        case FieldKind::decimal:
            return decimal_from(json);
        case FieldKind::yes_no:
            return yes_no_from(json);
        case FieldKind::date:
            return date_from(json);
        case FieldKind::instant:
            return instant_from(json);
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::person:
        case FieldKind::unit:
            return text_from(json);
        case FieldKind::file:
            return file_from(json, made_up);
        case FieldKind::record:
            return record_from(field.fields, json, made_up);
    }
    return wrong_kind({.zh_cn = "未知的字段类型", .en = "an unknown kind of field"});
}

}  // namespace

boost::json::value to_json(Value const& value, boost::json::storage_ptr const& memory) {
    return std::visit(ToJson{memory}, value.variant());
}

Result<Value, Text> from_json(Field const& field,
                              boost::json::value const& json,
                              MadeUpFiles made_up) {
    if (json.is_null()) return Value{};
    if (!field.list) return one_from(field, json, made_up);
    auto const* const items = json.if_array();
    if (items == nullptr) return wrong_kind({.zh_cn = "应为列表", .en = "a list is expected"});
    expression::List list;
    list.reserve(items->size());
    for (auto const& item : *items) {
        auto value = one_from(field, item, made_up);
        if (!value) return value;
        list.push_back(std::move(*value));
    }
    return Value{std::move(list)};
}

}  // namespace duban::tracking
