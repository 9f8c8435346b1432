#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <sstream>

#include "engine/base/ensure.hpp"
#include "tests/engine/statechart/sketch.hpp"

namespace duban::sketch {

namespace {

constexpr std::array<std::string_view, 3> variables{"x", "y", "z"};
constexpr std::array<std::string_view, 5> triggers{"on", "raised", "always", "done", "due"};

/// The words of one line; a comma is part of the word before it.
class Line {
  public:
    explicit Line(std::string const& text) : depth_{text.find_first_not_of(' ') / 2} {
        std::istringstream in{text};
        for (std::string word; in >> word;) words_.push_back(word);
    }

    [[nodiscard]] std::size_t depth() const { return depth_; }

    [[nodiscard]] std::string const& first() const { return words_.front(); }

    std::string next() {
        ensure(at_ < words_.size(), "the line of a sketch has another word");
        return words_[at_++];
    }

    bool takes(std::string_view word) {
        bool const is_next = at_ < words_.size() && words_[at_] == word;
        if (is_next) ++at_;
        return is_next;
    }

    [[nodiscard]] bool at_end() const { return at_ == words_.size(); }

  private:
    std::vector<std::string> words_;
    std::size_t at_ = 0;
    std::size_t depth_;
};

template <std::size_t size>
std::size_t place(std::array<std::string_view, size> const& words, std::string_view word) {
    std::size_t at = 0;
    while (at < size && words[at] != word) ++at;
    return at;
}

std::size_t variable(std::string_view name) {
    auto const at = place(variables, name);
    ensure(at < variables.size(), "a sketch has the variables x, y and z");
    return at;
}

/// `x = 1, y += 2, raise e`
std::vector<Effect> read_effects(Line& line) {
    std::vector<Effect> effects;
    for (bool more = true; more;) {
        Effect effect;
        std::string last;
        if (line.takes("raise")) {
            effect.kind = Effect::Kind::raise;
            last = line.next();
        } else {
            effect.variable = variable(line.next());
            effect.kind = line.next() == "=" ? Effect::Kind::set : Effect::Kind::add;
            last = line.next();
        }
        more = last.back() == ',';
        if (more) last.pop_back();
        if (effect.kind == Effect::Kind::raise) {
            effect.event = last;
        } else {
            effect.value = std::stoi(last);
        }
        effects.push_back(effect);
    }
    return effects;
}

Guard read_guard(Line& line) {
    if (line.takes("in")) return {.kind = Guard::Kind::in_state, .state = line.next()};
    auto const at = variable(line.next());
    auto const kind = line.next() == "<" ? Guard::Kind::less : Guard::Kind::equal;
    return {.kind = kind, .variable = at, .value = std::stoi(line.next()), .state = {}};
}

Go read_go(Line& line) {
    Go go;
    if (line.takes("resume")) {
        go.kind = line.takes("shallow") ? Go::Kind::resume_shallow : Go::Kind::resume_deep;
    }
    go.state = line.next();
    if (line.takes("or")) go.otherwise = line.next();
    go.internal = line.takes("internal");
    return go;
}

Way read_way(Line& line) {
    Way way;
    way.trigger = static_cast<Way::Trigger>(place(triggers, line.next()));
    bool const named = way.trigger == Way::Trigger::on || way.trigger == Way::Trigger::raised;
    if (named) way.event = line.next();
    if (line.takes("if")) way.guard = read_guard(line);
    if (line.takes("do")) way.effects = read_effects(line);
    if (line.takes("->")) way.go = read_go(line);
    return way;
}

State read_state(Line& line) {
    State state;
    state.name = line.next();
    while (!line.at_end()) {
        if (line.takes("starts")) {
            state.starts = line.next();
        } else if (line.takes("regions")) {
            state.regions = true;
        } else if (line.takes("parts")) {
            state.parts = true;
        } else {
            ensure(line.takes("end"), "a sketched state starts, or is regions, parts or end");
            state.end = true;
        }
    }
    return state;
}

/// The states of a depth stand in the last state above them.
std::vector<State>& states_at(Sketch& sketch, std::size_t depth) {
    auto* states = &sketch.states;
    for (std::size_t i = 0; i < depth; ++i) {
        ensure(!states->empty(), "a sketch is indented by two spaces a level");
        states = &states->back().children;
    }
    return *states;
}

void read_line(Sketch& sketch, Line& line) {
    auto const rest = [&] { return &states_at(sketch, line.depth() - 1).back(); };
    if (line.takes("entry")) {
        rest()->entry = read_effects(line);
    } else if (line.takes("exit")) {
        rest()->exit = read_effects(line);
    } else if (place(triggers, line.first()) < triggers.size()) {
        rest()->ways.push_back(read_way(line));
    } else {
        states_at(sketch, line.depth()).push_back(read_state(line));
    }
    ensure(line.at_end(), "a line of a sketch is read to its end");
}

std::string text_of(Effect const& effect) {
    if (effect.kind == Effect::Kind::raise) return fmt::format("raise {}", effect.event);
    return fmt::format("{} {} {}",
                       variables[effect.variable],
                       effect.kind == Effect::Kind::set ? "=" : "+=",
                       effect.value);
}

std::string text_of(std::vector<Effect> const& effects) {
    std::vector<std::string> texts;
    for (auto const& effect : effects) texts.push_back(text_of(effect));
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string text_of(Guard const& guard) {
    if (guard.kind == Guard::Kind::in_state) return fmt::format("in {}", guard.state);
    auto const* const sign = guard.kind == Guard::Kind::less ? "<" : "==";
    return fmt::format("{} {} {}", variables[guard.variable], sign, guard.value);
}

std::string text_of(Go const& go) {
    std::string text = "->";
    if (go.kind == Go::Kind::resume_deep) text += " resume";
    if (go.kind == Go::Kind::resume_shallow) text += " resume shallow";
    text += fmt::format(" {}", go.state);
    if (!go.otherwise.empty()) text += fmt::format(" or {}", go.otherwise);
    if (go.internal) text += " internal";
    return text;
}

void write(State const& state, std::size_t depth, std::string& text) {
    auto const line = [&](std::size_t indent, std::string const& words) {
        text += fmt::format("{:{}}{}\n", "", 2 * indent, words);
    };
    line(depth,
         fmt::format("{}{}{}{}{}",
                     state.name,
                     state.starts.empty() ? "" : fmt::format(" starts {}", state.starts),
                     state.regions ? " regions" : "",
                     state.parts ? " parts" : "",
                     state.end ? " end" : ""));
    if (!state.entry.empty()) line(depth + 1, fmt::format("entry {}", text_of(state.entry)));
    if (!state.exit.empty()) line(depth + 1, fmt::format("exit {}", text_of(state.exit)));
    for (auto const& way : state.ways) line(depth + 1, text_of(way));
    for (auto const& child : state.children) write(child, depth + 1, text);
}

}  // namespace

Sketch read(std::string_view text) {
    Sketch sketch;
    std::istringstream in{std::string{text}};
    for (std::string line; std::getline(in, line);) {
        if (line.find_first_not_of(' ') == std::string::npos) continue;
        Line words{line};
        read_line(sketch, words);
    }
    return sketch;
}

std::string text_of(Way const& way) {
    std::string text{triggers[static_cast<std::size_t>(way.trigger)]};
    if (!way.event.empty()) text += fmt::format(" {}", way.event);
    if (way.guard) text += fmt::format(" if {}", text_of(*way.guard));
    if (!way.effects.empty()) text += fmt::format(" do {}", text_of(way.effects));
    if (way.go) text += fmt::format(" {}", text_of(*way.go));
    return text;
}

std::string text_of(Sketch const& sketch) {
    std::string text;
    for (auto const& state : sketch.states) write(state, 0, text);
    return text;
}

}  // namespace duban::sketch
