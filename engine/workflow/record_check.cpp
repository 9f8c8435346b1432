#include "engine/workflow/record_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/scalar_places.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using expression::Kind;
using expression::Outline;

bool fits(Kind wanted, Kind given) {
    return given == wanted || given == Kind::any || wanted == Kind::any;
}

class Content {
  public:
    Content(Reading& reading, yaml::Node const& node) : reading_{reading}, node_{node} {}

    void check(Field const& field, Outline const& given) const {
        for (auto const& branch : given.branches) check(field, branch);
        if (!given.branches.empty() || given.type.kind == Kind::null) return;
        if (!workflow::fits(type_of(field), given.type)) return report_type(field, given);
        if (expression_kind(field.kind) != Kind::map) return check_constant(field, given);
        if (!field.list) return check_record(field, given);
        auto one = field;
        one.list = false;
        for (auto const& item : given.items) check(one, item);
    }

  private:
    [[nodiscard]] Position place(std::uint32_t at) const {
        return ScalarPlaces{reading_.document(), node_}.of_byte(at);
    }

    void report_type(Field const& field, Outline const& given) const {
        auto const takes = wanted_by(field);
        auto const gives = to_text(given.type);
        reading_.error(
            place(given.at),
            "wrong-type",
            {.zh_cn = fmt::format("“{}”需要 {}，这里得到的是 {}", field.name, takes, gives),
             .en = fmt::format("“{}” takes {}; this gives {}", field.name, takes, gives)});
    }

    void check_constant(Field const& field, Outline const& given) const {
        if (!given.constant) return;
        auto problem = check_value(field, *given.constant);
        if (!problem) return;
        std::vector<std::string_view> const choices{field.choices.begin(), field.choices.end()};
        auto const* const word = given.constant->as<std::string>();
        reading_.error(place(given.at),
                       "wrong-value",
                       std::move(*problem),
                       word == nullptr ? std::string{} : nearest(*word, choices));
    }

    void check_record(Field const& record, Outline const& given) const {
        if (!given.has_entries) return;
        if (record.kind == FieldKind::file) return report_made_up_file(reading_, place(given.at));
        std::vector<Field const*> set;
        for (auto const& entry : given.entries) {
            auto const* const field = part_of(record, given, entry);
            if (field == nullptr) continue;
            check(*field, entry.value);
            if (entry.value.type.kind != Kind::null) set.push_back(field);
        }
        for (auto const& field : record.fields) {
            if (field.required && std::ranges::find(set, &field) == set.end())
                report_missing_part(reading_, place(given.at), record, field.name);
        }
    }

    /// A misspelt key is taken for the one it meant, unless that one is there as well.
    template <class Entry>
    Field const* part_of(Field const& record, Outline const& given, Entry const& entry) const {
        if (auto const* const field = find_part(record, entry.key)) return field;
        auto const* const meant = report_unknown_part(reading_, place(entry.at), record, entry.key);
        bool const is_there =
            meant != nullptr && std::ranges::any_of(given.entries, [&](auto const& other) {
                return other.key == meant->name;
            });
        return is_there ? nullptr : meant;
    }

    Reading& reading_;
    yaml::Node const& node_;
};

}  // namespace

bool fits(expression::Type const& wanted, expression::Type const& given) {
    if (!fits(wanted.kind, given.kind)) return false;
    if (wanted.record != nullptr && given.record != nullptr)
        return wanted.record->fields == given.record->fields;
    return wanted.kind != Kind::list || given.kind != Kind::list ||
           fits(value_of(wanted), value_of(given));
}

std::string wanted_by(Field const& field) {
    if (expression_kind(field.kind) != Kind::map) return to_text(type_of(field));
    return fmt::format("{}{}", field.list ? "list of " : "", to_text(field.kind));
}

void check_content(Reading& reading,
                   yaml::Node const& node,
                   Field const& field,
                   Outline const& given) {
    Content{reading, node}.check(field, given);
}

Field const* find_part(Field const& record, std::string_view name) {
    auto const found = std::ranges::find(record.fields, name, &Field::name);
    return found == record.fields.end() ? nullptr : &*found;
}

Field const* report_unknown_part(Reading& reading,
                                 Position at,
                                 Field const& record,
                                 std::string const& name) {
    std::vector<std::string_view> known;
    for (auto const& field : record.fields) known.emplace_back(field.name);
    auto const near = reading.may_suggest() ? nearest(name, known) : std::string{};
    auto const hint = near.empty() ? Text{.zh_cn = fmt::format("，只有 {}", fmt::join(known, "、")),
                                          .en = fmt::format("; it has {}", fmt::join(known, ", "))}
                                   : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                          .en = fmt::format("; did you mean “{}”?", near)};
    auto const shown = yaml::excerpt(name);
    reading.error(at,
                  "unknown-field",
                  {.zh_cn = fmt::format("记录“{}”里没有“{}”{}", record.name, shown, hint.zh_cn),
                   .en = fmt::format("the record “{}” has no “{}”{}", record.name, shown, hint.en)},
                  near);
    return find_part(record, near);
}

void report_missing_part(Reading& reading,
                         Position at,
                         Field const& record,
                         std::string const& name) {
    reading.error(at,
                  "missing-key",
                  {.zh_cn = fmt::format("记录“{}”必须有“{}”", record.name, name),
                   .en = fmt::format("the record “{}” must have “{}”", record.name, name)},
                  name);
}

void report_made_up_file(Reading& reading, Position at) {
    reading.error(at,
                  "made-up-file",
                  {.zh_cn = "文件由人提交，不能在流程定义里写出来",
                   .en = "a file is handed in, not written in a definition"});
}

}  // namespace duban::workflow
