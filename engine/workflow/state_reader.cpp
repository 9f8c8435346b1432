#include "engine/workflow/state_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/alternative_reader.hpp"
#include "engine/workflow/clock_reader.hpp"
#include "engine/workflow/due_reader.hpp"
#include "engine/workflow/effect_reader.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/stop_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

/// `by: engine` is the word for a raised event's answer, unless a role is called so.
bool is_by_engine(Reading const& reading, yaml::Node const* by) {
    return by != nullptr && by->is_scalar() && by->text == "engine" &&
           reading.workflow().find_role("engine") == none;
}

Action read_action(Reading& reading, yaml::Entry const& entry, Index state) {
    reading.check_name(entry.key, entry.at);
    Action action;
    action.name = entry.key;
    action.event = reading.event(entry.key);
    action.title = {.zh_cn = entry.key, .en = entry.key};
    action.at = entry.at;
    yaml::Mapping const map{reading, &entry.value, noun::action};
    auto const* const by = map["by"];
    if (auto title = map.localized("title")) action.title = *title;
    if (is_by_engine(reading, by)) {
        action.by_engine = true;
    } else {
        action.by = reading.roles(by);
    }
    auto const* const need = map["need"];
    action.need = reading.fields(need);
    if (action.by_engine && need != nullptr) {
        reading.error(need->at,
                      "need-without-actor",
                      {.zh_cn = "系统应答的操作（by: engine）没有人填写字段",
                       .en = "nobody fills in fields where the engine answers (by: engine)"});
    }
    action.alternatives = read_alternatives(reading, map, entry.value, state);
    map.finish();
    return action;
}

std::vector<Action> read_actions(Reading& reading, yaml::Node const* node, Index state) {
    std::vector<Action> actions;
    if (node == nullptr || reading.mapping(node) == nullptr) return actions;
    for (auto const& entry : node->entries) {
        if (actions.size() == Bounds::actions_max) {
            reading.error(
                entry.at,
                "too-many",
                {.zh_cn = fmt::format("一个状态最多 {} 个操作", Bounds::actions_max),
                 .en = fmt::format("a state has at most {} actions", Bounds::actions_max)});
            break;
        }
        actions.push_back(read_action(reading, entry, state));
    }
    return actions;
}

void check_end(Reading& reading, yaml::Node const& node) {
    for (auto const& entry : node.entries) {
        auto const& over = noun::after_the_end;
        if (std::find(over.begin(), over.end(), entry.key) == over.end()) continue;
        reading.error(
            entry.at,
            "after-the-end",
            {.zh_cn = fmt::format("结束状态不能有“{}”：到此已经结束", entry.key),
             .en = fmt::format("an end state has no “{}”: all is over there", entry.key)});
    }
}

/// All parts have ended: the move cannot go on in one of them.
void check_on_done(Reading& reading, State const& state, Index index) {
    reading.stand_in(index);
    for (auto const& alternative : state.on_done) {
        if (!alternative.go || reading.workflow().states[alternative.go->state].region != index)
            continue;
        reading.error(alternative.at,
                      "into-part",
                      {.zh_cn = "各件都已结束，“on_done”不能再转到其中一件",
                       .en = "all parts have ended: “on_done” cannot go on in one of them"});
    }
}

/// `states`, `regions` and what goes with them; the states themselves are read already.
void check_inner(Reading& reading, yaml::Mapping const& map, yaml::Node const& node) {
    auto const* const start = map["start"];
    auto const* const states = map["states"];
    auto const* const regions = map["regions"];
    for (auto const* const inner : {states, regions}) {
        if (inner != nullptr) reading.mapping(inner);
    }
    if (states != nullptr && regions != nullptr) {
        reading.error(regions->at,
                      "states-and-regions",
                      {.zh_cn = "“states”（其一）与“regions”（并行）不能并存",
                       .en = "“states” (one at a time) and “regions” (side by side) exclude each "
                             "other"});
    }
    if (start != nullptr && states == nullptr) {
        reading.error(start->at,
                      "start-without-states",
                      {.zh_cn = "这里没有“states”，“start”无处可指",
                       .en = "there are no “states” here for “start” to name"});
    }
    auto const* const on_done = node.find("on_done");
    if (on_done != nullptr && states == nullptr && regions == nullptr) {
        reading.error(on_done->at,
                      "on-done-without-states",
                      {.zh_cn = "这里没有下层状态，“on_done”永远等不到",
                       .en = "there are no states within, so “on_done” never comes"});
    }
}

/// What is looked at after each step alone does not see a day come.
void check_days(Reading& reading, State const& state) {
    for (auto const& alternative : state.automatically) {
        if (!alternative.only_if || !alternative.only_if->reads_the_time()) continue;
        reading.warning(
            alternative.at,
            "unseen-day",
            {.zh_cn = "“automatically”只在每一步之后查看：某日或某时到来时不会查看；请用“due”和“on_due”，"
                      "或触发一个以后到来的事件",
             .en = "“automatically” is looked at after each step, and not because a day or an hour "
                   "has come: use “due” with “on_due”, or raise an event that comes later"});
    }
}

}  // namespace

void read_state(Reading& reading, yaml::Node const& node, Index index) {
    // The table does not grow any more: the reference stays good.
    auto& state = reading.workflow().states[index];
    yaml::Mapping const map{reading, &node, noun::state};
    if (auto title = map.localized("title")) state.title = *title;
    state.owner = reading.roles(map["owner"]);
    state.due = read_due(reading, map["due"], index);
    state.stops_clock = read_stops_clock(reading, map["stops_clock"], index);
    state.actions = read_actions(reading, map["actions"], index);
    if (state.due) read_clock_actions(reading, *node.find("due"), index);
    state.automatically = read_reaction(
        reading, map["automatically"], {.zh_cn = "“automatically”", .en = "automatically"}, index);
    check_days(reading, state);
    state.on_entry = read_effects(reading, map["on_entry"]);
    state.on_exit = read_effects(reading, map["on_exit"]);
    state.end = map.yes_no("end").value_or(false);
    // The parts have all ended when it comes: it speaks of none of them.
    if (state.for_each) reading.stand_in(none);
    state.on_done =
        read_reaction(reading, map["on_done"], {.zh_cn = "“on_done”", .en = "on_done"}, index);
    if (state.for_each) check_on_done(reading, state, index);
    check_inner(reading, map, node);
    map.finish();
    if (state.end) check_end(reading, node);
}

}  // namespace duban::workflow
