#include "engine/workflow/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/guard_variable.hpp"
#include "engine/workflow/name.hpp"
#include "engine/workflow/scalar_places.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using yaml::excerpt;

template <class Item>
std::vector<std::string_view> names_of(std::vector<Item> const& items) {
    std::vector<std::string_view> names;
    names.reserve(items.size());
    for (auto const& item : items) names.push_back(item.name);
    return names;
}

}  // namespace

Reading::Reading(yaml::Document const& document, Problems& problems, Workflow& workflow)
    : Values{document, problems}, workflow_{&workflow} {}

void Reading::warning(Position at, std::string rule, Text message) const {
    remark(Severity::warning, at, std::move(rule), std::move(message));
}

void Reading::note(Position at, std::string rule, Text message) const {
    remark(Severity::note, at, std::move(rule), std::move(message));
}

void Reading::remark(Severity severity, Position at, std::string rule, Text message) const {
    constexpr std::size_t remarks_max = 500;  // half of what is kept: errors must find room
    if (problems().size() >= remarks_max) return;
    auto problem = document().problem(at, std::move(rule), std::move(message));
    problem.severity = severity;
    problems().push_back(std::move(problem));
}

bool Reading::check_name(std::string_view name, Position at) const {
    if (is_name(name)) return true;
    auto const shown = excerpt(name);
    error(at,
          "bad-name",
          {.zh_cn = fmt::format("“{}”不能作名称：只用字母、数字和下划线，以字母开头，最多 {} 个",
                                shown,
                                name_characters_max),
           .en = fmt::format("“{}” cannot be a name: use letters, digits and underscores, a letter "
                             "first, at most {}",
                             shown,
                             name_characters_max)});
    return false;
}

Index Reading::look_up(std::string_view name,
                       Position at,
                       std::string rule,
                       Text const& kind,
                       std::vector<std::string_view> const& known) const {
    auto const place = name_among(known, name, at, std::move(rule), kind);
    return place ? static_cast<Index>(*place) : none;
}

Index Reading::field(std::string_view name, Position at) {
    auto const index = look_up(
        name, at, "unknown-field", {.zh_cn = "字段", .en = "field"}, names_of(workflow_->fields));
    if (index == none) return none;
    auto const of = workflow_->fields[index].region;
    if (of == none || of == region_) return index;
    report_part_field(index, at);
    return none;
}

Index Reading::role(yaml::Node const& node) {
    auto const index = look_up(node.text,
                               node.at,
                               "unknown-role",
                               {.zh_cn = "角色", .en = "role"},
                               names_of(workflow_->roles));
    gaps.roles = gaps.roles || index == none;
    if (index != none && workflow_->roles[index].part && !stands_apart)
        check_part_role(node.text, node.at);
    return index;
}

/// A definition is written before its messages are: its other problems must not drown in names of
/// messages.
Index Reading::unread_message(yaml::Node const& node) {
    auto& messages = workflow_->messages;
    auto const known = std::find_if(messages.begin(), messages.end(), [&](Message const& message) {
        return message.name == node.text;
    });
    if (known != messages.end()) return static_cast<Index>(known - messages.begin());
    if (messages.empty()) {
        warning(
            node.at,
            "messages-missing",
            {.zh_cn = "旁边没有 messages.zh-CN.yaml 和 "
                      "messages.en.yaml，通知的内容无法检查；启用前必须补上",
             .en =
                 "there are no messages.zh-CN.yaml and messages.en.yaml beside this file: what the "
                 "messages say cannot be checked, and it cannot be put in force without them"});
    }
    gaps.messages = true;
    if (messages.size() >= Bounds::messages_max) return none;
    Message message;
    message.name = node.text;
    messages.push_back(std::move(message));
    return static_cast<Index>(messages.size() - 1);
}

void Reading::check_part_role(std::string_view name, Position at) const {
    if (region_ == none) {
        error(at,
              "part-role-outside",
              {.zh_cn = fmt::format("角色“{}”只在分件（for_each）里有人", excerpt(name)),
               .en = fmt::format("the role “{}” is somebody only within the parts of a region "
                                 "(for_each)",
                                 excerpt(name))});
        return;
    }
    // A record names nobody in particular, whatever persons and units it holds.
    auto const& parts = workflow_->states[region_].for_each;
    if (!parts || workflow_->fields[parts->key].kind != FieldKind::record) return;
    auto const& key = workflow_->fields[parts->key].name;
    error(
        at,
        "part-role-of-record",
        {.zh_cn = fmt::format(
             "这里每件对应一条记录“{}”，角色“{}”（part: true）不是任何人：请用“field: …”的角色",
             key,
             excerpt(name)),
         .en = fmt::format("each part here is for a record, “{}”, so the role “{}” (part: true) is "
                           "nobody: use a role by “field: …”",
                           key,
                           excerpt(name))});
}

Index Reading::message(yaml::Node const& node) {
    if (messages_unread) return unread_message(node);
    auto const index = look_up(node.text,
                               node.at,
                               "unknown-message",
                               {.zh_cn = "通知", .en = "message"},
                               names_of(workflow_->messages));
    gaps.messages = gaps.messages || index == none;
    return index;
}

Index Reading::escalation(yaml::Node const& node) {
    return look_up(node.text,
                   node.at,
                   "unknown-escalation",
                   {.zh_cn = "升级链", .en = "escalation"},
                   names_of(workflow_->escalations));
}

template <class LookUp>
std::vector<Index> Reading::list(yaml::Node const* node, LookUp look_up) {
    std::vector<Index> indices;
    for (auto const* const item : texts(node, yaml::Short::allowed)) {
        auto const index = look_up(*item);
        if (index == none) continue;
        if (std::find(indices.begin(), indices.end(), index) == indices.end()) {
            indices.push_back(index);
            continue;
        }
        auto const shown = excerpt(item->text);
        error(item->at,
              "duplicate-name",
              {.zh_cn = fmt::format("“{}”重复出现", shown),
               .en = fmt::format("“{}” is named twice", shown)});
    }
    return indices;
}

std::vector<Index> Reading::roles(yaml::Node const* node) {
    if (node != nullptr && node->is_sequence() && node->items.empty()) {
        error(node->at,
              "empty-list",
              {.zh_cn = "至少要写一个角色", .en = "at least one role is needed here"});
    }
    return list(node, [this](yaml::Node const& item) { return role(item); });
}

std::vector<Index> Reading::fields(yaml::Node const* node) {
    return list(node, [this](yaml::Node const& item) { return field(item.text, item.at); });
}

Index Reading::deadline(yaml::Node const& node) {
    std::vector<std::string_view> names;
    std::vector<Index> states;
    for (auto const& derived : workflow_->derived) {
        if (derived.kind != Derived::Kind::deadline) continue;
        names.emplace_back(derived.name);
        states.push_back(derived.state);
    }
    auto const index =
        look_up(node.text, node.at, "unknown-deadline", {.zh_cn = "时限", .en = "deadline"}, names);
    return index == none ? none : states[index];
}

void Reading::know_field(bool typed) {
    auto const& field = workflow_->fields.back();
    variables_.push_back({field.name, typed ? type_of(field) : expression::Type{}});
    stand_in(region_);
}

bool Reading::is_typed(Index field) const {
    return variables_[field].type.kind != expression::Kind::any;
}

void Reading::stand_in(Index region) {
    region_ = region;
    visible_ = variables_;
    // The numbers of variables must stay, so what is out of sight keeps its place without a name.
    for (std::size_t i = 0; i < workflow_->fields.size(); ++i) {
        auto const of = workflow_->fields[i].region;
        if (of != none && of != region) visible_[i].name.clear();
    }
}

void Reading::know_chart() {
    for (auto const& derived : workflow_->derived) {
        variables_.push_back(variable_of(*workflow_, derived));
    }
    stand_in(region_);
}

Index Reading::event(std::string_view name) {
    auto const known = workflow_->find_event(name);
    if (known != none) return known;
    workflow_->events.emplace_back(name);
    return static_cast<Index>(workflow_->events.size() - 1);
}

void Reading::raised(Index event, Position at) {
    raised_.emplace_back(event, at);
}

bool Reading::is_raised(Index event) const {
    return std::any_of(raised_.begin(), raised_.end(), [event](auto const& raise) {
        return raise.first == event;
    });
}

void Reading::check_raised() const {
    std::vector<bool> answered(workflow_->events.size());
    std::vector<std::string_view> names;
    for (auto const& state : workflow_->states) {
        for (auto const& action : state.actions) {
            if (!action.by_engine) continue;
            answered[action.event] = true;
            names.emplace_back(action.name);
        }
    }
    for (auto const& state : workflow_->states) {
        for (auto const& action : state.actions) {
            if (!action.by_engine || is_raised(action.event)) continue;
            note(action.at,
                 "never-raised",
                 {.zh_cn = fmt::format("没有哪里触发（raise）事件“{}”", excerpt(action.name)),
                  .en = fmt::format("nothing raises the event “{}”", excerpt(action.name))});
        }
    }
    for (auto const& [number, at] : raised_) {
        if (answered[number]) continue;
        auto const& name = workflow_->events[number];
        auto const near = may_suggest() ? nearest(name, names) : std::string{};
        auto const meant = near.empty() ? Text{}
                                        : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                               .en = fmt::format("; did you mean “{}”?", near)};
        error(at,
              "unknown-event",
              {.zh_cn = fmt::format(
                   "没有哪个状态以“by: engine”的操作应答“{}”{}", excerpt(name), meant.zh_cn),
               .en = fmt::format("no state answers “{}” by an action that is “by: engine”{}",
                                 excerpt(name),
                                 meant.en)},
              near);
    }
}

void Reading::check_cancelled() const {
    std::vector<std::string_view> const ids{raise_ids_.begin(), raise_ids_.end()};
    for (auto const& [id, at] : cancelled_) {
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
        look_up(id,
                at,
                "unknown-id",
                {.zh_cn = "待触发事件（raise 的 id）", .en = "raised event (the id of a raise)"},
                ids);
    }
}

void Reading::check_events() const {
    check_raised();
    check_cancelled();
}

void Reading::report_part_field(Index field, Position at) const {
    auto const& of = workflow_->fields[field];
    auto const& region = workflow_->states[of.region].path;
    error(at,
          "part-field-outside",
          {.zh_cn = fmt::format("字段“{}”属于分件“{}”，只能在其中使用", of.name, region),
           .en = fmt::format(
               "the field “{}” belongs to the parts of “{}”: use it there only", of.name, region)});
}

std::optional<expression::Expression> Reading::expression(yaml::Node const* node) {
    if (scalar(node) == nullptr) return std::nullopt;
    auto compiled = expression::compile(node->text, visible_);
    if (compiled) return std::move(*compiled);
    ScalarPlaces const places{document(), *node};
    for (auto& problem : compiled.error()) {
        error(places.of(problem.at),
              std::move(problem.rule),
              std::move(problem.message),
              std::move(problem.suggestion));
    }
    return std::nullopt;
}

std::optional<expression::Expression> Reading::composed(std::string_view text, Position at) const {
    auto compiled = expression::compile(text, visible_);
    if (compiled) return std::move(*compiled);
    auto& problem = compiled.error().front();
    error(at, std::move(problem.rule), std::move(problem.message));
    return std::nullopt;
}

std::optional<expression::Expression> Reading::guard(yaml::Node const* node) {
    auto compiled = expression(node);
    if (!compiled) return std::nullopt;
    auto const kind = compiled->type().kind;
    if (kind == expression::Kind::boolean || kind == expression::Kind::any) return compiled;
    auto const type = to_text(compiled->type());
    error(node->at,
          "wrong-type",
          {.zh_cn = fmt::format("条件的结果应为 true 或 false，这里得到的是 {}", type),
           .en = fmt::format("a condition must be true or false; this one gives {}", type)});
    return std::nullopt;
}

}  // namespace duban::workflow
