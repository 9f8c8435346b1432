#include "tests/engine/statechart/run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace duban::sketch {

using statechart::Event;
using statechart::Node;
using statechart::PartNumber;
using workflow::Index;

void Run::have_parts(std::string_view region, std::size_t count) {
    auto const index = program_.find(region);
    auto& parts = parts_[index];
    while (parts.size() < count) parts.push_back(++last_part_[index]);
}

void Run::drop_part(std::string_view region, PartNumber part) {
    std::erase(parts_[program_.find(region)], part);
}

Run::Outcome Run::take(std::string_view event) {
    Event input;
    auto const of_state = [&](std::string_view before, Event::Kind kind) {
        if (!event.starts_with(before)) return false;
        input.kind = kind;
        input.node = {program_.find(event.substr(before.size())), 0};
        return true;
    };
    if (!of_state("done.state.", Event::Kind::done) && !of_state("due.", Event::Kind::due)) {
        input.number = program_.workflow().find_event(event);
    }
    return interpreter_.take(input);
}

std::string Run::steps() {
    auto const from = trace_.log.begin() + static_cast<std::ptrdiff_t>(told_);
    told_ = trace_.log.size();
    return fmt::format("{}", fmt::join(from, trace_.log.end(), " "));
}

std::string Run::where() const {
    auto const& nodes = position_.active;
    std::vector<std::string> innermost;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        bool const holds_another = i + 1 < nodes.size() && chart_.is_within(nodes[i + 1], nodes[i]);
        if (!holds_another) innermost.push_back(name(nodes[i]));
    }
    return fmt::format("{}", fmt::join(innermost, " "));
}

std::vector<std::string> Run::active() const {
    std::vector<std::string> names;
    for (auto const node : position_.active) names.push_back(name(node));
    return names;
}

std::string Run::name(Node node) const {
    auto const& state = program_.name(node.state);
    return node.part == 0 ? state : fmt::format("{}#{}", state, node.part);
}

bool Run::goes_on() const {
    return give_up_at_.empty() ||
           std::find(trace_.log.begin(), trace_.log.end(), give_up_at_) == trace_.log.end();
}

Program::Raise Run::raise_into(statechart::Raised& raised) const {
    return [this, &raised](std::string const& event) {
        raised.push({.kind = Event::Kind::raised,
                     .number = program_.workflow().find_event(event),
                     .node = {}});
    };
}

bool Run::is_open(statechart::Transition const& transition, Node source) {
    static_cast<void>(source);
    return program_.holds(*transition.alternative, trace_, [this](Index state) {
        auto const& active = position_.active;
        return std::any_of(
            active.begin(), active.end(), [&](Node node) { return node.state == state; });
    });
}

bool Run::perform(statechart::Transition const& transition,
                  Node source,
                  statechart::Raised& raised) {
    static_cast<void>(source);
    program_.perform(*transition.alternative, trace_, raise_into(raised));
    return goes_on();
}

bool Run::enter(Node node, statechart::Raised& raised) {
    program_.enter(node.state, name(node), trace_, raise_into(raised));
    return goes_on();
}

bool Run::leave(Node node, statechart::Raised& raised) {
    program_.leave(node.state, name(node), trace_, raise_into(raised));
    return goes_on();
}

std::vector<PartNumber> Run::open_parts(Index region) {
    return parts_[region];
}

Run::PartChanges Run::change_parts(statechart::Position const& position) {
    PartChanges changes;
    for (auto const& [region, parts] : parts_) {
        Node const around{program_.workflow().states[region].parent, 0};
        if (!position.active.has(around)) continue;
        for (auto const node : position.active) {
            bool const kept = std::find(parts.begin(), parts.end(), node.part) != parts.end();
            if (node.state == region && !kept) changes.dropped.push_back(node);
        }
        for (auto const part : parts) {
            if (!position.active.has({region, part})) changes.added.push_back({region, part});
        }
    }
    return changes;
}

std::string told(std::string_view chart, std::string_view inputs) {
    Program const program{read(chart)};
    Run run{program};
    auto outcome = run.begin();
    std::istringstream in{std::string{inputs}};
    for (std::string input; in >> input;) {
        static_cast<void>(run.steps());
        outcome = run.take(input);
    }
    auto text = fmt::format("{} | {}", run.steps(), run.where());
    if (outcome == Run::Outcome::unanswered) text += " unanswered";
    if (outcome == Run::Outcome::endless) return "endless";
    if (run.has_ended()) text += " ended";
    return text;
}

}  // namespace duban::sketch
