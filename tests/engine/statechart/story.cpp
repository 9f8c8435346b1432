#include "tests/engine/statechart/story.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace duban::sketch {

namespace {

bool has(std::vector<State> const& states, std::string const& name) {
    return std::any_of(states.begin(), states.end(), [&](State const& state) {
        return state.name == name || has(state.children, name);
    });
}

/// Drops what speaks of states that are no more.
void mend(std::vector<State>& states, Sketch const& sketch) {
    auto const is_gone = [&](std::string const& name) {
        return !name.empty() && !has(sketch.states, name);
    };
    for (auto& state : states) {
        auto& children = state.children;
        bool const starts = std::any_of(children.begin(), children.end(), [&](State const& child) {
            return child.name == state.starts;
        });
        if (!starts) state.starts.clear();
        if (children.empty()) state.regions = false;
        std::erase_if(state.ways, [&](Way const& way) {
            return (way.go && (is_gone(way.go->state) || is_gone(way.go->otherwise))) ||
                   (way.guard && is_gone(way.guard->state)) ||
                   (way.trigger == Way::Trigger::done && children.empty());
        });
        mend(children, sketch);
    }
}

/// Takes the n-th thing away that a story can lack.
class Removal {
  public:
    explicit Removal(std::size_t number) : left_{number} {}

    /// False where there is no n-th.
    bool from(Story& story) { return one(story.inputs) || from(story.sketch.states); }

  private:
    bool from(std::vector<State>& states) {
        return one(states) || std::any_of(states.begin(), states.end(), [this](State& state) {
                   return hoisted(state) || one(state.ways) || one(state.entry) ||
                          one(state.exit) || from(state.ways) || cleared(state.starts) ||
                          cleared(state.regions) || cleared(state.end) || from(state.children);
               });
    }

    bool from(std::vector<Way>& ways) {
        return std::any_of(ways.begin(), ways.end(), [this](Way& way) {
            if (one(way.effects)) return true;
            if (way.guard && is_it()) return way.guard.reset(), true;
            if (!way.go) return false;
            if (cleared(way.go->otherwise) || cleared(way.go->internal)) return true;
            bool const resumes = way.go->kind != Go::Kind::state;
            if (resumes && is_it()) return way.go->kind = Go::Kind::state, true;
            return is_it() && (way.go.reset(), true);
        });
    }

    bool is_it() { return left_-- == 0; }

    template <class Of>
    bool one(std::vector<Of>& list) {
        if (left_ >= list.size()) {
            left_ -= list.size();
            return false;
        }
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(left_));
        return true;
    }

    template <class Of>
    bool cleared(Of& value) {
        if (value == Of{} || !is_it()) return false;
        value = Of{};
        return true;
    }

    /// Its only child takes its place.
    bool hoisted(State& state) {
        if (state.children.size() != 1 || !is_it()) return false;
        auto child = std::move(state.children.front());
        state = std::move(child);
        return true;
    }

    std::size_t left_;
};

void mend(Story& story) {
    auto& states = story.sketch.states;
    mend(states, story.sketch);
    std::erase_if(story.inputs, [&](std::string const& input) {
        return input.starts_with("due.") && !has(states, input.substr(4));
    });
}

}  // namespace

Story smallest(Story story, std::function<bool(Story const&)> const& fails) {
    for (std::size_t number = 0;;) {
        auto smaller = story;
        if (!Removal{number}.from(smaller)) return story;
        mend(smaller);
        if (!smaller.sketch.states.empty() && fails(smaller)) {
            story = std::move(smaller);
            number = 0;
        } else {
            ++number;
        }
    }
}

std::string text_of(Story const& story) {
    return fmt::format("{}inputs: {}\n", text_of(story.sketch), fmt::join(story.inputs, " "));
}

}  // namespace duban::sketch
