#include "engine/workflow/escalation_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/field_content_reader.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/reminder_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

Index read_message(Reading& reading, yaml::Node const* node) {
    return reading.scalar(node) == nullptr ? none : reading.message(*node);
}

Reminder read_step(Reading& reading, yaml::Node const& node) {
    Reminder step;
    step.position = node.at;
    step.escalates = true;
    yaml::Mapping const map{reading, &node, noun::step};
    step.at = read_wait(reading, map["wait"]).value_or(calendar::Offset{.before = false});
    step.every = read_every(reading, map["every"]);
    step.at_most = static_cast<int>(map.whole_number("at_most").value_or(1));
    bool const repeats = map.find("every") != nullptr;
    if (repeats != (map.find("at_most") != nullptr)) {
        reading.error(node.at,
                      repeats ? "without-end" : "without-every",
                      {.zh_cn = "一级要重复，须同时写“every”和“at_most”",
                       .en = "a step that is repeated says both “every” and “at_most”"});
    }
    step.to = reading.roles(map["to"]);
    step.message = read_message(reading, map["message"]);
    map.finish();
    return step;
}

std::optional<Unreached> read_unreached(Reading& reading, yaml::Node const* node) {
    if (node == nullptr) return std::nullopt;
    yaml::Mapping const map{reading, node, noun::unreached};
    Unreached unreached{.to = reading.roles(map["to"]),
                        .message = read_message(reading, map["message"])};
    map.finish();
    return unreached;
}

Escalation read_escalation(Reading& reading, yaml::Entry const& entry) {
    reading.check_name(entry.key, entry.at);
    Escalation escalation{.name = entry.key, .steps = {}, .unreached = {}, .at = entry.at};
    yaml::Mapping const map{reading, &entry.value, noun::escalation};
    auto const* const steps = map["steps"];
    if (steps != nullptr && reading.sequence(steps) != nullptr) {
        auto const read = std::min(steps->items.size(), Bounds::steps_max);
        for (std::size_t i = 0; i < read; ++i)
            escalation.steps.push_back(read_step(reading, steps->items[i]));
        if (read < steps->items.size()) {
            reading.error(
                steps->items[read].at,
                "too-many",
                {.zh_cn = fmt::format("升级链最多 {} 级", Bounds::steps_max),
                 .en = fmt::format("an escalation has at most {} steps", Bounds::steps_max)});
        }
    }
    escalation.unreached = read_unreached(reading, map["unreached"]);
    map.finish();
    return escalation;
}

std::vector<Index> roles_of(Escalation const& escalation) {
    std::vector<Index> roles;
    for (auto const& step : escalation.steps)
        roles.insert(roles.end(), step.to.begin(), step.to.end());
    if (escalation.unreached)
        roles.insert(roles.end(), escalation.unreached->to.begin(), escalation.unreached->to.end());
    std::ranges::sort(roles);
    auto const repeated = std::ranges::unique(roles);
    roles.erase(repeated.begin(), repeated.end());
    return roles;
}

}  // namespace

void read_escalations(Reading& reading, yaml::Node const* node) {
    Text const kind{.zh_cn = "升级链", .en = "escalations"};
    reading.stands_apart = true;
    for (auto const& entry : entries_within(reading, node, Bounds::escalations_max, kind)) {
        reading.workflow().escalations.push_back(read_escalation(reading, entry));
    }
    reading.stands_apart = false;
}

void escalate(Reading& reading, yaml::Node const* node, Due& due) {
    if (reading.scalar(node) == nullptr) return;
    due.escalation = reading.escalation(*node);
    if (due.escalation == none) return;
    auto const& escalation = reading.workflow().escalations[due.escalation];
    due.reminders.insert(due.reminders.end(), escalation.steps.begin(), escalation.steps.end());
    for (auto const role : roles_of(escalation)) {
        auto const& named = reading.workflow().roles[role];
        if (named.part) reading.check_part_role(named.name, node->at);
    }
}

void check_escalations_used(Reading& reading) {
    auto const& workflow = reading.workflow();
    for (std::size_t i = 0; i < workflow.escalations.size(); ++i) {
        bool const used = std::ranges::any_of(workflow.states, [&](State const& state) {
            return state.due && state.due->escalation == i;
        });
        if (used) continue;
        auto const name = yaml::excerpt(workflow.escalations[i].name);
        reading.note(workflow.escalations[i].at,
                     "unused-escalation",
                     {.zh_cn = fmt::format("升级链“{}”没有用到", name),
                      .en = fmt::format("the escalation “{}” is never used", name)});
    }
}

}  // namespace duban::workflow
