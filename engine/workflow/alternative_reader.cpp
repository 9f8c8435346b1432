#include "engine/workflow/alternative_reader.hpp"

#include <fmt/format.h>

#include "engine/workflow/effect_reader.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

constexpr auto alternatives_max = Bounds::alternatives_max;

/// Whether the state is called by its name alone: a sibling, or a sibling of an ancestor.
bool is_in_reach(Workflow const& workflow, Index from, State const& state) {
    for (auto scope = from; scope != none;) {
        scope = workflow.states[scope].parent;
        if (state.parent == scope) return true;
    }
    return false;
}

/// The right word for a target that does not exist: a path, or a name in reach.
std::string suggest_target(Workflow const& workflow, Index from, std::string_view wanted) {
    bool const is_path = wanted.find('.') != std::string_view::npos;
    std::vector<std::string_view> candidates;
    for (auto const& state : workflow.states) {
        if (state.name == wanted) return state.path;
        if (is_path) {
            candidates.emplace_back(state.path);
        } else if (is_in_reach(workflow, from, state)) {
            candidates.emplace_back(state.name);
        }
    }
    return nearest(wanted, candidates);
}

/// A state by its name or path; the source itself where the name means nothing.
Index read_state_name(Reading& reading, yaml::Node const& node, Index state) {
    if (reading.scalar(&node) == nullptr) return state;
    auto const& workflow = reading.workflow();
    if (auto const target = find_target(workflow, state, node.text); target != none) return target;
    auto const near =
        reading.may_suggest() ? suggest_target(workflow, state, node.text) : std::string{};
    auto const shown = yaml::excerpt(node.text);
    auto const meant = near.empty() ? Text{}
                                    : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                           .en = fmt::format("; did you mean “{}”?", near)};
    reading.error(node.at,
                  "unknown-state",
                  {.zh_cn = fmt::format(
                       "从“{}”找不到状态“{}”{}", workflow.states[state].path, shown, meant.zh_cn),
                   .en = fmt::format("no state “{}” can be found from “{}”{}",
                                     shown,
                                     workflow.states[state].path,
                                     meant.en)},
                  near);
    auto const target = near.empty() ? none : find_target(workflow, state, near);
    reading.gaps.targets = reading.gaps.targets || target == none;
    return target == none ? state : target;
}

/// From outside nobody could tell which of the parts is meant.
Index read_target_state(Reading& reading, yaml::Node const& node, Index state) {
    auto const target = read_state_name(reading, node, state);
    auto const& states = reading.workflow().states;
    auto const region = states[target].region;
    if (region == none || region == states[state].region) return target;
    reading.error(
        node.at,
        "into-part",
        {.zh_cn = fmt::format("“{}”在分件“{}”之内，外面的操作不能转到其中一件",
                              states[target].path,
                              states[region].path),
         .en = fmt::format("“{}” lies within the parts of “{}”: a move from outside cannot "
                           "say which part is meant",
                           states[target].path,
                           states[region].path)});
    return state;
}

enum class Depth : std::uint8_t { deep, shallow };

/// `go: {resume: handling, depth: shallow, otherwise: filed}`
Target read_resume(Reading& reading, yaml::Node const& node, Index state) {
    Target target{.state = state};
    yaml::Mapping const map{reading, &node, noun::resume};
    auto const* const resumed = map["resume"];
    auto const depth = map.choice<Depth>("depth");
    auto const* const otherwise = map["otherwise"];
    map.finish();
    target.kind =
        depth == Depth::shallow ? Target::Kind::resume_shallow : Target::Kind::resume_deep;
    if (resumed != nullptr) target.state = read_target_state(reading, *resumed, state);
    auto const& resumed_state = reading.workflow().states[target.state];
    if (resumed != nullptr && resumed_state.start == none && !resumed_state.parallel) {
        reading.warning(resumed->at,
                        "nothing-to-resume",
                        {.zh_cn = fmt::format("“{}”之内没有状态，没有什么可恢复：写“go: {}”即可",
                                              resumed_state.path,
                                              resumed_state.path),
                         .en = fmt::format("there are no states within “{}” to resume: write “go: "
                                           "{}”",
                                           resumed_state.path,
                                           resumed_state.path)});
    }
    if (otherwise != nullptr) target.otherwise = read_target_state(reading, *otherwise, state);
    return target;
}

std::optional<Target> read_target(Reading& reading,
                                  yaml::Node const* node,
                                  yaml::Mapping const& map,
                                  Index state) {
    bool const stays = map.yes_no("internal").value_or(false);
    if (node == nullptr) {
        if (auto const* const internal = map.find("internal")) {
            reading.error(internal->at,
                          "internal-without-go",
                          {.zh_cn = "没有“go”，不离开状态，不需要“internal”",
                           .en = "without “go” no state is left: remove “internal”"});
        }
        return std::nullopt;
    }
    if (node->is_sequence()) {
        reading.error(node->at,
                      "several-targets",
                      {.zh_cn = "“go”只写一个状态；几个区域用“regions”并行",
                       .en = "“go” names one state; states side by side are “regions”"});
        return Target{.state = state};
    }
    auto target = node->is_mapping() ? read_resume(reading, *node, state)
                                     : Target{.state = read_target_state(reading, *node, state)};
    target.internal = stays;
    return target;
}

void report_empty(Reading& reading, Position at) {
    reading.error(at,
                  "no-effect",
                  {.zh_cn = "既没有“do”也没有“go”，什么也不会发生",
                   .en = "neither “do” nor “go”: nothing would happen"});
}

Alternative read_one(Reading& reading, yaml::Mapping const& map, Index state) {
    auto alternative = read_way(reading, map);
    alternative.go = read_target(reading, map["go"], map, state);
    return alternative;
}

bool is_empty(yaml::Node const& node) {
    auto const* const effects = node.find("do");
    bool const does = effects != nullptr && !(effects->is_sequence() && effects->items.empty());
    return !does && node.find("go") == nullptr;
}

std::vector<Alternative> read_choose(Reading& reading, yaml::Node const& node, Index state) {
    std::vector<Alternative> alternatives;
    if (reading.sequence(&node) == nullptr) return alternatives;
    if (node.items.empty()) report_empty(reading, node.at);
    bool is_last = false;
    for (auto const& item : node.items) {
        if (alternatives.size() == alternatives_max) {
            reading.error(
                item.at,
                "too-many",
                {.zh_cn = fmt::format("“choose”最多 {} 项", alternatives_max),
                 .en = fmt::format("“choose” holds at most {} alternatives", alternatives_max)});
            break;
        }
        yaml::Mapping const map{reading, &item, noun::alternative};
        alternatives.push_back(read_one(reading, map, state));
        map.finish();
        if (!item.is_mapping()) continue;
        if (is_empty(item)) report_empty(reading, item.at);
        if (is_last) {
            reading.error(
                item.at,
                "never-chosen",
                {.zh_cn = "前面一项没有条件，永远轮不到这一项",
                 .en =
                     "an alternative before this one has no condition: this one is never reached"});
        }
        is_last = is_last || item.find("only_if") == nullptr;
    }
    return alternatives;
}

Index find_child(Workflow const& workflow, Index parent, std::string_view name) {
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        if (workflow.states[i].parent == parent && workflow.states[i].name == name)
            return static_cast<Index>(i);
    }
    return none;
}

/// Goes down the path from the children of `parent`.
Index descend(Workflow const& workflow, Index parent, std::string_view path) {
    while (true) {
        auto const dot = path.find('.');
        parent = find_child(workflow, parent, path.substr(0, dot));
        if (parent == none || dot == std::string_view::npos) return parent;
        path.remove_prefix(dot + 1);
    }
}

}  // namespace

Index find_target(Workflow const& workflow, Index state, std::string_view target) {
    for (auto scope = state; scope != none;) {
        scope = workflow.states[scope].parent;
        if (auto const found = descend(workflow, scope, target); found != none) return found;
    }
    return none;
}

Alternative read_way(Reading& reading, yaml::Mapping const& map) {
    Alternative alternative;
    auto const* const only_if = map["only_if"];
    alternative.at = map.at();
    alternative.only_if = reading.guard(only_if);
    if (auto text = map.localized("because")) alternative.because = *text;
    auto const* const because = map.find("because");
    if (because != nullptr && only_if == nullptr) {
        reading.warning(because->at,
                        "because-without-condition",
                        {.zh_cn = "没有“only_if”，这段说明不会用到",
                         .en = "without “only_if” this is never said"});
    }
    alternative.effects = read_effects(reading, map["do"]);
    return alternative;
}

std::vector<Alternative> read_alternatives(Reading& reading,
                                           yaml::Mapping const& map,
                                           yaml::Node const& node,
                                           Index state) {
    auto const* const choose = map["choose"];
    if (choose == nullptr) {
        std::vector<Alternative> alternatives;
        alternatives.push_back(read_one(reading, map, state));
        if (node.is_mapping() && node.find("choose") == nullptr && is_empty(node))
            report_empty(reading, node.at);
        return alternatives;
    }
    for (auto const& key : noun::alternative.keys) {
        for (auto const& entry : node.entries) {
            if (entry.key != key.name) continue;
            reading.error(entry.at,
                          "beside-choose",
                          {.zh_cn = fmt::format("有“choose”时，“{}”应写进它的各项里", key.name),
                           .en = fmt::format("beside “choose”, “{}” belongs into its alternatives",
                                             key.name)});
        }
    }
    return read_choose(reading, *choose, state);
}

std::vector<Alternative> read_reaction(Reading& reading,
                                       yaml::Node const* node,
                                       Text const& name,
                                       Index state) {
    if (node == nullptr || reading.mapping(node) == nullptr) return {};
    yaml::Mapping const map{reading, node, noun::reaction, name};
    auto alternatives = read_alternatives(reading, map, *node, state);
    map.finish();
    for (auto const& alternative : alternatives) {
        if (alternative.because.en.empty()) continue;
        reading.warning(alternative.at,
                        "because-never-said",
                        {.zh_cn = "这里没有人操作，“because”不会说给任何人",
                         .en = "nobody acts here, so “because” is said to nobody"});
    }
    return alternatives;
}

}  // namespace duban::workflow
