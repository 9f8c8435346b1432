#include "engine/workflow/stop_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workflow/together.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

bool lie_in_different_parts(Workflow const& workflow, Index a, Index b) {
    auto const region = workflow.states[a].region;
    auto const other = workflow.states[b].region;
    return region != none && other != none && region != other;
}

bool can_stop(Workflow const& workflow, Index state, Index of) {
    return !is_within(workflow, of, state) && can_be_together(workflow, state, of) &&
           !lie_in_different_parts(workflow, state, of);
}

/// The names of the deadlines that this state could stop.
std::vector<std::string_view> stoppable(Workflow const& workflow, Index state) {
    std::vector<std::string_view> names;
    for (auto const& derived : workflow.derived) {
        if (derived.kind == Derived::Kind::deadline && can_stop(workflow, state, derived.state))
            names.emplace_back(derived.name);
    }
    return names;
}

void report(Reading& reading, yaml::Node const& node, Index state, Index of) {
    auto const& workflow = reading.workflow();
    auto const name = yaml::excerpt(node.text);
    if (is_within(workflow, of, state)) {
        return reading.error(
            node.at,
            "never-runs",
            {.zh_cn = fmt::format("时限“{}”只在这个状态里计算，停了它就一刻也不会计算", name),
             .en = fmt::format("the deadline “{}” runs only while this state is active: stopped "
                               "here, it would never run",
                               name)});
    }
    auto const candidates = stoppable(workflow, state);
    auto const near =
        candidates.size() == 1 ? std::string{candidates.front()} : nearest(node.text, candidates);
    auto const meant = near.empty() ? Text{}
                                    : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                           .en = fmt::format("; did you mean “{}”?", near)};
    reading.error(
        node.at,
        "never-together",
        {.zh_cn = fmt::format("时限“{}”与状态“{}”从不同时存在，无从停止{}",
                              name,
                              workflow.states[state].path,
                              meant.zh_cn),
         .en = fmt::format("the deadline “{}” never runs while the state “{}” is active, so there "
                           "is nothing to stop{}",
                           name,
                           workflow.states[state].path,
                           meant.en)},
        near);
}

}  // namespace

std::vector<Index> read_stops_clock(Reading& reading, yaml::Node const* node, Index state) {
    std::vector<Index> stopped;
    if (node != nullptr && node->is_sequence() && node->items.empty()) {
        reading.error(node->at,
                      "empty-list",
                      {.zh_cn = "至少要写一个时限", .en = "at least one deadline is needed here"});
    }
    for (auto const* const item : reading.texts(node, yaml::Short::allowed)) {
        auto const of = reading.deadline(*item);
        if (of == none) continue;
        if (std::ranges::find(stopped, of) != stopped.end()) {
            reading.error(item->at,
                          "duplicate-name",
                          {.zh_cn = fmt::format("“{}”重复出现", yaml::excerpt(item->text)),
                           .en = fmt::format("“{}” is named twice", yaml::excerpt(item->text))});
        } else if (can_stop(reading.workflow(), state, of)) {
            stopped.push_back(of);
        } else {
            report(reading, *item, state, of);
        }
    }
    return stopped;
}

}  // namespace duban::workflow
