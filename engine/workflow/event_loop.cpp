#include "engine/workflow/event_loop.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace duban::workflow {

namespace {

struct Raised {
    Index event;
    bool waits;  // for an `after`, however short
};

struct Next {
    Action const* action;
    bool waits;
};

/// An action that answers an event whatever the fields hold, and what that certainly leads to.
struct Answer {
    Action const* action;
    std::vector<Next> next;
};

bool is_soon(Raise const& raise) {
    if (!raise.after) return true;
    auto const& after = *raise.after;
    constexpr int minute = 60;
    return after.count == 0 ||
           (after.unit == calendar::Delay::Unit::seconds && after.count < minute);
}

void add_raised(std::vector<Effect> const& effects, std::vector<Raised>& raised) {
    for (auto const& effect : effects) {
        auto const* const raise = std::get_if<Raise>(&effect);
        if (raise != nullptr && is_soon(*raise))
            raised.push_back({raise->event, raise->after.has_value()});
    }
}

Alternative const* unconditional(Action const& action) {
    if (!action.by_engine || action.alternatives.empty()) return nullptr;
    auto const& first = action.alternatives.front();
    return first.only_if ? nullptr : &first;
}

class Answers {
  public:
    explicit Answers(Workflow const& workflow) : workflow_{workflow} {
        for (Index state = 0; state < workflow.states.size(); ++state) {
            for (auto const& action : workflow.states[state].actions) {
                auto const* const way = unconditional(action);
                if (way != nullptr) answers_.push_back({&action, led_to(state, *way)});
            }
        }
    }

    [[nodiscard]] std::vector<Answer> const& all() const { return answers_; }

    /// The answers passed through from `begin` after a wait, if they come back to it; else empty.
    /// Without any wait they would be one step, which is bounded when it runs.
    [[nodiscard]] std::vector<Action const*> circle_from(Action const* begin) const {
        std::map<Action const*, Action const*> come_from;
        std::vector<Action const*> ahead{begin};
        while (!ahead.empty()) {
            auto const* const at = ahead.back();
            ahead.pop_back();
            for (auto const& [next, waits] : next_of(at)) {
                if (at == begin && !waits) continue;
                if (!come_from.try_emplace(next, at).second) continue;
                if (next == begin) return passed(come_from, begin);
                ahead.push_back(next);
            }
        }
        return {};
    }

  private:
    static std::vector<Action const*> passed(
        std::map<Action const*, Action const*> const& come_from, Action const* begin) {
        std::vector<Action const*> circle;
        for (auto const* at = come_from.at(begin); at != begin; at = come_from.at(at))
            circle.push_back(at);
        circle.push_back(begin);
        std::ranges::reverse(circle);
        return circle;
    }

    [[nodiscard]] std::vector<Next> const& next_of(Action const* action) const {
        return std::ranges::find(answers_, action, &Answer::action)->next;
    }

    [[nodiscard]] std::vector<Next> led_to(Index state, Alternative const& way) const {
        std::vector<Raised> raised;
        add_raised(way.effects, raised);
        // What is surely active then, innermost last.
        std::vector<Index> active{way.go ? way.go->state : state};
        while (workflow_.states[active.front()].parent != none)
            active.insert(active.begin(), workflow_.states[active.front()].parent);
        if (way.go) add_entered(*way.go, raised, active);
        std::vector<Next> next;
        for (auto const& [event, waits] : raised) {
            auto const* const answer = answer_in(active, event);
            if (answer != nullptr && unconditional(*answer) != nullptr)
                next.push_back({answer, waits});
        }
        return next;
    }

    void add_entered(Target const& go,
                     std::vector<Raised>& raised,
                     std::vector<Index>& active) const {
        add_raised(workflow_.states[go.state].on_entry, raised);
        if (go.kind != Target::Kind::state) return;
        for (auto at = workflow_.states[go.state].start; at != none;
             at = workflow_.states[at].start) {
            add_raised(workflow_.states[at].on_entry, raised);
            active.push_back(at);
        }
    }

    [[nodiscard]] Action const* answer_in(std::vector<Index> const& active, Index event) const {
        for (auto state = active.rbegin(); state != active.rend(); ++state) {
            for (auto const& action : workflow_.states[*state].actions) {
                if (action.by_engine && action.event == event) return &action;
            }
        }
        return nullptr;
    }

    Workflow const& workflow_;
    std::vector<Answer> answers_;
};

}  // namespace

void check_event_loops(Reading& reading) {
    Answers const answers{reading.workflow()};
    std::vector<Action const*> told;
    for (auto const& answer : answers.all()) {
        if (std::ranges::find(told, answer.action) != told.end()) continue;
        auto const circle = answers.circle_from(answer.action);
        if (circle.empty()) continue;
        told.insert(told.end(), circle.begin(), circle.end());
        std::vector<std::string_view> names;
        for (auto const* const action : circle) names.emplace_back(action->name);
        names.push_back(names.front());
        auto const shown = fmt::format("{}", fmt::join(names, " → "));
        reading.error(
            answer.action->at,
            "event-loop",
            {.zh_cn = fmt::format("事件没有尽头，每分钟都会再来：{}；给其中之一写上条件（only_if）"
                                  "或更长的 after",
                                  shown),
             .en =
                 fmt::format("events without an end, again and again within a minute: {}; give one "
                             "of them a condition (only_if) or a longer after",
                             shown)});
    }
}

}  // namespace duban::workflow
