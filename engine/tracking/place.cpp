#include "engine/tracking/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace duban::tracking {

namespace {

using workflow::Index;
using workflow::none;
using workflow::Workflow;

/// The path with what tells the part apart behind its region: "a.b[KEY].c".
std::string with_part(Workflow const& workflow, Index state, std::string_view key) {
    auto const& path = workflow.states[state].path;
    auto const region = workflow.states[state].region;
    auto const& head = workflow.states[region].path;
    return fmt::format("{}[{}]{}", head, key, std::string_view{path}.substr(head.size()));
}

std::optional<Node> decode_node(Workflow const& workflow, std::string_view text) {
    auto const open = text.find('[');
    auto const close = text.find(']');
    if (open == std::string_view::npos) {
        auto const state = workflow.find_state(text);
        return state == none ? std::nullopt : std::optional{Node{state, 0}};
    }
    if (close == std::string_view::npos || close < open) return std::nullopt;
    PartNumber part = 0;
    auto const digits = text.substr(open + 1, close - open - 1);
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), part);
    if (read.ec != std::errc{} || part == 0) return std::nullopt;
    auto const state =
        workflow.find_state(fmt::format("{}{}", text.substr(0, open), text.substr(close + 1)));
    bool const has_parts = state != none && workflow.states[state].region != none;
    return has_parts ? std::optional{Node{state, part}} : std::nullopt;
}

void add(statechart::Chart const& chart, Node node, statechart::NodeList& active) {
    std::size_t at = active.size();
    while (at > 0 && chart.is_before(node, active[at - 1])) --at;
    if (at == 0 || active[at - 1] != node) active.insert(at, node);
}

}  // namespace

statechart::NodeList leaves_of(statechart::Chart const& chart, statechart::NodeList const& active) {
    statechart::NodeList leaves;
    for (std::size_t i = 0; i < active.size(); ++i) {
        if (i + 1 == active.size() || !chart.is_within(active[i + 1], active[i]))
            leaves.push_back(active[i]);
    }
    return leaves;
}

std::string path_of(Workflow const& workflow, std::vector<Part> const& parts, Node node) {
    if (node.part == 0) return workflow.states[node.state].path;
    auto const part = std::ranges::find(parts, node.part, &Part::number);
    if (part == parts.end()) return with_part(workflow, node.state, std::to_string(node.part));
    return with_part(workflow, node.state, part->key);
}

std::vector<std::string> places_of(Procedure const& procedure, Case const& state) {
    std::vector<std::string> places;
    for (auto const leaf : leaves_of(procedure.chart, state.position.active)) {
        places.push_back(path_of(procedure.workflow, state.parts, leaf));
    }
    return places;
}

std::string encode_paths(Procedure const& procedure, statechart::NodeList const& active) {
    std::string text;
    auto last = none;
    for (auto const leaf : leaves_of(procedure.chart, active)) {
        if (leaf.state == last) continue;
        last = leaf.state;
        if (!text.empty()) text += ' ';
        text += procedure.workflow.states[leaf.state].path;
    }
    return text;
}

std::string encode_place(Procedure const& procedure, statechart::NodeList const& active) {
    std::string text;
    for (auto const leaf : leaves_of(procedure.chart, active)) {
        if (!text.empty()) text += ' ';
        text += path_of(procedure.workflow, {}, leaf);
    }
    return text;
}

std::optional<statechart::NodeList> decode_place(Procedure const& procedure,
                                                 std::string_view text) {
    statechart::NodeList active;
    while (!text.empty()) {
        auto const space = text.find(' ');
        auto const node = decode_node(procedure.workflow, text.substr(0, space));
        if (!node) return std::nullopt;
        for (auto at = *node; at.state != none; at = procedure.chart.parent_of(at)) {
            add(procedure.chart, at, active);
        }
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    }
    if (active.empty()) return std::nullopt;
    return active;
}

}  // namespace duban::tracking
