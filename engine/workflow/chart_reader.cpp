#include "engine/workflow/chart_reader.hpp"

#include <fmt/format.h>

#include "engine/workflow/state_reader.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

struct Body {
    Index state;
    yaml::Node const* node;
};

class Chart {
  public:
    explicit Chart(Reading& reading) : reading_{&reading} {}

    void read(yaml::Node const* start, yaml::Node const* states) {
        if (states == nullptr || reading_->mapping(states) == nullptr) {
            reading_->gaps.targets = true;
            return;
        }
        add_states(*states, none);
        auto& workflow = reading_->workflow();
        workflow.start = read_start(start, none);
        if (workflow.start == none) reading_->gaps.targets = true;
        for (auto const& body : bodies_) {
            auto& state = workflow.states[body.state];
            if (body.node->find("states") != nullptr)
                read_nested_start(*body.node, state, body.state);
        }
        for (auto const& body : bodies_) read_state(*reading_, *body.node, body.state);
    }

  private:
    void add_states(yaml::Node const& states, Index parent) {
        auto& all = reading_->workflow().states;
        if (states.entries.empty()) {
            reading_->error(
                states.at,
                "no-states",
                {.zh_cn = "“states”里至少要有一个状态", .en = "“states” needs at least one state"});
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

    void add_state(yaml::Entry const& entry, Index parent) {
        auto& all = reading_->workflow().states;
        auto const index = static_cast<Index>(all.size());
        State state;
        state.name = entry.key;
        state.path = parent == none ? entry.key : fmt::format("{}.{}", all[parent].path, entry.key);
        state.title = {.zh_cn = entry.key, .en = entry.key};
        state.parent = parent;
        state.depth =
            parent == none ? std::uint16_t{0} : static_cast<std::uint16_t>(all[parent].depth + 1);
        state.at = entry.at;
        auto const depth = state.depth;
        all.push_back(std::move(state));
        bodies_.push_back({index, &entry.value});

        auto const* const nested = entry.value.find("states");
        if (nested == nullptr || !nested->is_mapping()) return;
        if (depth + std::size_t{1} < Bounds::depth_max) return add_states(*nested, index);
        reading_->error(
            nested->at,
            "too-deep",
            {.zh_cn = fmt::format("状态嵌套超过 {} 层", Bounds::depth_max),
             .en = fmt::format("states are nested more than {} deep", Bounds::depth_max)});
        reading_->gaps.states = reading_->gaps.targets = true;
    }

    void report_too_many(Position at) {
        reading_->gaps.states = reading_->gaps.targets = true;
        reading_->error(at,
                        "too-many",
                        {.zh_cn = fmt::format("状态最多 {} 个", Bounds::states_max),
                         .en = fmt::format("at most {} states are allowed", Bounds::states_max)});
    }

    /// A child of `parent` by its name; the first one where the name is wrong, and `none` without
    /// any.
    Index read_start(yaml::Node const* start, Index parent) {
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
            {.zh_cn =
                 fmt::format("“start”应是同一层“states”里的状态，没有“{}”{}", shown, meant.zh_cn),
             .en = fmt::format("“start” names one of the “states” beside it; there is no “{}”{}",
                               shown,
                               meant.en)},
            near);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == near) return children[i];
        }
        reading_->gaps.targets = true;
        return children.front();
    }

    void read_nested_start(yaml::Node const& node, State& state, Index index) {
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

    Reading* reading_;
    std::vector<Body> bodies_;
    bool is_full_ = false;
};

}  // namespace

void read_chart(Reading& reading, yaml::Node const* start, yaml::Node const* states) {
    Chart{reading}.read(start, states);
}

}  // namespace duban::workflow
