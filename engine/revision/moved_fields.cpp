// The values of a case and of its parts, by the fields of the new definition.
#include <fmt/format.h>

#include <algorithm>

#include "engine/revision/upgrading.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::revision {

using expression::Value;
using workflow::Index;
using workflow::none;

void Upgrading::move_fields() {
    auto& after = upgraded_.after.fields;
    after.resize(to_.workflow.fields.size());
    move_values({.region = none,
                 .part = {},
                 .before = before_.fields,
                 .first_before = 0,
                 .after = after,
                 .first_after = 0},
                none);
}

void Upgrading::move_part(tracking::Part const& part) {
    auto const& old_region = from_.workflow.states[part.region];
    auto const region = states_.only_of(part.region);
    if (region == none || !to_.workflow.states[region].for_each) {
        return obstruct(
            "parts-gone",
            {.zh_cn =
                 fmt::format("新版本没有分件“{}”，而本案有“{}”一件", old_region.path, part.key),
             .en = fmt::format("the new version has no parts at \"{}\", and this case has one for "
                               "\"{}\"",
                               old_region.path,
                               part.key)});
    }
    auto const key = to_.workflow.states[region].for_each->key;
    auto item = moved_item(part, key);
    if (!item) {
        return obstruct(
            "value-unfit",
            {.zh_cn = fmt::format("分件“{}”不合新版本：{}", part.key, item.error().zh_cn),
             .en = fmt::format(
                 "the part \"{}\" does not fit the new version: {}", part.key, item.error().en)});
    }
    tracking::Part moved{.number = part.number,
                         .region = region,
                         .key = std::move(item->key),
                         .fields = {},
                         .opened_at = part.opened_at};
    auto const& fields = to_.workflow.fields;
    for (std::size_t i = key; i < fields.size() && fields[i].region == region; ++i)
        moved.fields.emplace_back();
    move_values({.region = region,
                 .part = part.key,
                 .before = part.fields,
                 .first_before = old_region.for_each->key,
                 .after = moved.fields,
                 .first_after = key},
                part.region);
    moved.fields.front() = std::move(item->value);
    upgraded_.after.parts.push_back(std::move(moved));
}

/// What the part was made for. A record may have other fields in the new version, and be called by
/// another one.
Result<workflow::PartItem, Text> Upgrading::moved_item(tracking::Part const& part,
                                                       Index key) const {
    auto const before = from_.workflow.states[part.region].for_each->key;
    auto const kind = to_.workflow.fields[key].kind;
    using enum workflow::FieldKind;
    if ((kind == record) != (from_.workflow.fields[before].kind == record)) {
        return Failure<Text>{{.zh_cn = "一个版本的分件取自记录，另一个版本不是",
                              .en = "the parts of one version are records, those of the other "
                                    "are not"}};
    }
    if (kind != record) return workflow::PartItem{part.key, Value{part.key}};
    auto fitted = fit(part.fields.front(), before, key);
    if (!fitted) return Failure<Text>{std::move(fitted.error())};
    auto items =
        workflow::part_items(to_.workflow.fields[key], Value{expression::List{std::move(*fitted)}});
    if (items.empty()) {
        return Failure<Text>{{.zh_cn = "记录没有可作名称的字段",
                              .en = "the record has no field that names the part"}};
    }
    return std::move(items.front());
}

void Upgrading::move_values(Held const& held, Index region_before) {
    std::vector<bool> filled(held.after.size());
    for (std::size_t i = 0; i < held.before.size(); ++i) {
        auto const field = static_cast<Index>(held.first_before + i);
        if (from_.workflow.fields[field].region != region_before) continue;
        bool const is_key = region_before != none && i == 0;
        if (is_key) {
            filled[0] = true;
        } else {
            move_value(held, field, filled);
        }
    }
    fill_rest(held, filled);
}

void Upgrading::move_value(Held const& held, Index field, std::vector<bool>& filled) {
    auto const& old = from_.workflow.fields[field];
    auto const& value = held.before[field - held.first_before];
    auto const named = mapping_.fields.find(old.name);
    if (named != mapping_.fields.end() && !named->second) {
        if (value.is_null()) return;
        upgraded_.fields.push_back(
            {FieldMoved::What::dropped, old.name, {}, held.part, value, Value{}});
        return;
    }
    auto const name = named != mapping_.fields.end() ? *named->second : old.name;
    auto const index = to_.workflow.find_field(name);
    bool const there = index != none && to_.workflow.fields[index].region == held.region;
    if (there && value.is_null()) {
        filled[index - held.first_after] = true;
        return;
    }
    if (value.is_null()) return;
    if (!there) {
        return obstruct(
            "field-gone",
            {.zh_cn =
                 fmt::format("新版本没有字段“{0}”，而本案填有值：请在对照文件写“fields: {{{0}: "
                             "新名}}”，或写 null 舍去",
                             old.name),
             .en = fmt::format("the new version has no field \"{0}\", and it has a value here: "
                               "write \"fields: {{{0}: NEW_NAME}}\" into the mapping file, or "
                               "null to drop it",
                               old.name)});
    }
    auto& after = held.after[index - held.first_after];
    auto fitted = fit(value, field, index);
    if (!fitted) {
        after = value;  // so that it is not missed as well
        return obstruct(
            "value-unfit",
            {.zh_cn =
                 fmt::format("字段“{}”的值不合新版本：{}；在对照文件写“fields: {{{}: null}}”即舍去",
                             name,
                             fitted.error().zh_cn,
                             old.name),
             .en = fmt::format("the value of \"{}\" does not fit the new version: {}; \"fields: "
                               "{{{}: null}}\" in the mapping file drops it",
                               name,
                               fitted.error().en,
                               old.name)});
    }
    if (!after.is_null()) {
        return obstruct(
            "two-values",
            {.zh_cn = fmt::format("有两个字段的值都要并入“{}”，只能保留一个", name),
             .en = fmt::format("two fields with values would become \"{}\": drop one", name)});
    }
    filled[index - held.first_after] = true;
    after = std::move(*fitted);
    bool const converted = !(after == value);
    if (converted || name != old.name) {
        upgraded_.fields.push_back(
            {converted ? FieldMoved::What::converted : FieldMoved::What::renamed,
             old.name,
             name,
             held.part,
             value,
             after});
    }
}

/// What is new begins as in a new case; what must have a value gets its default or has none.
void Upgrading::fill_rest(Held const& held, std::vector<bool> const& filled) {
    auto const& fields = to_.workflow.fields;
    for (std::size_t i = 0; i < held.after.size(); ++i) {
        auto const& field = fields[held.first_after + i];
        if (field.region != held.region || !held.after[i].is_null()) continue;
        bool const is_key = held.region != none && i == 0;
        if (is_key || (filled[i] && !field.required)) continue;
        if (!field.default_value.is_null()) {
            held.after[i] = field.default_value;
            upgraded_.fields.push_back({FieldMoved::What::defaulted,
                                        filled[i] ? field.name : std::string{},
                                        field.name,
                                        held.part,
                                        Value{},
                                        field.default_value});
        } else if (field.required) {
            obstruct("value-missing",
                     {.zh_cn = fmt::format("新版本要求填写“{}”，而本案没有值", field.name),
                      .en = fmt::format("the new version requires \"{}\", which has no value here",
                                        field.name)});
        }
    }
}

namespace {

/// A file is what somebody has handed in: no other value becomes one, whatever it looks like.
bool makes_files(workflow::Field const& before, workflow::Field const& after) {
    using enum workflow::FieldKind;
    if (after.kind == file) return before.kind != file;
    return std::ranges::any_of(after.fields, [&](workflow::Field const& inner) {
        auto const former = std::ranges::find(before.fields, inner.name, &workflow::Field::name);
        return former != before.fields.end() && makes_files(*former, inner);
    });
}

/// Then its values were taken by the rules of their day, which later ones do not undo.
bool is_same_file_field(workflow::Field const& before, workflow::Field const& after) {
    using enum workflow::FieldKind;
    return before.kind == file && after.kind == file && before.list == after.list &&
           before.at_least == after.at_least && before.at_most == after.at_most;
}

}  // namespace

Result<Value, Text> Upgrading::fit(Value const& value, Index before, Index after) const {
    auto const& old = from_.workflow.fields[before];
    auto const& field = to_.workflow.fields[after];
    if (makes_files(old, field)) {
        return Failure<Text>{{.zh_cn = "文件只能由人提交，不能由其他类型的值变成",
                              .en = "a file is handed in, and no value of another type becomes "
                                    "one"}};
    }
    if (is_same_file_field(old, field)) return value;
    auto fitted = value;
    bool const is_record = field.kind == workflow::FieldKind::record;  // it may hold other fields
    if (old.kind != field.kind || old.list != field.list || is_record) {
        auto const json = fmt::format(R"({{"{}":{}}})", field.name, tracking::encode_value(value));
        auto const read = tracking::read_values(to_.workflow, json);
        if (!read) return Failure<Text>{read.error().reason};
        fitted = read->front().second;
    }
    if (auto wrong = workflow::check_value(field, fitted)) return Failure<Text>{std::move(*wrong)};
    return fitted;
}

}  // namespace duban::revision
