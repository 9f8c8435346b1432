#include "engine/workflow/part_reader.hpp"

#include <fmt/format.h>

#include "engine/workflow/field_reader.hpp"
#include "engine/workflow/part_key.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

/// Whether the items of such a list can be parts.
bool makes_parts(Field const& field) {
    auto const kind = field.kind;
    bool const short_words = kind == FieldKind::unit || kind == FieldKind::person ||
                             kind == FieldKind::choice || kind == FieldKind::text;
    return field.list && (short_words || kind == FieldKind::record);
}

/// Parts made from records are called by the first field of each.
void check_record_key(Reading& reading, Field const& list, Position at) {
    if (list.kind != FieldKind::record || list.fields.empty()) return;
    auto const& first = list.fields.front();
    if (names_parts(first)) return;
    reading.error(
        at,
        "bad-part-key",
        {.zh_cn = fmt::format(
             "分件以记录的第一个字段为名：“{}”须为 text 或 whole_number，并写“required: "
             "true”",
             first.name),
         .en = fmt::format("a part is called by the first field of its record: “{}” must be a text "
                           "or a whole_number, and “required: true”",
                           first.name)});
}

/// The field that holds, in each part, the item it was made for.
Index add_key(Reading& reading, std::string name, Field const& list, Index region, Position at) {
    auto& fields = reading.workflow().fields;
    reading.check_name(name, at);
    if (reading.workflow().find_field(name) != none) {
        reading.error(
            at,
            "duplicate-name",
            {.zh_cn = fmt::format("字段“{}”已经有了，请换一个名称", name),
             .en = fmt::format("there is a field “{}” already: choose another name", name)});
        return none;
    }
    Field key;
    key.name = std::move(name);
    key.title = list.title;
    key.kind = list.kind;
    key.choices = list.choices;
    key.fields = list.fields;
    key.region = region;
    key.at = at;
    fields.push_back(std::move(key));
    reading.know_field(true);
    return static_cast<Index>(fields.size() - 1);
}

/// `unit in co_handlers`
void read_parts(Reading& reading, yaml::Node const& node, Index region) {
    if (reading.scalar(&node) == nullptr) return;
    constexpr std::string_view in = " in ";
    auto const middle = node.text.find(in);
    if (middle == std::string::npos) {
        return reading.error(
            node.at,
            "bad-for-each",
            {.zh_cn = "写法是“名称 in 列表字段”，例如 unit in co_handlers",
             .en = "write “name in list”, the list being a field, such as unit in co_handlers"});
    }
    auto const list = reading.field(node.text.substr(middle + in.size()), node.at);
    if (list == none) return;
    auto const field = reading.workflow().fields[list];
    if (!makes_parts(field)) {
        return reading.error(
            node.at,
            "wrong-type",
            {.zh_cn = fmt::format(
                 "分件取自 unit、person、choice、text 或 record 的列表，字段“{}”不是", field.name),
             .en =
                 fmt::format("parts are made from a list of unit, person, choice, text or record; "
                             "the field “{}” is none",
                             field.name)});
    }
    check_record_key(reading, field, node.at);
    auto const key = add_key(reading, node.text.substr(0, middle), field, region, node.at);
    if (key == none) return;
    reading.workflow().states[region].for_each = {.list = list, .key = key, .at = node.at};
}

}  // namespace

void read_for_each(Reading& reading, yaml::Node const& body, Index region) {
    auto const* const parts = body.find("for_each");
    auto const* const fields = body.find("fields");
    if (parts != nullptr) read_parts(reading, *parts, region);
    if (parts == nullptr && fields != nullptr) {
        return reading.error(fields->at,
                             "without-for-each",
                             {.zh_cn = "只有“for_each”的区域才有自己的字段",
                              .en = "only a region with “for_each” has fields of its own"});
    }
    read_part_fields(reading, fields, region);
}

}  // namespace duban::workflow
