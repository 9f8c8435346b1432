#include "engine/workflow/part_reader.hpp"

#include <fmt/format.h>

#include "engine/workflow/field_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

/// Whether a part can be called by an item of such a list.
bool names_parts(Field const& field) {
    bool const short_words = field.kind == FieldKind::unit || field.kind == FieldKind::person ||
                             field.kind == FieldKind::choice || field.kind == FieldKind::text;
    return field.list && short_words;
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
    if (!names_parts(field)) {
        return reading.error(
            node.at,
            "wrong-type",
            {.zh_cn = fmt::format("分件取自 unit、person、choice 或 text 的列表，字段“{}”不是",
                                  field.name),
             .en = fmt::format("parts are made from a list of unit, person, choice or text; the "
                               "field “{}” is none",
                               field.name)});
    }
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
