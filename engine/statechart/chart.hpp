// A chart: the states and moves of a workflow, compiled to flat tables of numbers, so that a step
// looks up no name. Immutable; the states and moves of the workflow must outlive it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/statechart/node.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::statechart {

/// What a chart may be asked to answer.
struct Event {
    enum class Kind : std::uint8_t {
        action,  // a person asks for it; `number` in Workflow::events
        raised,  // `by: engine`; `number` in Workflow::events
        done,    // all below `node` has ended
        due,     // the deadline of `node` has ended
    };

    Kind kind = Kind::action;
    workflow::Index number = workflow::none;
    Node node;  // of `done` and `due`: the one state that may answer; of others at most the part
                // they come from, which no other part hears

    friend bool operator==(Event const&, Event const&) = default;
};

/// One way out of, or within, a state.
struct Transition {
    workflow::Alternative const* alternative = nullptr;
    workflow::Action const* action = nullptr;  // null where nobody acts
    workflow::Target target;
    workflow::Index source = workflow::none;
    workflow::Index domain = workflow::none;  // of a move to a plain state: what is not left by it
    bool moves = false;                       // false: effects only
    bool swaps = false;                       // from a leaf to its sibling: one out, one in
};

class Chart {
  public:
    explicit Chart(workflow::Workflow const& workflow);

    /// The state a case begins in.
    [[nodiscard]] workflow::Index start() const { return start_; }

    /// The transitions of a state for an event, in the order of the file.
    [[nodiscard]] std::span<Transition const> answers(workflow::Index state, Event event) const {
        auto const& shape = shapes_[state];
        if (event.kind == Event::Kind::done) return of(shape.done);
        if (event.kind == Event::Kind::due) return of(shape.due);
        for (auto at = shape.answers.begin; at != shape.answers.end; ++at) {
            auto const& answers = answers_[at];
            if (answers.number == event.number && answers.kind == event.kind) {
                return of(answers.transitions);
            }
        }
        return {};
    }

    /// Whether the state or one around it may answer: false where surely none does.
    [[nodiscard]] bool may_answer(workflow::Index state, Event event) const {
        return (shapes_[state].heard & bit(event.number)) != 0;
    }

    [[nodiscard]] std::span<Transition const> automatic(workflow::Index state) const {
        return of(shapes_[state].automatic);
    }

    [[nodiscard]] bool has_automatic() const { return has_automatic_; }

    [[nodiscard]] bool has_parts() const { return !part_regions_.empty(); }

    /// The `for_each` regions, in document order.
    [[nodiscard]] std::span<workflow::Index const> part_regions() const { return part_regions_; }

    /// Whether something may happen in it after a step although nothing was raised.
    [[nodiscard]] bool acts_by_itself() const { return has_automatic_ || has_parts(); }

    [[nodiscard]] Node parent_of(Node node) const {
        auto const& shape = shapes_[node.state];
        return {shape.parent, shape.region == node.state ? PartNumber{0} : node.part};
    }

    /// Whether `node` lies properly within `outer`; everything lies within the whole chart.
    [[nodiscard]] bool is_within(Node node, Node outer) const {
        if (outer.state == workflow::none) return true;
        bool const below = node.state > outer.state && node.state <= shapes_[outer.state].last;
        return below && (outer.part == 0 || outer.part == node.part);
    }

    /// Document order; the parts of one region stand one after the other.
    [[nodiscard]] bool is_before(Node a, Node b) const {
        bool const siblings = a.part != b.part && a.part != 0 && b.part != 0 &&
                              shapes_[a.state].region == shapes_[b.state].region;
        return siblings ? a.part < b.part : a.state < b.state;
    }

    /// The state as it is seen from `source`: in the part of the source, where it lies in one.
    [[nodiscard]] Node near(Node source, workflow::Index state) const {
        if (source.part == 0 || state == workflow::none) return {state, 0};
        bool const same_part = shapes_[state].region == shapes_[source.state].region;
        return {state, same_part ? source.part : PartNumber{0}};
    }

    [[nodiscard]] std::span<workflow::Index const> children(workflow::Index state) const {
        auto const range = shapes_[state].children;
        return {children_.data() + range.begin, range.end - range.begin};
    }

    [[nodiscard]] bool is_leaf(workflow::Index state) const { return shapes_[state].last == state; }

    [[nodiscard]] bool is_end(workflow::Index state) const { return shapes_[state].end; }

    [[nodiscard]] bool is_parallel(workflow::Index state) const { return shapes_[state].parallel; }

    /// It has children, one of which is active at a time.
    [[nodiscard]] bool is_compound(workflow::Index state) const {
        return shapes_[state].start != workflow::none;
    }

    [[nodiscard]] workflow::Index start_of(workflow::Index state) const {
        return shapes_[state].start;
    }

    /// It is a region whose parts live side by side.
    [[nodiscard]] bool is_for_each(workflow::Index state) const {
        return shapes_[state].region == state;
    }

    /// Whether some move resumes it: what was active in it is to be remembered when it is left.
    [[nodiscard]] bool is_resumed(workflow::Index state, bool deep) const {
        return deep ? shapes_[state].resumed_deep : shapes_[state].resumed_shallow;
    }

  private:
    struct Range {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };

    struct Answers {
        Event::Kind kind = Event::Kind::raised;
        workflow::Index number = workflow::none;
        Range transitions;
    };

    struct Shape {
        workflow::Index parent = workflow::none;
        workflow::Index last = workflow::none;  // the last state within it, or itself
        workflow::Index start = workflow::none;
        workflow::Index region = workflow::none;
        bool parallel = false;
        bool end = false;
        bool resumed_deep = false;
        bool resumed_shallow = false;
        std::uint64_t heard = 0;  // events that it answers or a state around it, a bit for many
        Range children;
        Range answers;
        Range automatic;
        Range done;
        Range due;
    };

    static std::uint64_t bit(workflow::Index event) { return std::uint64_t{1} << (event % 64U); }

    void shape_states(std::vector<workflow::State> const& states);
    void add_state(workflow::Index index, workflow::State const& state);
    Range add(workflow::Index state,
              workflow::Action const* action,
              std::vector<workflow::Alternative> const& alternatives);
    void mark_resumed();
    [[nodiscard]] workflow::Index domain_of(Transition const& transition) const;
    [[nodiscard]] bool swaps(Transition const& transition) const;

    [[nodiscard]] std::span<Transition const> of(Range range) const {
        return {transitions_.data() + range.begin, range.end - range.begin};
    }

    workflow::Index start_ = workflow::none;
    std::vector<Shape> shapes_;
    std::vector<workflow::Index> children_;
    std::vector<workflow::Index> part_regions_;
    std::vector<Answers> answers_;
    std::vector<Transition> transitions_;
    bool has_automatic_ = false;
};

}  // namespace duban::statechart
