#include "engine/tracking/working_case.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/statechart/moves.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::Index;
using workflow::none;

Value const null_value;

Refusal cannot_set(workflow::Field const& field, Text const& why) {
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("字段“{}”不能这样设置：{}", field.title.zh_cn, why.zh_cn),
             .en = fmt::format("field \"{}\" cannot be set: {}", field.title.en, why.en)}};
}

}  // namespace

WorkingCase::WorkingCase(Procedure const& procedure, Case const& state, Instant at)
    : procedure_{procedure}, state_{state}, today_{procedure.zone.day_of(at)} {
    change_.at = at;
    change_.from = state.state;
    change_.to = state.state;
    view_.reserve(procedure.workflow.fields.size());
    for (auto const& value : state.fields) view_.push_back(&value);
    view_.resize(procedure.workflow.fields.size(), &null_value);
}

expression::Scope WorkingCase::scope() const {
    return {.variables = view_, .now = change_.at, .today = today_};
}

void WorkingCase::set(Index field, Value value) {
    auto& fields = change_.fields;
    auto const known = std::find_if(
        fields.begin(), fields.end(), [field](FieldChange const& c) { return c.field == field; });
    if (known != fields.end()) {
        known->value = std::move(value);
        return;
    }
    fields.push_back({field, std::move(value)});
    // The vector may have moved: look at every set value where it lies now.
    for (auto const& change : fields) view_[change.field] = &change.value;
}

workflow::Alternative const* WorkingCase::choose(
    std::vector<workflow::Alternative> const& alternatives) {
    for (auto const& alternative : alternatives) {
        if (!alternative.only_if) return &alternative;
        bool const open = expression::is_true(*alternative.only_if, scope());
        change_.guards.push_back({&*alternative.only_if, open});
        if (open) return &alternative;
    }
    return nullptr;
}

std::optional<Refusal> WorkingCase::take(workflow::Alternative const& alternative,
                                         Index source,
                                         Instant moment) {
    if (alternative.go == none) return run(alternative.effects);
    return move(source, alternative.go, alternative.effects, moment);
}

std::optional<Refusal> WorkingCase::begin(Instant moment) {
    static std::vector<workflow::Effect> const nothing;
    return move(none, procedure_.workflow.start, nothing, moment);
}

std::optional<Refusal> WorkingCase::move(Index source,
                                         Index target,
                                         std::vector<workflow::Effect> const& effects,
                                         Instant moment) {
    auto const& workflow = procedure_.workflow;
    auto const moves = statechart::move(workflow, state_.state, source, target);
    for (auto const left : moves.left) {
        if (auto refusal = run(workflow.states[left].on_exit)) return refusal;
        for (auto const& deadline : state_.deadlines) {
            if (deadline.state == left) change_.deadlines_ended.push_back({deadline.id, left});
        }
    }
    if (auto refusal = run(effects)) return refusal;
    for (auto const entered : moves.entered) {
        auto const& state = workflow.states[entered];
        if (auto refusal = run(state.on_entry)) return refusal;
        if (state.due) {
            change_.deadlines_started.push_back(start_deadline(procedure_, entered, moment));
        }
    }
    change_.moved = true;
    change_.to = moves.leaf;
    change_.closed = workflow.states[moves.leaf].end;
    return std::nullopt;
}

std::optional<Refusal> WorkingCase::run(std::vector<workflow::Effect> const& effects) {
    for (auto const& effect : effects) {
        auto refusal = std::visit([this](auto const& one) { return run(one); }, effect);
        if (refusal) return refusal;
    }
    return std::nullopt;
}

Result<Value, Refusal> WorkingCase::value_of(expression::Expression const& expression,
                                             Index field) {
    auto value = expression::evaluate(expression, scope());
    if (!value) {
        return Failure<Refusal>{
            cannot_set(procedure_.workflow.fields[field],
                       {.zh_cn = value.error().message, .en = value.error().message})};
    }
    return std::move(*value);
}

std::optional<Refusal> WorkingCase::run(workflow::SetField const& effect) {
    auto value = value_of(effect.value, effect.field);
    if (!value) return std::move(value.error());
    auto const& field = procedure_.workflow.fields[effect.field];
    if (auto const wrong = workflow::check_value(field, *value)) return cannot_set(field, *wrong);
    set(effect.field, std::move(*value));
    return std::nullopt;
}

std::optional<Refusal> WorkingCase::run(workflow::AppendToField const& effect) {
    auto value = value_of(effect.value, effect.field);
    if (!value) return std::move(value.error());
    auto const& field = procedure_.workflow.fields[effect.field];
    auto const* const present = view_[effect.field]->as_list();
    auto list = present != nullptr ? *present : expression::List{};
    list.push_back(std::move(*value));
    Value longer{std::move(list)};
    if (auto const wrong = workflow::check_value(field, longer)) return cannot_set(field, *wrong);
    set(effect.field, std::move(longer));
    return std::nullopt;
}

std::optional<Refusal> WorkingCase::run(workflow::Notify const& effect) {
    change_.notices.push_back({.message = effect.message,
                               .to = effect.to,
                               .deadline_state = none,
                               .deadline = {},
                               .reminder = -1,
                               .number = ordinal_++,
                               .at = change_.at});
    return std::nullopt;
}

}  // namespace duban::tracking
