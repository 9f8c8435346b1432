#include "engine/workflow/silence_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/nouns.hpp"
#include "engine/workflow/rule.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

/// Every key of a state belongs to it, but what stands in its actions and in the states within.
void add_state(yaml::Entry const& state, std::string const& path, std::vector<ChartPlace>& places) {
    places.push_back({state.at, path});
    for (auto const& entry : state.value.entries) {
        places.push_back({entry.at, path});
        bool const holds_states = entry.key == "states" || entry.key == "regions";
        for (auto const& inner : entry.value.entries) {
            if (holds_states) add_state(inner, fmt::format("{}.{}", path, inner.key), places);
            if (entry.key == "actions")
                places.push_back({inner.at, fmt::format("{}/{}", path, inner.key)});
        }
    }
}

std::vector<ChartPlace> chart_places(yaml::Node const& root) {
    std::vector<ChartPlace> places;
    for (auto const& entry : root.entries) {
        places.push_back({entry.at, {}});
        if (entry.key != "states") continue;
        for (auto const& state : entry.value.entries) add_state(state, state.key, places);
    }
    return places;
}

void check_rule(Reading& reading, yaml::Node const& node) {
    auto const* const rule = find_rule(node.text);
    if (rule == nullptr) {
        std::vector<std::string_view> names;
        for (auto const& one : rules()) {
            if (one.severity != Severity::error) names.push_back(one.name);
        }
        auto const near = nearest(node.text, names);
        auto const shown = yaml::excerpt(node.text);
        return reading.error(
            node.at,
            "unknown-rule",
            {.zh_cn = fmt::format("没有名为“{}”的规则：见 duban check --rules", shown),
             .en = fmt::format("there is no rule “{}”: see duban check --rules", shown)},
            near);
    }
    if (rule->severity != Severity::error) return;
    reading.error(
        node.at,
        "silenced-error",
        {.zh_cn = fmt::format("“{}”是错误，不能静默，须改正", rule->name),
         .en = fmt::format("“{}” is an error: mend it, it cannot be silenced", rule->name)});
}

void check_place(Reading& reading, yaml::Node const& node, std::vector<ChartPlace> const& places) {
    if (std::ranges::find(places, node.text, &ChartPlace::path) != places.end()) return;
    std::vector<std::string_view> paths;
    for (auto const& place : places) paths.emplace_back(place.path);
    auto const shown = yaml::excerpt(node.text);
    reading.error(
        node.at,
        "unknown-state",
        {.zh_cn = fmt::format("没有状态或操作“{}”：写作“状态”或“状态/操作”", shown),
         .en = fmt::format("there is no state or action “{}”: write STATE or STATE/ACTION", shown)},
        nearest(node.text, paths));
}

Silence read_silence(Reading& reading,
                     yaml::Node const& node,
                     std::vector<ChartPlace> const& places) {
    Silence silence;
    silence.position = node.at;
    yaml::Mapping const map{reading, &node, noun::silence};
    auto const* const rule = map["rule"];
    auto const* const at = map["at"];
    auto const because = map.localized("because");
    map.finish();
    silence.rule = reading.text(rule).value_or("");
    silence.at = reading.text(at).value_or("");
    silence.because = because.value_or(Text{});
    if (!silence.rule.empty()) check_rule(reading, *rule);
    if (!silence.at.empty()) check_place(reading, *at, places);
    return silence;
}

}  // namespace

Silences read_silences(Reading& reading, yaml::Node const* node) {
    Silences read;
    read.file = reading.document().file;
    if (node == nullptr || reading.sequence(node) == nullptr) return read;
    read.places = chart_places(reading.document().root);
    for (auto const& item : node->items) {
        if (read.silences.size() == Bounds::silences_max) {
            reading.error(
                item.at,
                "too-many",
                {.zh_cn = fmt::format("“silence”最多 {} 项", Bounds::silences_max),
                 .en = fmt::format("“silence” holds at most {} items", Bounds::silences_max)});
            break;
        }
        if (reading.mapping(&item) != nullptr)
            read.silences.push_back(read_silence(reading, item, read.places));
    }
    return read;
}

}  // namespace duban::workflow
