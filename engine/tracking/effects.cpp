// Doing the effects of a step, in their order: each sees what those before it have set.
#include <fmt/format.h>

#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::none;

Refusal cannot_set(workflow::Field const& field, Text const& why) {
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("字段“{}”不能这样设置：{}", field.title.zh_cn, why.zh_cn),
             .en = fmt::format("field \"{}\" cannot be set: {}", field.title.en, why.en)}};
}

/// A part of a record that is null is not set, as if it had not been named: so the case is the same
/// before it is stored and after.
Value without_unset(Value const& value) {
    if (auto const* const list = value.as_list()) {
        expression::List items;
        for (auto const& item : *list) items.push_back(without_unset(item));
        return Value{std::move(items)};
    }
    auto const* const map = value.as_map();
    if (map == nullptr) return value;
    expression::Map record;
    for (auto const& [key, held] : *map) {
        if (!held.is_null()) record.emplace(key, without_unset(held));
    }
    return Value{std::move(record)};
}

}  // namespace

bool WorkingCase::fail(Refusal refusal) {
    refusal_ = std::move(refusal);
    return false;
}

bool WorkingCase::run(std::vector<workflow::Effect> const& effects,
                      PartNumber part,
                      Raised& raised) {
    for (auto const& effect : effects) {
        bool const done =
            std::visit([&](auto const& one) { return run(one, part, raised); }, effect);
        if (!done) return false;
    }
    return true;
}

/// The case's own fields belong to no part, wherever they are set.
PartNumber WorkingCase::part_of(workflow::Index field, PartNumber part) const {
    return procedure_.workflow.fields[field].region == none ? PartNumber{0} : part;
}

/// Why the field cannot hold the value. Records that make parts must each have a name of their own:
/// of two alike one would be lost.
std::optional<Text> WorkingCase::why_unfit(workflow::Index index, Value const& value) const {
    auto const& field = procedure_.workflow.fields[index];
    if (auto wrong = workflow::check_value(field, value)) return wrong;
    auto const& regions = procedure_.chart.part_regions();
    bool const makes_parts = std::ranges::any_of(regions, [&](workflow::Index region) {
        return procedure_.workflow.states[region].for_each->list == index;
    });
    auto const* const items = value.as_list();
    if (makes_parts && field.kind == workflow::FieldKind::record && items != nullptr &&
        items->size() > workflow::Bounds::parts_max)
        return Text{
            .zh_cn = fmt::format("每项一个分件，最多 {} 项", workflow::Bounds::parts_max),
            .en = fmt::format("each item is a part: at most {}", workflow::Bounds::parts_max)};
    auto const shared = makes_parts ? workflow::shared_key(field, value) : std::nullopt;
    if (!shared) return std::nullopt;
    auto const& named = field.fields.front().title;
    return Text{
        .zh_cn = fmt::format("有两项的“{}”都是“{}”，请各用一个", named.zh_cn, *shared),
        .en = fmt::format(
            "two items have the same \"{}\", \"{}\": give each its own", named.en, *shared)};
}

bool WorkingCase::set_to(workflow::Index index, PartNumber part, Value value) {
    auto const& field = procedure_.workflow.fields[index];
    if (auto const wrong = why_unfit(index, value)) return fail(cannot_set(field, *wrong));
    bool const is_record = workflow::expression_kind(field.kind) == expression::Kind::map;
    store(index, part, is_record ? without_unset(value) : std::move(value));
    return true;
}

bool WorkingCase::run(workflow::SetField const& effect, PartNumber part, Raised&) {
    auto value = expression::evaluate(effect.value, scope(effect.value, part));
    auto const of = part_of(effect.field, part);
    if (value) {
        change_.effects.emplace_back(FieldChange{effect.field, of, *value});
        return set_to(effect.field, of, std::move(*value));
    }
    auto const& why = value.error().message;
    return fail(cannot_set(procedure_.workflow.fields[effect.field], {.zh_cn = why, .en = why}));
}

bool WorkingCase::run(workflow::AppendToField const& effect, PartNumber part, Raised&) {
    auto value = expression::evaluate(effect.value, scope(effect.value, part));
    if (!value) {
        auto const& why = value.error().message;
        return fail(
            cannot_set(procedure_.workflow.fields[effect.field], {.zh_cn = why, .en = why}));
    }
    auto const* const present = value_of(effect.field, part).as_list();
    auto list = present != nullptr ? *present : expression::List{};
    auto const of = part_of(effect.field, part);
    change_.effects.emplace_back(FieldAppended{effect.field, of, *value});
    list.push_back(std::move(*value));
    return set_to(effect.field, of, Value{std::move(list)});
}

bool WorkingCase::run(workflow::Notify const& effect, PartNumber part, Raised&) {
    change_.effects.emplace_back(NoticeMade{change_.notices.size()});
    change_.notices.push_back({.message = effect.message,
                               .to = effect.to,
                               .deadline_state = none,
                               .deadline = {},
                               .due_day = {},
                               .reminder = -1,
                               .number = ordinal_++,
                               .part = part,
                               .at = change_.at,
                               .moved_from = {}});
    return true;
}

bool WorkingCase::run(workflow::Raise const& effect, PartNumber part, Raised& raised) {
    if (!effect.after) {
        change_.effects.emplace_back(EventRaised{effect.event, std::nullopt, effect.id});
        raised.push({.kind = statechart::Event::Kind::raised,
                     .number = effect.event,
                     .node = {none, part}});
        return true;
    }
    auto const at =
        calendar::later_by(*effect.after, change_.at, procedure_.calendar, procedure_.zone);
    change_.effects.emplace_back(EventRaised{effect.event, at, effect.id});
    change_.raised.push_back(
        {.id = {}, .event = effect.event, .name = effect.id, .part = part, .at = at});
    return true;
}

/// A part ends what it has raised itself; outside the parts all of that name ends.
bool WorkingCase::run(workflow::Cancel const& effect, PartNumber part, Raised&) {
    change_.effects.emplace_back(EventCancelled{effect.id});
    end_raises([&](Pending const& pending) {
        return pending.name == effect.id && (part == 0 || pending.part == part);
    });
    return true;
}

bool WorkingCase::run(workflow::Choose const& effect, PartNumber part, Raised& raised) {
    for (auto const& branch : effect.branches) {
        if (branch.only_if && !is_true(*branch.only_if, part)) continue;
        return run(branch.effects, part, raised);
    }
    return true;
}

}  // namespace duban::tracking
