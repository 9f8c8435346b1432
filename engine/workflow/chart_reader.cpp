#include "engine/workflow/chart_reader.hpp"

#include <fmt/format.h>

#include "engine/workflow/part_reader.hpp"
#include "engine/workflow/state_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

/// What holds the states within a state: `states`, one active at a time, or `regions`, all at once.
yaml::Node const* inner_of(yaml::Node const& body) {
    auto const* const states = body.find("states");
    return states != nullptr ? states : body.find("regions");
}

bool has_regions(yaml::Node const& body) {
    return body.find("states") == nullptr && body.find("regions") != nullptr;
}

}  // namespace

void ChartReader::declare(yaml::Node const* states) {
    if (states == nullptr || reading_->mapping(states) == nullptr) {
        reading_->gaps.targets = true;
        return;
    }
    add_states(*states, none);
}

void ChartReader::read(yaml::Node const* start) {
    if (bodies_.empty()) return;
    auto& workflow = reading_->workflow();
    workflow.start = read_start(start, none);
    if (workflow.start == none) reading_->gaps.targets = true;
    add_derived();
    reading_->know_chart();
    for (auto const& body : bodies_) {
        if (body.node->find("states") != nullptr) read_nested_start(*body.node, body.state);
    }
    for (auto const& body : bodies_) {
        reading_->stand_in(workflow.states[body.state].region);
        read_state(*reading_, *body.node, body.state);
    }
    reading_->stand_in(none);
    reading_->check_events();
}

/// What guards may ask of the chart beside fields. The names of deadlines are looked up ahead.
void ChartReader::add_derived() {
    auto& workflow = reading_->workflow();
    for (auto const& [index, body] : bodies_) {
        auto const& state = workflow.states[index];
        workflow.derived.push_back({Derived::Kind::state, state.path, index});
        if (state.for_each) workflow.derived.push_back({Derived::Kind::parts, state.name, index});
        auto const* const due = body->find("due");
        if (due == nullptr) continue;
        auto const* const name = due->find("name");
        bool const is_named = name != nullptr && name->is_scalar();
        workflow.derived.push_back(
            {Derived::Kind::deadline, is_named ? name->text : state.name, index});
    }
}

void ChartReader::add_states(yaml::Node const& states, Index parent) {
    auto& all = reading_->workflow().states;
    if (states.entries.empty()) {
        reading_->error(
            states.at,
            "no-states",
            {.zh_cn = "这里至少要有一个状态", .en = "at least one state is needed here"});
    }
    for (auto const& entry : states.entries) {
        if (all.size() == Bounds::states_max) {
            if (!is_full_) report_too_many(entry.at);
            is_full_ = true;
            return;
        }
        reading_->check_name(entry.key, entry.at);
        add_state(entry, parent);
    }
}

void ChartReader::add_state(yaml::Entry const& entry, Index parent) {
    auto& all = reading_->workflow().states;
    auto const index = static_cast<Index>(all.size());
    State state;
    state.name = entry.key;
    state.path = parent == none ? entry.key : fmt::format("{}.{}", all[parent].path, entry.key);
    state.title = {.zh_cn = entry.key, .en = entry.key};
    state.parent = parent;
    state.depth =
        parent == none ? std::uint16_t{0} : static_cast<std::uint16_t>(all[parent].depth + 1);
    state.region = parent == none ? none : all[parent].region;
    state.at = entry.at;
    state.parallel = has_regions(entry.value);
    auto const depth = state.depth;
    all.push_back(std::move(state));
    bodies_.push_back({index, &entry.value});
    add_parts(entry.value, index);

    auto const* const inner = inner_of(entry.value);
    if (inner == nullptr || !inner->is_mapping()) return;
    if (depth + std::size_t{1} < Bounds::depth_max) return add_states(*inner, index);
    reading_->error(inner->at,
                    "too-deep",
                    {.zh_cn = fmt::format("状态嵌套超过 {} 层", Bounds::depth_max),
                     .en = fmt::format("states are nested more than {} deep", Bounds::depth_max)});
    reading_->gaps.states = reading_->gaps.targets = true;
}

void ChartReader::add_parts(yaml::Node const& body, Index index) {
    auto& all = reading_->workflow().states;
    auto const* const parts = body.find("for_each");
    auto const parent = all[index].parent;
    bool const is_region = parent != none && all[parent].parallel;
    if (parts != nullptr && (!is_region || all[index].region != none)) {
        return reading_->error(
            parts->at,
            "bad-for-each",
            {.zh_cn = "“for_each”只能写在“regions”的一个区域里，且分件之内不能再分件",
             .en = "“for_each” belongs to one of the “regions” of a state, and not within a part"});
    }
    if (parts != nullptr && body.find("states") == nullptr) {
        reading_->error(parts->at,
                        "bad-for-each",
                        {.zh_cn = "分件要有自己的“start”和“states”",
                         .en = "a part needs “start” and “states” of its own"});
    }
    read_for_each(*reading_, body, index);
    if (all[index].for_each) all[index].region = index;
}

void ChartReader::report_too_many(Position at) {
    reading_->gaps.states = reading_->gaps.targets = true;
    reading_->error(at,
                    "too-many",
                    {.zh_cn = fmt::format("状态最多 {} 个", Bounds::states_max),
                     .en = fmt::format("at most {} states are allowed", Bounds::states_max)});
}

/// A child of `parent` by its name; the first one where the name is wrong, and `none` without any.
Index ChartReader::read_start(yaml::Node const* start, Index parent) {
    auto const& all = reading_->workflow().states;
    std::vector<std::string_view> names;
    std::vector<Index> children;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].parent != parent) continue;
        names.emplace_back(all[i].name);
        children.push_back(static_cast<Index>(i));
    }
    if (start == nullptr || children.empty() || reading_->scalar(start) == nullptr) {
        reading_->gaps.targets = true;
        return children.empty() ? none : children.front();
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == start->text) return children[i];
    }
    auto const near = nearest(start->text, names);
    auto const shown = yaml::excerpt(start->text);
    auto const meant = near.empty() ? Text{}
                                    : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                           .en = fmt::format("; did you mean “{}”?", near)};
    reading_->error(
        start->at,
        "unknown-state",
        {.zh_cn = fmt::format("“start”应是同一层“states”里的状态，没有“{}”{}", shown, meant.zh_cn),
         .en = fmt::format(
             "“start” names one of the “states” beside it; there is no “{}”{}", shown, meant.en)},
        near);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == near) return children[i];
    }
    reading_->gaps.targets = true;
    return children.front();
}

void ChartReader::read_nested_start(yaml::Node const& node, Index index) {
    auto& state = reading_->workflow().states[index];
    auto const* const start = node.find("start");
    if (start == nullptr) {
        reading_->error(
            state.at,
            "missing-key",
            {.zh_cn = fmt::format("状态“{}”里有“states”，须用“start”指明从哪个开始",
                                  yaml::excerpt(state.path)),
             .en = fmt::format("the state “{}” has “states”: name the first of them by “start”",
                               yaml::excerpt(state.path))},
            "start");
    }
    state.start = read_start(start, index);
}

}  // namespace duban::workflow
