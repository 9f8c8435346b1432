#include "engine/workflow/field_content_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "engine/workflow/name.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using yaml::excerpt;

constexpr auto choices_max = Bounds::choices_max;
constexpr auto choice_characters_max = Bounds::choice_characters_max;

/// How many records and lists a field lies in, itself among them.
struct Nesting {
    std::size_t records = 0;
    std::size_t lists = 0;
};

bool read_content(Reading& reading, yaml::Mapping const& map, Field& field, Nesting nesting);

/// Whether the type could be read.
bool read_type(Reading& reading, yaml::Node const* node, Field& field) {
    if (node == nullptr || reading.scalar(node) == nullptr) return false;
    constexpr std::string_view list_of = "list of ";
    std::string_view word = node->text;
    field.list = word.starts_with(list_of);
    if (field.list) word.remove_prefix(list_of.size());
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

void check_nesting(Reading& reading, Position at, Nesting nesting) {
    if (nesting.records > Bounds::record_depth_max) {
        reading.error(
            at,
            "too-deep",
            {.zh_cn = fmt::format("记录嵌套超过 {} 层", Bounds::record_depth_max),
             .en = fmt::format("records are nested more than {} deep", Bounds::record_depth_max)});
    }
    if (nesting.lists > Bounds::list_depth_max) {
        reading.error(at,
                      "too-deep",
                      {.zh_cn = "列表里的记录可以有列表，再往里不可以",
                       .en = "the records of a list may hold lists, and those no further ones"});
    }
}

void check_name_in_record(Reading& reading, yaml::Entry const& entry) {
    if (!reading.check_name(entry.key, entry.at) || !is_reserved_for_guards(entry.key)) return;
    reading.error(
        entry.at,
        "reserved-name",
        {.zh_cn = fmt::format("“{}”在条件中另有含义，请换一个名称", entry.key),
         .en = fmt::format("“{}” means something else in guards: choose another name", entry.key)});
}

Field read_field_of_record(Reading& reading, yaml::Entry const& entry, Nesting nesting) {
    check_name_in_record(reading, entry);
    Field field;
    field.name = entry.key;
    field.title = {.zh_cn = entry.key, .en = entry.key};
    field.at = entry.at;
    yaml::Mapping const map{reading, &entry.value, noun::record_field};
    read_content(reading, map, field, nesting);
    if (auto title = map.localized("title")) field.title = std::move(*title);
    field.required = map.yes_no("required").value_or(false);
    map.finish();
    return field;
}

void read_fields_of_record(Reading& reading,
                           yaml::Mapping const& map,
                           Field& record,
                           Nesting nesting) {
    auto const* const node =
        record.kind == FieldKind::record ? map.required("fields") : map["fields"];
    if (node == nullptr) return;
    if (record.kind != FieldKind::record) {
        return reading.error(node->at,
                             "not-for-this-type",
                             {.zh_cn = "“fields”只用于 record 类型的字段",
                              .en = "“fields” belongs to fields of the type record"});
    }
    ++nesting.records;
    check_nesting(reading, node->at, nesting);
    if (nesting.records > Bounds::record_depth_max) return;
    Text const kind{.zh_cn = "记录里的字段", .en = "fields of a record"};
    for (auto const& entry : entries_within(reading, node, Bounds::record_fields_max, kind)) {
        record.fields.push_back(read_field_of_record(reading, entry, nesting));
    }
    if (node->is_mapping() && node->entries.empty()) {
        reading.error(
            node->at,
            "missing-value",
            {.zh_cn = "记录里至少要有一个字段", .en = "a record needs at least one field"});
    }
}

bool read_content(Reading& reading, yaml::Mapping const& map, Field& field, Nesting nesting) {
    if (!read_type(reading, map["type"], field)) return false;
    if (field.list) ++nesting.lists;
    check_nesting(reading, map.at(), {.records = 0, .lists = nesting.lists});
    read_choices(reading, map, field);
    read_sizes(reading, map, field);
    read_fields_of_record(reading, map, field, nesting);
    return true;
}

}  // namespace

std::span<yaml::Entry const> entries_within(Reading& reading,
                                            yaml::Node const* node,
                                            std::size_t most,
                                            Text const& kind) {
    if (node == nullptr || reading.mapping(node) == nullptr) return {};
    auto const& entries = node->entries;
    if (entries.size() <= most) return entries;
    reading.error(entries[most].at,
                  "too-many",
                  {.zh_cn = fmt::format("{}最多 {} 个", kind.zh_cn, most),
                   .en = fmt::format("at most {} {} are allowed", most, kind.en)});
    return std::span{entries}.first(most);
}

bool read_content(Reading& reading, yaml::Mapping const& map, Field& field) {
    return read_content(reading, map, field, {});
}

}  // namespace duban::workflow
