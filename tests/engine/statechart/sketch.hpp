// A sketch: a chart as a test writes it, an outline of states with the ways out of them, over three
// small numbers x, y and z. It is read from text, written as text, and made a Workflow of.
//
//     a starts a2                          its children follow, deeper by two spaces
//       entry raise e, x += 1              and `exit`
//       on go if x < 2 do x = 1 -> b       `on`: by hand; `raised`: by the engine
//       always -> b internal               and `done`, `due`; several ways are alternatives
//       a1
//       a2 end
//     b regions                            its children are side by side
//       r parts                            once for each part
//         on back -> resume shallow a or b
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duban::sketch {

struct Guard {
    enum class Kind : std::uint8_t { less, equal, in_state };

    Kind kind = Kind::less;
    std::size_t variable = 0;
    int value = 0;
    std::string state;
};

struct Effect {
    enum class Kind : std::uint8_t { set, add, raise };

    Kind kind = Kind::set;
    std::size_t variable = 0;
    int value = 0;
    std::string event;
};

struct Go {
    enum class Kind : std::uint8_t { state, resume_deep, resume_shallow };

    std::string state;
    Kind kind = Kind::state;
    std::string otherwise;  // empty: none
    bool internal = false;
};

struct Way {
    enum class Trigger : std::uint8_t { on, raised, always, done, due };

    Trigger trigger = Trigger::on;
    std::string event;  // of `on` and `raised`
    std::optional<Guard> guard;
    std::vector<Effect> effects;
    std::optional<Go> go;
};

struct State {
    std::string name;
    std::string starts;  // empty: the first child
    bool regions = false;
    bool parts = false;
    bool end = false;
    std::vector<Effect> entry;
    std::vector<Effect> exit;
    std::vector<Way> ways;
    std::vector<State> children;
};

/// Begins in its first state.
struct Sketch {
    std::vector<State> states;
};

[[nodiscard]] Sketch read(std::string_view text);
[[nodiscard]] std::string text_of(Sketch const& sketch);
[[nodiscard]] std::string text_of(Way const& way);

}  // namespace duban::sketch
