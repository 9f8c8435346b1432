// Where a case stands in the new definition, what it remembers there, and what it waits for; and
// whether a case can stand so.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/revision/upgrading.hpp"
#include "engine/tracking/place.hpp"
#include "engine/workflow/ways.hpp"

namespace duban::revision {

using workflow::Index;
using workflow::none;

void Upgrading::move_position() {
    std::vector<Node> moved;
    for (auto const leaf : tracking::leaves_of(from_.chart, before_.position.active))
        move_leaf(leaf, moved);
    if (!obstacles_.empty()) return;
    upgraded_.after.position.active = whole(moved);
    check_position();
}

void Upgrading::move_leaf(Node leaf, std::vector<Node>& moved) {
    auto const& old = from_.workflow.states[leaf.state];
    if (states_.of(leaf.state).empty()) {
        return obstruct(
            "state-gone",
            {.zh_cn = fmt::format("新版本没有状态“{0}”：请在对照文件写“states: {{{0}: 新状态}}”",
                                  old.path),
             .en = fmt::format("the new version has no state \"{0}\": write \"states: {{{0}: "
                               "NEW_STATE}}\" into the mapping file",
                               old.path)});
    }
    auto const first = moved.size();
    for (auto const image : states_.of(leaf.state)) {
        auto const& state = to_.workflow.states[image];
        if (state.end && !old.end) {
            obstruct("would-end",
                     {.zh_cn = fmt::format(
                          "“{}”是结束状态：升级不代替任何人办结“{}”", state.path, old.path),
                      .en = fmt::format("\"{}\" is an end: an upgrade ends nothing that stands in "
                                        "\"{}\"",
                                        state.path,
                                        old.path)});
        }
        add_image(leaf, image, moved);
    }
    StateMoved told{tracking::path_of(from_.workflow, before_.parts, leaf), {}};
    for (auto i = first; i < moved.size(); ++i) {
        told.to.push_back(tracking::path_of(to_.workflow, upgraded_.after.parts, moved[i]));
    }
    upgraded_.states.push_back(std::move(told));
}

/// A state within parts is reached from its own part; from outside, one begins for each item.
void Upgrading::add_image(Node leaf, Index image, std::vector<Node>& moved) {
    auto const region = to_.workflow.states[image].region;
    if (leaf.part == 0) {
        if (region == none) {
            moved.push_back({image, 0});
        } else {
            begin_parts(region, image, moved);
        }
        return;
    }
    auto const* const part = upgraded_.after.find_part(leaf.part);
    if (part != nullptr && part->region == region) {
        moved.push_back({image, leaf.part});
        return;
    }
    auto const& path = to_.workflow.states[image].path;
    auto const& old = from_.workflow.states[leaf.state].path;
    obstruct("out-of-parts",
             {.zh_cn = fmt::format("“{}”在分件之内，“{}”不在对应的分件之内", old, path),
              .en = fmt::format("\"{}\" lies within parts, \"{}\" not within the parts that they "
                                "become",
                                old,
                                path)});
}

void Upgrading::begin_parts(Index region, Index image, std::vector<Node>& moved) {
    auto const& fields = to_.workflow.fields;
    auto& after = upgraded_.after;
    std::size_t const first = to_.workflow.states[region].for_each->key;
    for (auto& item : items_of(region)) {
        tracking::Part part{.number = ++after.last_part,
                            .region = region,
                            .key = std::move(item.key),
                            .fields = {std::move(item.value)},
                            .opened_at = upgraded_.at};
        for (auto i = first + 1; i < fields.size() && fields[i].region == region; ++i)
            part.fields.push_back(fields[i].default_value);
        moved.push_back({image, part.number});
        after.parts.push_back(std::move(part));
    }
}

/// The items of the region's list as they are after the move, each once.
std::vector<workflow::PartItem> Upgrading::items_of(Index region) const {
    auto const list = to_.workflow.states[region].for_each->list;
    return workflow::part_items(to_.workflow.fields[list], upgraded_.after.fields[list]);
}

/// The leaves with all the states around them, in document order.
statechart::NodeList Upgrading::whole(std::vector<Node> const& leaves) const {
    std::vector<std::string> paths;
    for (auto const leaf : leaves) paths.push_back(tracking::path_of(to_.workflow, {}, leaf));
    auto const active = tracking::decode_place(to_, fmt::format("{}", fmt::join(paths, " ")));
    return active.value_or(NodeList{});
}

void Upgrading::check_position() {
    auto const& active = upgraded_.after.position.active;
    workflow::Reach const reach{to_.workflow};
    std::vector<std::string> tops;
    for (auto const node : active) {
        auto const& state = to_.workflow.states[node.state];
        if (!reach.has(node.state)) {
            obstruct("unreachable",
                     {.zh_cn = fmt::format("新版本中没有途径到达“{}”", state.path),
                      .en = fmt::format("no way leads to \"{}\" in the new version", state.path)});
        }
        if (state.parent == none) tops.push_back(state.path);
        check_node(active, node);
        if (to_.chart.is_parallel(node.state)) {
            for (auto const region : to_.chart.children(node.state)) {
                if (to_.chart.is_for_each(region)) check_parts(active, region);
            }
        }
    }
    if (tops.size() == 1) return;
    obstruct(
        "ambiguous",
        {.zh_cn = fmt::format("案件不能同时处于{}", fmt::join(tops, "、")),
         .en = fmt::format("a case cannot be in {} at the same time", fmt::join(tops, " and "))});
}

void Upgrading::check_node(NodeList const& active, Node node) {
    auto const& state = to_.workflow.states[node.state];
    if (to_.chart.is_parallel(node.state)) return check_regions(active, node);
    if (!to_.chart.is_compound(node.state)) return;
    auto const within = std::count_if(active.begin(), active.end(), [&](Node other) {
        return to_.chart.parent_of(other) == node;
    });
    if (within == 1) return;
    if (within == 0) {
        return obstruct(
            "ambiguous",
            {.zh_cn =
                 fmt::format("新版本的“{}”之内还有状态，须说明是哪一个：请在对照文件的“states”中"
                             "写到最里层",
                             state.path),
             .en = fmt::format("there are states within \"{}\" in the new version: name one of "
                               "them under \"states\" of the mapping file",
                               state.path)});
    }
    obstruct(
        "ambiguous",
        {.zh_cn = fmt::format("案件会同时处于“{}”之内的几个状态，而其中只能有一个", state.path),
         .en = fmt::format("the case would be in several states within \"{}\", of which only "
                           "one can be active",
                           state.path)});
}

void Upgrading::check_regions(NodeList const& active, Node parallel) {
    for (auto const child : to_.chart.children(parallel.state)) {
        if (to_.chart.is_for_each(child) || active.has({child, parallel.part})) continue;
        auto const& path = to_.workflow.states[child].path;
        obstruct("region-missing",
                 {.zh_cn = fmt::format("新版本多出并行的区域“{}”，须说明案件在其中的状态：“states: "
                                       "{{旧状态: [新状态, {}.…]}}”",
                                       path,
                                       path),
                  .en = fmt::format("the region \"{}\" has no state for this case: name one beside "
                                    "the other, as in \"states: {{OLD: [NEW, {}.…]}}\"",
                                    path,
                                    path)});
    }
}

/// Else the next step would begin or close parts without anybody having asked for it.
void Upgrading::check_parts(NodeList const& active, Index region) {
    std::vector<std::string> wanted;
    for (auto const& item : items_of(region)) wanted.push_back(item.key);
    std::vector<std::string> extra;
    for (auto const node : active) {
        if (node.state != region) continue;
        auto const* const part = upgraded_.after.find_part(node.part);
        if (part != nullptr && std::erase(wanted, part->key) == 0) extra.push_back(part->key);
    }
    if (wanted.empty() && extra.empty()) return;
    wanted.insert(wanted.end(), extra.begin(), extra.end());
    auto const& path = to_.workflow.states[region].path;
    obstruct(
        "parts-differ",
        {.zh_cn = fmt::format("分件“{}”与新版本的名单不一致：{}", path, fmt::join(wanted, "、")),
         .en = fmt::format("the parts of \"{}\" are not those of the new version's list: {}",
                           path,
                           fmt::join(wanted, ", "))});
}

void Upgrading::move_memories() {
    for (auto const& memory : before_.position.memories) move_memory(memory);
}

void Upgrading::move_memory(statechart::Memory const& memory) {
    statechart::Memory moved{.state = states_.only_of(memory.state),
                             .part = memory.part,
                             .deep = memory.deep,
                             .nodes = {}};
    std::vector<Node> nodes;
    bool has_all = true;
    for (auto const node : memory.nodes) {
        auto const& images = states_.of(node.state);
        has_all = has_all && !images.empty();
        for (auto const image : images) {
            Node const moved_node{image, node.part};
            if (std::ranges::find(nodes, moved_node) == nodes.end()) nodes.push_back(moved_node);
        }
    }
    auto const within = [&](Node node) {
        if (moved.state == none) return false;
        Node const around{moved.state, moved.part};
        auto const region = to_.workflow.states[node.state].region;
        if ((region == none) != (node.part == 0)) return false;
        return memory.deep ? to_.chart.is_within(node, around)
                           : to_.chart.parent_of(node) == around;
    };
    if (!has_all || !std::ranges::all_of(nodes, within)) {
        auto const& path = from_.workflow.states[memory.state].path;
        return obstruct(
            "memory-gone",
            {.zh_cn = fmt::format("案件记得离开“{}”时所处的状态，而这些状态在新版本中不在其内：请在"
                                  "对照文件的“states”中写其内的状态",
                                  path),
             .en = fmt::format("the case remembers where it left \"{}\", and what has become of "
                               "these states does not lie within it in the new version: name "
                               "states there under \"states\" of the mapping file",
                               path)});
    }
    for (auto const node : nodes) moved.nodes.push_back(node);
    if (memory.deep && !nodes.empty()) {
        auto const active = whole(nodes);
        for (auto const node : active) {
            bool const resumed =
                node.state == moved.state || to_.chart.is_within(node, {moved.state, moved.part});
            if (resumed) check_node(active, node);
        }
    }
    upgraded_.after.position.memories.push_back(std::move(moved));
}

void Upgrading::move_pending() {
    for (auto pending : before_.pending) {
        auto const& name = from_.workflow.events[pending.event];
        pending.event = to_.workflow.find_event(name);
        bool const answered =
            std::ranges::any_of(to_.workflow.states, [&](workflow::State const& state) {
                return std::ranges::any_of(state.actions, [&](workflow::Action const& action) {
                    return action.by_engine && action.event == pending.event;
                });
            });
        if (!answered) {
            obstruct(
                "event-unanswered",
                {.zh_cn = fmt::format("案件等待事件“{}”，而新版本中没有操作应答它", name),
                 .en = fmt::format("the case waits for the event \"{}\", which nothing answers "
                                   "in the new version",
                                   name)});
        }
        upgraded_.after.pending.push_back(std::move(pending));
    }
}

}  // namespace duban::revision
