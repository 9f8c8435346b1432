#include "engine/picture/drawing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/picture/caption.hpp"

namespace duban::picture {

namespace {

using workflow::Action;
using workflow::Alternative;
using workflow::Index;
using workflow::none;
using workflow::State;
using workflow::Target;
using workflow::Workflow;

bool has(std::vector<Index> const& states, std::size_t state) {
    return std::ranges::find(states, state) != states.end();
}

/// The way out of a state that is drawn: what sets it off, and how it is written.
struct Way {
    std::size_t state = 0;
    Arrow::Kind kind = Arrow::Kind::action;
    std::string action;  // its name; empty where nobody asks for it
    std::string title;
    std::vector<std::string> lines;
};

class Drawing {
  public:
    Drawing(Workflow const& workflow, Language language, Trail const& trail)
        : workflow_{workflow},
          captions_{workflow, language},
          trail_{trail},
          has_children_(workflow.states.size()) {
        for (auto const& state : workflow.states) {
            if (state.parent != none) has_children_[state.parent] = true;
        }
    }

    Picture draw() {
        picture_.title = captions_.title();
        picture_.legend = captions_.legend();
        add_box(
            {.kind = Box::Kind::beginning, .id = "begin", .within = {}, .title = {}, .lines = {}});
        for (std::size_t i = 0; i < workflow_.states.size(); ++i) add_state(i);
        add_begin(0, box_of(workflow_.start));
        for (std::size_t i = 0; i < workflow_.states.size(); ++i) add_ways(i);
        return std::move(picture_);
    }

  private:
    std::size_t add_box(Box box) {
        picture_.boxes.push_back(std::move(box));
        return picture_.boxes.size() - 1;
    }

    /// Boxes of states stand behind the beginning, in the order of the states.
    static std::size_t box_of(std::size_t state) { return state + 1; }

    void add_state(std::size_t index) {
        auto const& state = workflow_.states[index];
        Box box{.kind = kind_of(index),
                .id = fmt::format("s{}", index),
                .within = {},
                .title = state.title.in(captions_.language),
                .lines = {}};
        if (state.parent != none) box.within = box_of(state.parent);
        if (state.for_each) add_line(box.lines, captions_.each_part(*state.for_each));
        add_line(box.lines, captions_.owner(state));
        if (state.due) {
            add_line(box.lines, captions_.term(*state.due));
            for (auto& line : captions_.reminders(*state.due)) add_line(box.lines, std::move(line));
            if (stays(state.due->on_due)) add_line(box.lines, captions_.when_due_stay());
        }
        for (auto const& action : state.actions) {
            if (stays(action.alternatives)) add_line(box.lines, captions_.stay(action));
        }
        box.mark = mark_of(index);
        add_box(std::move(box));
    }

    static void add_line(std::vector<std::string>& lines, std::string line) {
        if (!line.empty()) lines.push_back(std::move(line));
    }

    [[nodiscard]] Box::Kind kind_of(std::size_t index) const {
        auto const& state = workflow_.states[index];
        if (state.for_each) return Box::Kind::parts;
        if (state.parent != none && workflow_.states[state.parent].parallel)
            return Box::Kind::region;
        if (state.end) return Box::Kind::end;
        return has_children_[index] ? Box::Kind::around : Box::Kind::state;
    }

    [[nodiscard]] Box::Mark mark_of(std::size_t index) const {
        if (has(trail_.present, index)) return Box::Mark::present;
        bool const passed = std::ranges::any_of(trail_.footsteps, [&](Footstep const& step) {
            return has(step.from, index) || has(step.to, index);
        });
        return passed ? Box::Mark::passed : Box::Mark::none;
    }

    /// Something happens, and no state is left.
    static bool stays(std::vector<Alternative> const& ways) {
        return !ways.empty() &&
               std::ranges::none_of(ways, [](auto const& way) { return way.go.has_value(); });
    }

    void add_begin(std::size_t from, std::size_t to) {
        picture_.arrows.push_back(
            {.kind = Arrow::Kind::begin, .from = from, .to = to, .title = {}, .lines = {}});
    }

    void add_ways(std::size_t index) {
        auto const& state = workflow_.states[index];
        if (state.start != none) add_begin(box_of(index), box_of(state.start));
        if (state.parent != none && workflow_.states[state.parent].parallel)
            add_begin(box_of(state.parent), box_of(index));
        for (auto const& action : state.actions) {
            Way way{.state = index,
                    .kind = Arrow::Kind::action,
                    .action = action.name,
                    .title = action.title.in(captions_.language),
                    .lines = {}};
            if (action.by_engine) {
                way.kind = Arrow::Kind::event;
                way.title = captions_.event(action.name);
            } else {
                way.lines = {captions_.roles(action.by)};
            }
            add_way(way, action.alternatives);
        }
        if (state.due) {
            Way const way{.state = index,
                          .kind = Arrow::Kind::clock,
                          .action = {},
                          .title = captions_.when_due(*state.due),
                          .lines = {}};
            add_way(way, state.due->on_due);
        }
        add_way({.state = index,
                 .kind = Arrow::Kind::automatic,
                 .action = {},
                 .title = captions_.by_itself(),
                 .lines = {}},
                state.automatically);
        add_way({.state = index,
                 .kind = Arrow::Kind::done,
                 .action = {},
                 .title = captions_.when_done(),
                 .lines = {}},
                state.on_done);
    }

    void add_way(Way const& way, std::vector<Alternative> const& alternatives) {
        if (alternatives.empty() || stays(alternatives)) return;
        Arrow arrow{.kind = way.kind,
                    .from = box_of(way.state),
                    .to = 0,
                    .title = way.title,
                    .lines = way.lines};
        if (alternatives.size() == 1) {
            auto const& only = alternatives.front();
            if (only.only_if) arrow.lines.push_back(captions_.guard(*only.only_if));
            arrow.to = target_of(*only.go);
            arrow.taken = is_taken(way, *only.go);
            picture_.arrows.push_back(std::move(arrow));
            return;
        }
        auto const choice = add_box({.kind = Box::Kind::choice,
                                     .id = fmt::format("c{}", picture_.boxes.size()),
                                     .within = outside_of(way.state),
                                     .title = {},
                                     .lines = {}});
        arrow.to = choice;
        auto const first = picture_.arrows.size();
        picture_.arrows.push_back(std::move(arrow));
        for (auto const& alternative : alternatives) {
            Arrow branch{.kind = Arrow::Kind::way,
                         .from = choice,
                         .to = box_of(way.state),
                         .title = {},
                         .lines = {}};
            branch.lines.push_back(alternative.only_if ? captions_.guard(*alternative.only_if)
                                                       : captions_.else_way());
            if (alternative.go) {
                branch.to = target_of(*alternative.go);
                branch.taken = is_taken(way, *alternative.go);
            }
            if (branch.taken) picture_.arrows[first].taken = true;
            picture_.arrows.push_back(std::move(branch));
        }
    }

    [[nodiscard]] std::optional<std::size_t> outside_of(std::size_t state) const {
        auto const parent = workflow_.states[state].parent;
        if (parent == none) return std::nullopt;
        return box_of(parent);
    }

    std::size_t target_of(Target const& target) {
        if (target.kind == Target::Kind::state) return box_of(target.state);
        bool const deep = target.kind == Target::Kind::resume_deep;
        auto const key = std::tuple{target.state, deep, target.otherwise};
        if (auto const known = histories_.find(key); known != histories_.end())
            return known->second;
        auto const box = add_box({.kind = Box::Kind::history,
                                  .id = fmt::format("h{}", picture_.boxes.size()),
                                  .within = box_of(target.state),
                                  .title = deep ? "H*" : "H",
                                  .lines = {}});
        histories_.emplace(key, box);
        if (target.otherwise != none) {
            picture_.arrows.push_back({.kind = Arrow::Kind::way,
                                       .from = box,
                                       .to = box_of(target.otherwise),
                                       .title = {},
                                       .lines = {captions_.nothing_remembered()}});
        }
        return box;
    }

    /// Some step of the case left by this way. What happened by itself behind it is told by the
    /// states alone.
    [[nodiscard]] bool is_taken(Way const& way, Target const& target) const {
        return std::ranges::any_of(trail_.footsteps, [&](Footstep const& step) {
            return step.action == way.action && has(step.from, way.state) &&
                   has(step.to, target.state);
        });
    }

    Workflow const& workflow_;
    Captions captions_;
    Trail const& trail_;
    std::vector<bool> has_children_;
    std::map<std::tuple<Index, bool, Index>, std::size_t> histories_;
    Picture picture_;
};

}  // namespace

Picture draw(Workflow const& workflow, Language language, Trail const& trail) {
    return Drawing{workflow, language, trail}.draw();
}

}  // namespace duban::picture
