#include "engine/workflow/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/field_content_reader.hpp"
#include "engine/workflow/handed_file.hpp"
#include "engine/workflow/name.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/value_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using yaml::excerpt;

void check_field_name(Reading& reading, std::string const& name, Position at) {
    if (!reading.check_name(name, at)) return;
    auto const& vocabulary = message_vocabulary();
    bool const is_vocabulary =
        std::find(vocabulary.begin(), vocabulary.end(), name) != vocabulary.end();
    if (!is_vocabulary && !is_reserved_for_guards(name)) return;
    reading.error(
        at,
        "reserved-name",
        {.zh_cn = fmt::format("“{}”在条件或通知中另有含义，请换一个字段名", name),
         .en = fmt::format("“{}” means something else in guards or messages: choose another name",
                           name)});
}

void read_default(Reading& reading, yaml::Node const* node, Field& field) {
    if (node == nullptr) return;
    auto value = field.kind == FieldKind::file ? std::nullopt
                                               : read_value(reading, *node, field, "bad-default");
    if (field.kind == FieldKind::file || (value && !files_in(field, *value).empty())) {
        return reading.error(
            node->at,
            "made-up-file",
            {.zh_cn = "文件由人提交，没有默认值", .en = "a file is handed in: it has no default"});
    }
    if (value) field.default_value = std::move(*value);
}

void read_field(Reading& reading, yaml::Entry const& entry, Index region) {
    check_field_name(reading, entry.key, entry.at);
    Field field;
    field.name = entry.key;
    field.title = {.zh_cn = entry.key, .en = entry.key};
    field.at = entry.at;
    yaml::Mapping const map{reading, &entry.value, noun::field};
    bool const typed = read_content(reading, map, field);
    if (auto title = map.localized("title")) field.title = *title;
    field.required = map.yes_no("required").value_or(false);
    if (field.required && region != none) {
        reading.error(
            map.find("required")->at,
            "required-in-part",
            {.zh_cn = "分件不由人提交，它的字段不能“required”；请写进操作的“need”",
             .en = "nobody files a part, so its fields cannot be “required”: name them in "
                   "the “need” of an action"});
    }
    if (typed) read_default(reading, map["default"], field);
    map.finish();
    field.region = region;
    if (region != none && reading.workflow().find_field(field.name) != none) {
        reading.error(entry.at,
                      "duplicate-name",
                      {.zh_cn = fmt::format("字段“{}”已经有了", excerpt(entry.key)),
                       .en = fmt::format("there is a field “{}” already", excerpt(entry.key))});
        return;
    }
    reading.workflow().fields.push_back(std::move(field));
    reading.know_field(typed);
}

void read_role_field(Reading& reading, yaml::Node const& node, Role& role) {
    role.field = reading.field(node.text, node.at);
    if (role.field == none || !reading.is_typed(role.field)) return;
    auto const kind = reading.workflow().fields[role.field].kind;
    if (role.leader && kind == FieldKind::person) {
        reading.error(node.at,
                      "wrong-type",
                      {.zh_cn = fmt::format("只有单位才有负责人，字段“{}”是人员", node.text),
                       .en = fmt::format("only units have a leader; “{}” is a person", node.text)});
    }
    if (kind == FieldKind::person || kind == FieldKind::unit) return;
    reading.error(
        node.at,
        "wrong-type",
        {.zh_cn = fmt::format(
             "角色只能取自 person、unit 或其列表，字段“{}”是 {}", node.text, to_text(kind)),
         .en = fmt::format("a role is taken from a person, a unit or a list of them; “{}” is a {}",
                           node.text,
                           to_text(kind))});
}

void read_role(Reading& reading, yaml::Entry const& entry) {
    reading.check_name(entry.key, entry.at);
    Role role;
    role.name = entry.key;
    role.title = {.zh_cn = entry.key, .en = entry.key};
    role.at = entry.at;
    yaml::Mapping const map{reading, &entry.value, noun::role};
    role.group = map.text("group").value_or("");
    auto const* const field = map["field"];
    role.part = map.yes_no("part").value_or(false);
    role.leader = map.yes_no("leader").value_or(false);
    if (auto title = map.localized("title")) role.title = *title;
    map.finish();
    if (reading.scalar(field) != nullptr) read_role_field(reading, *field, role);
    auto const told = (map.find("group") != nullptr ? 1 : 0) + (field != nullptr ? 1 : 0) +
                      (map.find("part") != nullptr ? 1 : 0);
    if (entry.value.is_mapping() && told != 1) {
        reading.error(
            entry.at,
            "group-or-field",
            {.zh_cn = fmt::format("角色“{}”须写“group”“field”或“part: true”，三者取一",
                                  excerpt(entry.key)),
             .en = fmt::format("the role “{}” needs one of “group”, “field” and “part: true”",
                               excerpt(entry.key))});
    }
    if (role.leader && map.find("group") != nullptr) {
        reading.error(entry.at,
                      "group-or-field",
                      {.zh_cn = "“leader”只用于“field”或“part: true”：组没有负责人",
                       .en = "“leader” goes with “field” or “part: true”: a group has no leader"});
    }
    reading.workflow().roles.push_back(std::move(role));
}

}  // namespace

void read_part_fields(Reading& reading, yaml::Node const* fields, Index region) {
    Text const kind{.zh_cn = "字段", .en = "fields"};
    for (auto const& entry : entries_within(reading, fields, Bounds::fields_max, kind)) {
        read_field(reading, entry, region);
    }
}

void read_fields_and_roles(Reading& reading, yaml::Node const* fields, yaml::Node const* roles) {
    read_part_fields(reading, fields, none);
    Text const kind{.zh_cn = "角色", .en = "roles"};
    for (auto const& entry : entries_within(reading, roles, Bounds::roles_max, kind)) {
        read_role(reading, entry);
    }
}

}  // namespace duban::workflow
