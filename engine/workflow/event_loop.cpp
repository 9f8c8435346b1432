#include "engine/workflow/event_loop.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "engine/base/circles.hpp"

namespace duban::workflow {

namespace {

struct Raised {
    Index event;
    bool waits;  // for an `after`, however short
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

/// The actions that answer an event whatever the fields hold, and to which of them each certainly
/// leads.
class Answers {
  public:
    explicit Answers(Workflow const& workflow) : workflow_{workflow} {
        std::vector<std::pair<Index, Alternative const*>> ways;
        for (Index state = 0; state < workflow.states.size(); ++state) {
            for (auto const& action : workflow.states[state].actions) {
                auto const* const way = unconditional(action);
                if (way == nullptr) continue;
                numbers_.emplace(&action, actions_.size());
                actions_.push_back(&action);
                ways.emplace_back(state, way);
            }
        }
        next_.resize(ways.size());
        waits_.resize(ways.size());
        for (std::size_t i = 0; i < ways.size(); ++i) lead(i, ways[i].first, *ways[i].second);
    }

    /// Of each circle that waits on its way the answers, from one that waits. Without any wait they
    /// would be one step, which is bounded when it runs.
    [[nodiscard]] std::vector<std::vector<Action const*>> circles() const {
        auto const circle = circles_of(next_);
        std::vector<bool> told(actions_.size());
        std::vector<std::vector<Action const*>> found;
        for (std::size_t at = 0; at < actions_.size(); ++at) {
            for (std::size_t i = 0; i < next_[at].size() && !told[circle[at]]; ++i) {
                auto const next = next_[at][i];
                if (!waits_[at][i] || circle[next] != circle[at]) continue;
                told[circle[at]] = true;
                found.push_back(from_and_back(at, next, circle));
            }
        }
        return found;
    }

  private:
    /// From the one to the next, and the shortest way back.
    [[nodiscard]] std::vector<Action const*> from_and_back(
        std::size_t from, std::size_t next, std::vector<std::size_t> const& circle) const {
        std::map<std::size_t, std::size_t> before{{next, from}};
        std::vector<std::size_t> ahead{next};
        for (std::size_t i = 0; !before.contains(from); ++i) {
            for (auto const to : next_[ahead[i]]) {
                if (circle[to] == circle[from] && before.try_emplace(to, ahead[i]).second)
                    ahead.push_back(to);
            }
        }
        std::vector<Action const*> passed;
        for (auto at = before.at(from); at != from; at = before.at(at))
            passed.push_back(actions_[at]);
        passed.push_back(actions_[from]);
        std::ranges::reverse(passed);
        return passed;
    }

    void lead(std::size_t from, Index state, Alternative const& way) {
        std::vector<Raised> raised;
        add_raised(way.effects, raised);
        // What is surely active then, innermost last.
        std::vector<Index> active{way.go ? way.go->state : state};
        while (workflow_.states[active.front()].parent != none)
            active.insert(active.begin(), workflow_.states[active.front()].parent);
        if (way.go) add_entered(*way.go, raised, active);
        for (auto const& [event, waits] : raised) {
            auto const answer = numbers_.find(answer_in(active, event));
            if (answer == numbers_.end()) continue;
            next_[from].push_back(answer->second);
            waits_[from].push_back(waits);
        }
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
    std::vector<Action const*> actions_;
    std::map<Action const*, std::size_t> numbers_;
    Graph next_;
    std::vector<std::vector<bool>> waits_;  // beside each edge
};

}  // namespace

void check_event_loops(Reading& reading) {
    Answers const answers{reading.workflow()};
    for (auto const& circle : answers.circles()) {
        std::vector<std::string_view> names;
        for (auto const* const action : circle) names.emplace_back(action->name);
        names.push_back(names.front());
        auto const shown = fmt::format("{}", fmt::join(names, " → "));
        reading.error(
            circle.front()->at,
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
