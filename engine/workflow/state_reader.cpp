#include "engine/workflow/state_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/workflow/alternative_reader.hpp"
#include "engine/workflow/due_reader.hpp"
#include "engine/workflow/effect_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

constexpr std::size_t title_characters_max = 200;
constexpr std::size_t actions_max = 100;  // of one state

/// `by: engine` is the word for a raised event's answer, unless a role is called so.
bool is_by_engine(Reading const& reading, yaml::Node const* by) {
    return by != nullptr && by->is_scalar() && by->text == "engine" &&
           reading.workflow().find_role("engine") == none;
}

Action read_action(Reading& reading, yaml::Entry const& entry, Index state) {
    reading.check_name(entry.key, entry.at);
    Action action;
    action.name = entry.key;
    action.title = {.zh_cn = entry.key, .en = entry.key};
    action.at = entry.at;
    yaml::Mapping map{reading, &entry.value, {.zh_cn = "操作", .en = "an action"}};
    auto const* const by = map.required("by");
    if (auto title = reading.short_localized(map.optional("title"), title_characters_max))
        action.title = *title;
    if (is_by_engine(reading, by)) {
        reading.later(by->at,
                      {.zh_cn = "由系统应答的操作（by: engine）",
                       .en = "actions answered by the engine (by: engine)"});
    } else {
        action.by = reading.roles(by);
    }
    action.need = reading.fields(map.optional("need"));
    action.alternatives = read_alternatives(reading, map, entry.value, state);
    map.finish();
    return action;
}

std::vector<Action> read_actions(Reading& reading, yaml::Node const* node, Index state) {
    std::vector<Action> actions;
    if (node == nullptr || reading.mapping(node) == nullptr) return actions;
    for (auto const& entry : node->entries) {
        if (actions.size() == actions_max) {
            reading.error(entry.at,
                          "too-many",
                          {.zh_cn = fmt::format("一个状态最多 {} 个操作", actions_max),
                           .en = fmt::format("a state has at most {} actions", actions_max)});
            break;
        }
        actions.push_back(read_action(reading, entry, state));
    }
    return actions;
}

void refuse_later_words(Reading& reading, yaml::Mapping& map, yaml::Node const& node) {
    reading.refuse_later(
        map,
        &node,
        {{"regions", {.zh_cn = "并行区域（regions）", .en = "states side by side (regions)"}},
         {"for_each", {.zh_cn = "分件（for_each）", .en = "parts (for_each)"}},
         {"fields", {.zh_cn = "分件的字段（fields）", .en = "fields of a part (fields)"}},
         {"on_done",
          {.zh_cn = "下层结束后的转移（on_done）",
           .en = "moves when all below has ended (on_done)"}},
         {"automatically",
          {.zh_cn = "自动转移（automatically）", .en = "moves without an event (automatically)"}},
         {"stops_clock",
          {.zh_cn = "时限的中止（stops_clock）", .en = "stopping a clock (stops_clock)"}}});
}

/// What an `end` state may not have: a closed case does nothing more.
void check_end(Reading& reading, yaml::Node const& node, State const& state) {
    if (state.depth > 0) {
        reading.later(node.find("end")->at,
                      {.zh_cn = "最上层以下的结束状态（end）",
                       .en = "an end state below the top level (end)"});
    }
    for (auto const& entry : node.entries) {
        bool const allowed = entry.key == "end" || entry.key == "title" || entry.key == "on_entry";
        constexpr std::array<std::string_view, 6> of_a_live_state{
            "owner", "due", "actions", "on_exit", "start", "states"};
        bool const known = std::find(of_a_live_state.begin(), of_a_live_state.end(), entry.key) !=
                           of_a_live_state.end();
        if (allowed || !known) continue;
        reading.error(
            entry.at,
            "after-the-end",
            {.zh_cn = fmt::format("结束状态不能有“{}”：案件到此办结", entry.key),
             .en = fmt::format("an end state has no “{}”: the case is closed there", entry.key)});
    }
}

}  // namespace

void read_state(Reading& reading, yaml::Node const& node, Index index) {
    // The table does not grow any more: the reference stays good.
    auto& state = reading.workflow().states[index];
    yaml::Mapping map{reading, &node, {.zh_cn = "状态", .en = "a state"}};
    refuse_later_words(reading, map, node);
    if (auto title = reading.short_localized(map.optional("title"), title_characters_max))
        state.title = *title;
    state.owner = reading.roles(map.optional("owner"));
    state.due = read_due(reading, map.optional("due"), index);
    state.actions = read_actions(reading, map.optional("actions"), index);
    state.on_entry = read_effects(reading, map.optional("on_entry"));
    state.on_exit = read_effects(reading, map.optional("on_exit"));
    auto const* const end = map.optional("end");
    state.end = reading.yes_no(end).value_or(false);
    auto const* const start = map.optional("start");
    auto const* const states = map.optional("states");
    map.finish();
    if (states != nullptr) reading.mapping(states);
    if (start != nullptr && node.find("states") == nullptr) {
        reading.error(start->at,
                      "start-without-states",
                      {.zh_cn = "这里没有“states”，“start”无处可指",
                       .en = "there are no “states” here for “start” to name"});
    }
    if (state.end) check_end(reading, node, state);
}

}  // namespace duban::workflow
