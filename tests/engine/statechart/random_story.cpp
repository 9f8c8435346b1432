#include "tests/engine/statechart/story.hpp"

#include <fmt/format.h>

#include <random>

namespace duban::sketch {

namespace {

constexpr std::size_t depth_max = 5;
constexpr std::size_t states_max = 24;
constexpr int inputs_max = 12;
const std::vector<std::string> by_hand{"go", "back"};
const std::vector<std::string> by_engine{"e", "f"};

class Draw {
  public:
    explicit Draw(std::uint64_t seed) : bits_{seed} {}

    Story story() {
        Story story;
        auto const top = 2 + below(3);
        for (std::size_t i = 0; i < top; ++i) story.sketch.states.push_back(state(1, true));
        for (auto& top_state : story.sketch.states) fill(top_state);
        auto const count = 1 + below(inputs_max);
        for (std::size_t i = 0; i < count; ++i) {
            bool const is_due = one_in(6);
            story.inputs.push_back(is_due ? "due." + any(names_) : any(by_hand));
        }
        return story;
    }

  private:
    // Not std::uniform_int_distribution: each library draws its own from the same bits.
    std::size_t below(std::size_t bound) { return bits_() % bound; }

    bool one_in(std::size_t count) { return below(count) == 0; }

    template <class Of>
    Of const& any(std::vector<Of> const& of) {
        return of[below(of.size())];
    }

    State state(std::size_t depth, bool may_end) {
        State state;
        state.name = fmt::format("s{}", names_.size());
        names_.push_back(state.name);
        if (may_end && one_in(depth == 1 ? 12 : 5)) {
            state.end = true;
            return state;
        }
        if (depth >= depth_max || names_.size() >= states_max || one_in(3)) return state;
        state.regions = one_in(3);
        auto const count = 1 + below(3);
        for (std::size_t i = 0; i < count; ++i) {
            state.children.push_back(this->state(depth + 1, !state.regions));
        }
        if (!state.regions && one_in(3)) state.starts = any(state.children).name;
        return state;
    }

    void fill(State& state) {
        if (one_in(4)) state.entry = effects();
        if (one_in(4)) state.exit = effects();
        auto const count = state.end ? 0 : below(4);
        for (std::size_t i = 0; i < count; ++i) state.ways.push_back(way(state));
        for (auto& child : state.children) fill(child);
    }

    Way way(State const& state) {
        Way way;
        switch (below(10)) {
            case 0:
                way.trigger = Way::Trigger::always;
                break;
            case 1:
                way.trigger = Way::Trigger::due;
                break;
            case 2:
            case 3:
                way.trigger = Way::Trigger::raised;
                way.event = any(by_engine);
                break;
            case 4:
            case 5:
                if (!state.children.empty()) {
                    way.trigger = Way::Trigger::done;
                    break;
                }
                [[fallthrough]];
            default:
                way.event = any(by_hand);
        }
        if (one_in(3)) way.guard = guard();
        if (one_in(2)) way.effects = effects();
        bool const by_itself =
            way.trigger == Way::Trigger::always || way.trigger == Way::Trigger::raised;
        if (by_itself && !one_in(20)) end_by_itself(way);
        if (!one_in(5)) way.go = go();
        return way;
    }

    /// It counts, and happens only so many times.
    void end_by_itself(Way& way) {
        way.guard = Guard{.variable = below(3), .value = static_cast<int>(below(4)), .state = {}};
        way.effects.insert(way.effects.begin(),
                           Effect{.kind = Effect::Kind::add,
                                  .variable = way.guard->variable,
                                  .value = 1,
                                  .event = {}});
    }

    Guard guard() {
        Guard guard;
        guard.kind = static_cast<Guard::Kind>(below(3));
        guard.variable = below(3);
        guard.value = static_cast<int>(below(4));
        if (guard.kind == Guard::Kind::in_state) guard.state = any(names_);
        return guard;
    }

    std::vector<Effect> effects() {
        std::vector<Effect> effects(1 + below(2));
        for (auto& effect : effects) {
            effect.kind = static_cast<Effect::Kind>(below(3));
            if (effect.kind == Effect::Kind::raise && !one_in(3)) effect.kind = Effect::Kind::add;
            effect.variable = below(3);
            effect.value = static_cast<int>(below(3)) + 1;
            if (effect.kind == Effect::Kind::raise) effect.event = any(by_engine);
        }
        return effects;
    }

    Go go() {
        Go go;
        go.state = any(names_);
        go.internal = one_in(5);
        if (one_in(4)) {
            go.kind = one_in(2) ? Go::Kind::resume_deep : Go::Kind::resume_shallow;
            if (one_in(3)) go.otherwise = any(names_);
        }
        return go;
    }

    std::mt19937_64 bits_;
    std::vector<std::string> names_;
};

}  // namespace

Story random_story(std::uint64_t seed) {
    return Draw{seed}.story();
}

}  // namespace duban::sketch
