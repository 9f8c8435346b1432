#include "engine/workflow/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "engine/workflow/name.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/value_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using yaml::excerpt;

constexpr auto choices_max = Bounds::choices_max;
constexpr auto choice_characters_max = Bounds::choice_characters_max;

/// The names of a mapping, up to the bound; `take` reads one.
template <class Take>
void each_name(
    Reading& reading, yaml::Node const* node, std::size_t most, Text const& kind, Take take) {
    if (node == nullptr || reading.mapping(node) == nullptr) return;
    for (std::size_t i = 0; i < node->entries.size(); ++i) {
        if (i < most) {
            take(node->entries[i]);
            continue;
        }
        reading.error(node->entries[i].at,
                      "too-many",
                      {.zh_cn = fmt::format("{}最多 {} 个", kind.zh_cn, most),
                       .en = fmt::format("at most {} {} are allowed", most, kind.en)});
        return;
    }
}

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

/// Whether the type could be read.
bool read_type(Reading& reading, yaml::Node const* node, Field& field) {
    if (node == nullptr || reading.scalar(node) == nullptr) return false;
    constexpr std::string_view list_of = "list of ";
    std::string_view word = node->text;
    field.list = word.starts_with(list_of);
    if (field.list) word.remove_prefix(list_of.size());
    if (word == "file" || word == "record") {
        reading.later(node->at,
                      {.zh_cn = fmt::format("“{}”类型的字段", word),
                       .en = fmt::format("fields of the type “{}”", word)});
        return false;
    }
    if (auto const kind = parse_field_kind(word)) {
        field.kind = *kind;
        return true;
    }
    std::vector<std::string_view> const known{field_kind_words.begin(), field_kind_words.end()};
    auto near = nearest(word, known);
    if (!near.empty() && field.list) near = fmt::format("{}{}", list_of, near);
    auto const shown = excerpt(node->text);
    reading.error(
        node->at,
        "unknown-type",
        near.empty()
            ? Text{.zh_cn = fmt::format("没有“{}”这种字段类型，可用的是 {}，或“list of”加其中之一",
                                        shown,
                                        fmt::join(known, "、")),
                   .en = fmt::format(
                       "there is no field type “{}”: use {}, or “list of” and one of them",
                       shown,
                       fmt::join(known, ", "))}
            : Text{.zh_cn = fmt::format("没有“{}”这种字段类型，是否为“{}”？", shown, near),
                   .en =
                       fmt::format("there is no field type “{}”; did you mean “{}”?", shown, near)},
        near);
    return false;
}

void read_choices(Reading& reading, yaml::Mapping const& map, Field& field) {
    auto const* const node = field.kind == FieldKind::choice ? map.required("of") : map["of"];
    if (node == nullptr) return;
    if (field.kind != FieldKind::choice) {
        return reading.error(node->at,
                             "not-for-this-type",
                             {.zh_cn = "“of”只用于 choice 类型的字段",
                              .en = "“of” belongs to fields of the type choice"});
    }
    for (auto const* const item : reading.texts(node)) {
        auto const& choices = field.choices;
        bool const twice = std::find(choices.begin(), choices.end(), item->text) != choices.end();
        bool const fits =
            !item->text.empty() && count_characters(item->text) <= choice_characters_max;
        if (twice) {
            reading.error(
                item->at,
                "duplicate-name",
                {.zh_cn = fmt::format("选项“{}”重复出现", excerpt(item->text)),
                 .en = fmt::format("the choice “{}” is named twice", excerpt(item->text))});
        } else if (!fits || choices.size() == choices_max) {
            reading.error(
                item->at,
                "bad-choice",
                {.zh_cn = fmt::format("选项不能为空，每个最多 {} 字，总共最多 {} 个",
                                      choice_characters_max,
                                      choices_max),
                 .en = fmt::format(
                     "a choice is not empty and has at most {} characters; {} are allowed",
                     choice_characters_max,
                     choices_max)});
        } else {
            field.choices.push_back(item->text);
        }
    }
    if (reading.sequence(node) != nullptr && node->items.empty()) {
        reading.error(node->at,
                      "bad-choice",
                      {.zh_cn = "至少要有一个选项", .en = "at least one choice is needed"});
    }
}

std::optional<std::size_t> read_size(Reading& reading,
                                     yaml::Mapping const& map,
                                     std::string_view key,
                                     Field const& field) {
    auto const size = map.whole_number(key);
    if (!size) return std::nullopt;
    bool const has_length =
        field.list || field.kind == FieldKind::text || field.kind == FieldKind::long_text;
    if (has_length) return static_cast<std::size_t>(*size);
    reading.error(
        map.find(key)->at,
        "not-for-this-type",
        {.zh_cn = "“at_least”“at_most”只用于文本（字数）和列表（项数）",
         .en = "“at_least” and “at_most” belong to texts (characters) and lists (items)"});
    return std::nullopt;
}

void read_sizes(Reading& reading, yaml::Mapping const& map, Field& field) {
    field.at_least = read_size(reading, map, "at_least", field);
    field.at_most = read_size(reading, map, "at_most", field);
    if (!field.at_least || !field.at_most || *field.at_least <= *field.at_most) return;
    reading.error(
        map.find("at_most")->at,
        "out-of-range",
        {.zh_cn =
             fmt::format("“at_most”（{}）小于“at_least”（{}）", *field.at_most, *field.at_least),
         .en = fmt::format(
             "“at_most” ({}) is less than “at_least” ({})", *field.at_most, *field.at_least)});
}

void read_default(Reading& reading, yaml::Node const* node, Field& field) {
    if (node == nullptr) return;
    if (auto value = read_value(reading, *node, field, "bad-default"))
        field.default_value = std::move(*value);
}

void read_field(Reading& reading, yaml::Entry const& entry, Index region) {
    check_field_name(reading, entry.key, entry.at);
    Field field;
    field.name = entry.key;
    field.title = {.zh_cn = entry.key, .en = entry.key};
    field.at = entry.at;
    yaml::Mapping map{reading, &entry.value, noun::field};
    bool const typed = read_type(reading, map["type"], field);
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
    if (typed) {
        read_choices(reading, map, field);
        read_sizes(reading, map, field);
        read_default(reading, map["default"], field);
    } else {
        map.also("fields");  // of a record, which this version does not know
    }
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
    reading.workflow().roles.push_back(std::move(role));
}

}  // namespace

void read_part_fields(Reading& reading, yaml::Node const* fields, Index region) {
    each_name(reading,
              fields,
              Bounds::fields_max,
              {.zh_cn = "字段", .en = "fields"},
              [&](yaml::Entry const& entry) { read_field(reading, entry, region); });
}

void read_fields_and_roles(Reading& reading, yaml::Node const* fields, yaml::Node const* roles) {
    read_part_fields(reading, fields, none);
    each_name(reading,
              roles,
              Bounds::roles_max,
              {.zh_cn = "角色", .en = "roles"},
              [&](yaml::Entry const& entry) { read_role(reading, entry); });
}

}  // namespace duban::workflow
