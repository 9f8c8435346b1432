#include "engine/workflow/attach_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

Field const* field_named(Reading const& reading, yaml::Node const& node) {
    auto const& fields = reading.workflow().fields;
    std::vector<std::string_view> names;
    for (auto const& field : fields) names.emplace_back(field.name);
    auto const place = reading.name_among(
        names, node.text, node.at, "unknown-field", {.zh_cn = "字段", .en = "field"});
    return place ? &fields[*place] : nullptr;
}

void report_no_file(Reading const& reading, Field const& field, Position at) {
    std::vector<std::string_view> files;
    for (auto const& other : reading.workflow().fields) {
        if (other.kind == FieldKind::file) files.emplace_back(other.name);
    }
    reading.error(
        at,
        "wrong-type",
        {.zh_cn = fmt::format(
             "只有 file 类型的字段可以随通知附上，字段“{}”是 {}", field.name, to_text(field.kind)),
         .en = fmt::format("only fields of the type file can be attached; “{}” is a {}",
                           field.name,
                           to_text(field.kind))},
        nearest(field.name, files));
}

}  // namespace

std::vector<std::string> read_attach(Reading const& reading, yaml::Node const* node) {
    std::vector<std::string> names;
    for (auto const* const item : reading.texts(node, yaml::Short::allowed)) {
        auto const* const field = field_named(reading, *item);
        if (field == nullptr) continue;
        if (field->kind != FieldKind::file) {
            report_no_file(reading, *field, item->at);
        } else if (std::ranges::find(names, field->name) == names.end()) {
            names.push_back(field->name);
        } else {
            auto const shown = yaml::excerpt(item->text);
            reading.error(item->at,
                          "duplicate-name",
                          {.zh_cn = fmt::format("“{}”重复出现", shown),
                           .en = fmt::format("“{}” is named twice", shown)});
        }
    }
    return names;
}

}  // namespace duban::workflow
