// Whether a person may do what they ask for: who acts, what is to be supplied, and which guard says
// no. Of several refusals the one that concerns the present state most is told.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/tracking/clock_act.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::Action;
using workflow::Index;
using workflow::none;
using workflow::Workflow;

std::vector<std::string> role_titles(Workflow const& workflow,
                                     std::vector<Index> const& roles,
                                     Language language) {
    std::vector<std::string> titles;
    for (auto const role : roles) titles.push_back(workflow.roles[role].title.in(language));
    return titles;
}

Refusal not_allowed(Workflow const& workflow, Action const& action, Actor const& actor) {
    return {
        Refusal::Kind::not_allowed,
        {.zh_cn = fmt::format("{}不能执行“{}”；只有以下角色可以：{}",
                              actor.id,
                              action.title.zh_cn,
                              fmt::join(role_titles(workflow, action.by, Language::zh_cn), "、")),
         .en = fmt::format("{} may not do \"{}\"; it takes one of: {}",
                           actor.id,
                           action.title.en,
                           fmt::join(role_titles(workflow, action.by, Language::en), ", "))}};
}

Refusal missing(workflow::Field const& field) {
    return {Refusal::Kind::missing_value,
            {.zh_cn = fmt::format("缺少“{}”（{}）", field.title.zh_cn, field.name),
             .en = fmt::format("\"{}\" ({}) is missing", field.title.en, field.name)}};
}

Refusal not_asked_for(std::string_view name) {
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("这里不需要“{}”", name),
             .en = fmt::format("\"{}\" is not asked for here", name)}};
}

Value const* given(NamedValues const& with, std::string const& name) {
    auto const found = std::ranges::find(with, name, &NamedValues::value_type::first);
    return found == with.end() || found->second.is_null() ? nullptr : &found->second;
}

}  // namespace

/// The first refusal is told, but that one may not act only where nothing else is known.
void WorkingCase::refuse(Refusal refusal) {
    if (!refusal_ || (refusal_->kind == Refusal::Kind::not_allowed &&
                      refusal.kind != Refusal::Kind::not_allowed)) {
        refusal_ = std::move(refusal);
    }
}

bool WorkingCase::may_answer(Action const& action, Node source) {
    if (asked_ == nullptr) return false;  // nobody asks: this is no answer
    if (supplied_.action == &action && supplied_.source == source) return supplied_.complete;
    take_back();
    supplied_ = {.action = &action, .source = source, .complete = false, .before = {}};
    auto const& workflow = procedure_.workflow;
    if (!asked_->unchecked && !is_allowed(action, source)) {
        refuse(not_allowed(workflow, action, asked_->actor));
        return false;
    }
    if (action.clock != workflow::ClockAct::nothing) {
        if (auto why = why_not(procedure_, state_, action, find_running(source), asked_->at)) {
            refuse({Refusal::Kind::guard, std::move(*why)});
            return false;
        }
    }
    if (auto refusal = supply(action, source.part)) {
        refuse(std::move(*refusal));
        return false;
    }
    supplied_.complete = true;
    return true;
}

bool WorkingCase::is_allowed(Action const& action, Node source) {
    return has_role(asked_->actor, action.by, find_part(source.part));
}

/// Sets the fields that the action needs, before its guard is read.
std::optional<Refusal> WorkingCase::supply(Action const& action, PartNumber part) {
    auto const& fields = procedure_.workflow.fields;
    supplied_.before.reserve(action.need.size());
    change_.fields.reserve(action.need.size());
    for (auto const index : action.need) {
        auto const* const value = given(asked_->with, fields[index].name);
        if (value == nullptr) {
            if (asked_->unchecked) continue;
            return missing(fields[index]);
        }
        auto const of = fields[index].region == none ? PartNumber{0} : part;
        supplied_.before.push_back({index, of, value_of(index, of)});
        if (auto refusal = set(index, of, *value)) return refusal;
    }
    return std::nullopt;
}

/// What was supplied to an action that did not answer after all.
void WorkingCase::take_back() {
    if (supplied_.action == nullptr) return;
    for (auto& change : supplied_.before) {
        store(change.field, change.part, std::move(change.value));
    }
    supplied_ = {};
}

void WorkingCase::refuse_guard(Action const& action) {
    auto const said = std::ranges::find_if(action.alternatives, [](auto const& alternative) {
        return !alternative.because.zh_cn.empty();
    });
    if (said != action.alternatives.end()) return refuse({Refusal::Kind::guard, said->because});
    auto const& guard = action.alternatives.back().only_if;
    refuse({Refusal::Kind::guard,
            {.zh_cn =
                 fmt::format("现在不能执行“{}”：条件 {} 不成立", action.title.zh_cn, guard->text()),
             .en = fmt::format(
                 "\"{}\" is not possible now: {} is not true", action.title.en, guard->text())}});
}

std::optional<Refusal> WorkingCase::check_asked_for() const {
    if (asked_ == nullptr) return std::nullopt;
    auto const& workflow = procedure_.workflow;
    for (auto const& [name, value] : asked_->with) {
        bool const is_needed = std::ranges::any_of(performed_, [&](Action const* action) {
            return std::ranges::any_of(
                action->need, [&](Index index) { return workflow.fields[index].name == name; });
        });
        if (is_needed) continue;
        if (!asked_->unchecked || workflow.find_field(name) == none) return not_asked_for(name);
    }
    return std::nullopt;
}

std::optional<Refusal> WorkingCase::set(Index index, PartNumber part, Value value) {
    auto const& field = procedure_.workflow.fields[index];
    if (auto const wrong = why_unfit(index, value)) {
        return Refusal{
            Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("字段“{}”的值不对：{}", field.title.zh_cn, wrong->zh_cn),
             .en = fmt::format("wrong value for the field \"{}\": {}", field.title.en, wrong->en)}};
    }
    store(index, part, std::move(value));
    return std::nullopt;
}

}  // namespace duban::tracking
