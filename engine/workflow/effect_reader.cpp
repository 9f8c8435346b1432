#include "engine/workflow/effect_reader.hpp"

#include <fmt/format.h>

#include "engine/workflow/nouns.hpp"
#include "engine/workflow/record_check.hpp"
#include "engine/workflow/record_expression.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using expression::Kind;

void report_type(Reading& reading,
                 yaml::Node const& node,
                 Field const& field,
                 std::string const& wanted,
                 std::string const& given) {
    auto hint = wanted == "double" && given == "int"
                    ? Text{.zh_cn = "；小数须带小数点，例如 1.0",
                           .en = "; a decimal needs its point, such as 1.0"}
                    : Text{};
    reading.error(
        node.at,
        "wrong-type",
        {.zh_cn = fmt::format(
             "字段“{}”需要 {}，这里得到的是 {}{}", field.name, wanted, given, hint.zh_cn),
         .en = fmt::format(
             "the field “{}” takes {}; this gives {}{}", field.name, wanted, given, hint.en)});
}

/// A value that reads no field is known now: a choice that does not exist is found here.
void check_constant(Reading& reading,
                    yaml::Node const& node,
                    Field const& field,
                    expression::Expression const& value) {
    if (!value.uses().empty() || value.type().kind != Kind::string) return;
    auto const constant =
        evaluate(value, expression::Scope{.variables = {}, .now = {}, .today = {}});
    if (!constant) return;
    auto problem = check_value(field, *constant);
    if (!problem) return;
    std::vector<std::string_view> const choices{field.choices.begin(), field.choices.end()};
    auto const* const word = constant->as<std::string>();
    reading.error(node.at,
                  "wrong-value",
                  *problem,
                  word == nullptr ? std::string{} : nearest(*word, choices));
}

/// One item of the list.
std::optional<Field> item_of(Reading& reading, yaml::Entry const& entry, Field field) {
    if (!field.list) {
        reading.error(
            entry.at,
            "wrong-type",
            {.zh_cn = fmt::format("“append”只用于列表，字段“{}”不是列表", field.name),
             .en = fmt::format("“append” belongs to lists; the field “{}” is none", field.name)});
        return std::nullopt;
    }
    field.list = false;
    field.at_least = field.at_most = std::nullopt;
    return field;
}

/// What is put into the field, or added to it.
std::optional<expression::Expression> read_value_of(Reading& reading,
                                                    yaml::Node const& node,
                                                    Field const& field,
                                                    bool appends) {
    bool const is_map = expression_kind(field.kind) == Kind::map;
    if (is_map && !node.is_scalar()) return read_record_expression(reading, node, field);
    auto value = reading.expression(&node);
    if (!value) return std::nullopt;
    bool const is_emptied = !appends && value->type().kind == Kind::null;
    if (!is_emptied && !fits(type_of(field), value->type())) {
        report_type(reading, node, field, wanted_by(field), to_text(value->type()));
        return std::nullopt;
    }
    if (is_map) check_content(reading, node, field, outline_of(*value));
    check_constant(reading, node, field, *value);
    return value;
}

/// Reads `{field: expression, …}`, for `set` and for `append`.
template <class Kept>
void read_values(Reading& reading,
                 yaml::Node const& node,
                 bool appends,
                 std::vector<Effect>& effects) {
    if (reading.mapping(&node) == nullptr) return;
    for (auto const& entry : node.entries) {
        auto const index = reading.field(entry.key, entry.at);
        std::optional<expression::Expression> value;
        if (index == none || !reading.is_typed(index)) {
            // It may be a record: only an expression can be told to be wrong.
            if (entry.value.is_scalar()) value = reading.expression(&entry.value);
        } else {
            std::optional field = reading.workflow().fields[index];
            if (appends) field = item_of(reading, entry, std::move(*field));
            if (field) value = read_value_of(reading, entry.value, *field, appends);
        }
        if (index == none || !value) continue;
        effects.emplace_back(Kept{.field = index, .value = std::move(*value)});
    }
}

void read_notify(Reading& reading, yaml::Node const& node, std::vector<Effect>& effects) {
    yaml::Mapping const map{reading, &node, noun::notify};
    auto to = reading.roles(map["to"]);
    auto const* const message = reading.scalar(map["message"]);
    map.finish();
    if (message == nullptr) return;
    auto const index = reading.message(*message);
    if (index != none) effects.emplace_back(Notify{.to = std::move(to), .message = index});
}

void report_unknown(Reading& reading, yaml::Entry const& entry) {
    std::vector<std::string_view> words;
    for (auto const& key : noun::effect.keys) words.push_back(key.name);
    auto const shown = yaml::excerpt(entry.key);
    reading.error(
        entry.at,
        "unknown-effect",
        {.zh_cn = fmt::format("没有“{}”这种操作效果，可用的是 {}", shown, fmt::join(words, "、")),
         .en = fmt::format("there is no effect “{}”: use {}", shown, fmt::join(words, ", "))},
        nearest(entry.key, words));
}

std::optional<calendar::Delay> read_delay(Reading& reading, yaml::Node const* node) {
    if (reading.scalar(node) == nullptr) return std::nullopt;
    auto delay = calendar::parse_delay(node->text);
    if (delay) return *delay;
    reading.error(node->at, "bad-delay", delay.error());
    return std::nullopt;
}

/// `raise: nudge`, or `raise: {event: nudge, after: 3 days, id: n1}`
void read_raise(Reading& reading, yaml::Node const& node, std::vector<Effect>& effects) {
    Raise raise;
    yaml::Node const* event = &node;
    if (node.is_mapping()) {
        yaml::Mapping const map{reading, &node, noun::raise};
        event = map["event"];
        raise.after = read_delay(reading, map["after"]);
        auto const* const id = map["id"];
        raise.id = reading.text(id).value_or("");
        map.finish();
        if (id != nullptr && reading.check_name(raise.id, id->at)) reading.named_raise(raise.id);
    }
    if (reading.scalar(event) == nullptr || !reading.check_name(event->text, event->at)) return;
    raise.event = reading.event(event->text);
    reading.raised(raise.event, event->at);
    effects.emplace_back(std::move(raise));
}

void read_cancel(Reading& reading, yaml::Node const& node, std::vector<Effect>& effects) {
    if (reading.scalar(&node) == nullptr || !reading.check_name(node.text, node.at)) return;
    reading.cancelled(node.text, node.at);
    effects.emplace_back(Cancel{node.text});
}

void read_choose(Reading& reading, yaml::Node const& node, std::vector<Effect>& effects) {
    if (reading.sequence(&node) == nullptr) return;
    Choose choose;
    for (auto const& item : node.items) {
        yaml::Mapping const map{reading, &item, noun::branch};
        Branch branch;
        branch.at = item.at;
        branch.only_if = reading.guard(map["only_if"]);
        branch.effects = read_effects(reading, map["do"]);
        map.finish();
        choose.branches.push_back(std::move(branch));
    }
    effects.emplace_back(std::move(choose));
}

void read_effect(Reading& reading, yaml::Entry const& entry, std::vector<Effect>& effects) {
    auto const& word = entry.key;
    if (word == "set") return read_values<SetField>(reading, entry.value, false, effects);
    if (word == "append") return read_values<AppendToField>(reading, entry.value, true, effects);
    if (word == "notify") return read_notify(reading, entry.value, effects);
    if (word == "raise") return read_raise(reading, entry.value, effects);
    if (word == "cancel") return read_cancel(reading, entry.value, effects);
    if (word == "choose") return read_choose(reading, entry.value, effects);
    report_unknown(reading, entry);
}

}  // namespace

std::vector<Effect> read_effects(Reading& reading, yaml::Node const* node) {
    std::vector<Effect> effects;
    if (node == nullptr || reading.sequence(node) == nullptr) return effects;
    for (auto const& item : node->items) {
        if (reading.mapping(&item) == nullptr) continue;
        if (item.entries.size() != 1) {
            reading.error(item.at,
                          "one-effect",
                          {.zh_cn = "每一项只写一个效果，如 set、append 或 notify",
                           .en = "each item holds one effect, such as set, append or notify"});
        }
        for (auto const& entry : item.entries) read_effect(reading, entry, effects);
    }
    return effects;
}

}  // namespace duban::workflow
