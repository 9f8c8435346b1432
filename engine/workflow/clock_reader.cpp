#include "engine/workflow/clock_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/workflow/alternative_reader.hpp"
#include "engine/workflow/extension_reader.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/together.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

/// The key, which is also what the action is called where nobody names it.
struct Kind {
    std::string_view key;
    ClockAct act;
    std::string_view zh_cn;
    std::string_view en;
};

constexpr std::array kinds{
    Kind{"extend", ClockAct::extend, "延期", "Extend"},
    Kind{"stop", ClockAct::stop, "中止计算", "Stop the clock"},
    Kind{"go_on", ClockAct::go_on, "恢复计算", "Let the clock go on"},
};
constexpr Kind suspends{"suspend", ClockAct::suspend, "中止办理", "Suspend"};
constexpr Kind resumes{"resume", ClockAct::resume, "恢复办理", "Resume"};

/// All but what an extension has of its own; `map` is left to be finished.
Action read_clock_action(Reading& reading,
                         yaml::Mapping const& map,
                         yaml::Node const& node,
                         Kind const& kind) {
    Action action;
    action.clock = kind.act;
    auto const* const name = map["action"];
    action.at = name != nullptr ? name->at : node.at;
    action.name = reading.text(name).value_or(std::string{kind.key});
    action.title = {.zh_cn = std::string{kind.zh_cn}, .en = std::string{kind.en}};
    if (name != nullptr) action.title = {.zh_cn = action.name, .en = action.name};
    if (auto title = map.localized("title")) action.title = *title;
    action.by = reading.roles(map["by"]);
    action.need = reading.fields(map["need"]);
    action.alternatives.push_back(read_way(reading, map));
    return action;
}

/// It has a name, which no other action of the state has.
bool check_named(Reading& reading, Action const& action, Index state) {
    if (!reading.check_name(action.name, action.at)) return false;
    auto const& actions = reading.workflow().states[state].actions;
    if (std::ranges::find(actions, action.name, &Action::name) == actions.end()) return true;
    reading.error(
        action.at,
        "duplicate-action",
        {.zh_cn = fmt::format("这个状态已有操作“{}”：用“action”另起一个名字",
                              yaml::excerpt(action.name)),
         .en = fmt::format("the state has an action “{}” already: give this one another name by "
                           "“action”",
                           yaml::excerpt(action.name))});
    return false;
}

/// No state knows an action of that name: it would never be asked.
void check_own(Reading& reading, Action const& action) {
    for (auto const& state : reading.workflow().states) {
        if (std::ranges::find(state.actions, action.name, &Action::name) == state.actions.end())
            continue;
        reading.error(action.at,
                      "duplicate-action",
                      {.zh_cn = fmt::format(
                           "状态“{}”已有操作“{}”：用“action”另起一个名字", state.path, action.name),
                       .en = fmt::format("the state “{}” has an action “{}” already: give this one "
                                         "another name by “action”",
                                         state.path,
                                         action.name)});
        return;
    }
}

bool raises_at_once(std::vector<Effect> const& effects) {
    return std::ranges::any_of(effects, [](Effect const& effect) {
        if (auto const* const raise = std::get_if<Raise>(&effect)) return !raise->after;
        auto const* const choose = std::get_if<Choose>(&effect);
        return choose != nullptr && std::ranges::any_of(choose->branches, [](Branch const& branch) {
                   return raises_at_once(branch.effects);
               });
    });
}

/// While a case stands still nothing answers an event.
void check_not_raised(Reading& reading, Action const& action) {
    if (!raises_at_once(action.alternatives.front().effects)) return;
    reading.error(action.at,
                  "raise-in-suspension",
                  {.zh_cn = "中止或恢复案件时不能立即触发事件：案件停着，无人应答",
                   .en = "no event can be raised at once where a case is suspended or resumed: "
                         "while it stands still nothing answers"});
}

/// Actions of deadlines: those of the whole case belong to none.
bool moves_deadline(Action const& action) {
    return action.clock != ClockAct::nothing;
}

void report_same(Reading& reading, Action const& action, State const& other) {
    auto const& name = other.due->name;
    reading.error(
        action.at,
        "same-extension",
        {.zh_cn = fmt::format(
             "与时限“{}”同时计算，操作“{}”不知指哪一个：用“action”另起一个名字", name, action.name),
         .en =
             fmt::format("this runs at the same time as the deadline “{}”, and “{}” would not say "
                         "which one is meant: give another name by “action”",
                         name,
                         action.name)});
}

/// What stops goes on, and the other way round.
void report_alone(Reading& reading,
                  yaml::Node const& node,
                  std::string_view key,
                  std::string_view other) {
    reading.error(node.at,
                  "missing-key",
                  {.zh_cn = fmt::format("写了“{}”，也要写“{}”", key, other),
                   .en = fmt::format("“{}” needs “{}” beside it", key, other)});
}

}  // namespace

void read_clock_actions(Reading& reading, yaml::Node const& due, Index index) {
    if (!due.is_mapping()) return;
    auto const* const stop = due.find("stop");
    auto const* const go_on = due.find("go_on");
    if (stop != nullptr && go_on == nullptr) report_alone(reading, *stop, "stop", "go_on");
    if (go_on != nullptr && stop == nullptr) report_alone(reading, *go_on, "go_on", "stop");
    auto& state = reading.workflow().states[index];
    for (auto const& kind : kinds) {
        auto const* const node = due.find(kind.key);
        if (node == nullptr || reading.mapping(node) == nullptr) continue;
        bool const extends = kind.act == ClockAct::extend;
        yaml::Mapping const map{reading, node, extends ? noun::extension : noun::clock_action};
        auto action = read_clock_action(reading, map, *node, kind);
        if (extends) state.due->extensions = read_extensions(reading, map["to"], state.due->within);
        map.finish();
        if (!check_named(reading, action, index)) continue;
        action.event = reading.event(action.name);
        state.actions.push_back(std::move(action));
    }
}

void read_suspension(Reading& reading, yaml::Node const* suspend, yaml::Node const* resume) {
    if (suspend != nullptr && resume == nullptr)
        report_alone(reading, *suspend, "suspend", "resume");
    if (resume != nullptr && suspend == nullptr)
        report_alone(reading, *resume, "resume", "suspend");
    if (suspend == nullptr || resume == nullptr) return;
    if (reading.mapping(suspend) == nullptr || reading.mapping(resume) == nullptr) return;
    auto const read = [&](yaml::Node const& node, Kind const& kind) {
        yaml::Mapping const map{reading, &node, noun::clock_action};
        auto action = read_clock_action(reading, map, node, kind);
        map.finish();
        if (reading.check_name(action.name, action.at)) action.event = reading.event(action.name);
        check_not_raised(reading, action);
        return action;
    };
    Suspension suspension{.suspend = read(*suspend, suspends), .resume = read(*resume, resumes)};
    for (auto const* const action : {&suspension.suspend, &suspension.resume})
        check_own(reading, *action);
    if (suspension.suspend.name == suspension.resume.name) {
        reading.error(
            suspension.resume.at,
            "duplicate-action",
            {.zh_cn = "中止与恢复要有两个名字：用“action”另起一个",
             .en = "to suspend and to resume take two names: give another one by “action”"});
    }
    reading.workflow().suspension = std::move(suspension);
}

void check_clock_actions(Reading& reading) {
    struct Seen {
        Index state;
        Action const* action;
    };

    auto const& workflow = reading.workflow();
    std::vector<Seen> seen;
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const here = static_cast<Index>(i);
        for (auto const& action : workflow.states[i].actions) {
            if (!moves_deadline(action)) continue;
            auto const same = std::ranges::find_if(seen, [&](Seen const& other) {
                return other.action->event == action.event && other.state != here &&
                       can_be_together(workflow, other.state, here);
            });
            if (same != seen.end()) report_same(reading, action, workflow.states[same->state]);
            seen.push_back({here, &action});
        }
    }
}

}  // namespace duban::workflow
