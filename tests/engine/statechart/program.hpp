// A program: a sketch made a Workflow, with what its guards and effects do beside it. Both
// interpreters of the tests run the same one, so that they can differ in nothing but the steps.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/workflow.hpp"
#include "tests/engine/statechart/sketch.hpp"

namespace duban::sketch {

/// What a run has done: the numbers, and every effect in its order.
struct Trace {
    std::array<int, 3> numbers{};
    std::vector<std::string> log;

    /// What was done before `from` has been compared before.
    [[nodiscard]] bool equals(Trace const& other, std::size_t from) const {
        auto const after = static_cast<std::ptrdiff_t>(from);
        return numbers == other.numbers && log.size() == other.log.size() &&
               std::equal(log.begin() + after, log.end(), other.log.begin() + after);
    }
};

class Program {
  public:
    explicit Program(Sketch const& sketch);

    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    using IsActive = std::function<bool(workflow::Index)>;
    using Raise = std::function<void(std::string const& event)>;

    [[nodiscard]] workflow::Workflow const& workflow() const { return workflow_; }

    [[nodiscard]] std::string const& name(workflow::Index state) const {
        return workflow_.states[state].name;
    }

    /// It is in the sketch, or `none`.
    [[nodiscard]] workflow::Index find(std::string_view name) const;

    [[nodiscard]] bool holds(workflow::Alternative const& alternative,
                             Trace const& trace,
                             IsActive const& is_active) const;

    // Each also writes itself into the trace, a state under the name given: `a`, `r#2`.
    void perform(workflow::Alternative const& alternative, Trace& trace, Raise const& raise) const;
    void enter(workflow::Index state,
               std::string const& shown,
               Trace& trace,
               Raise const& raise) const;
    void leave(workflow::Index state,
               std::string const& shown,
               Trace& trace,
               Raise const& raise) const;

  private:
    struct Ends {
        std::vector<Effect> entry;
        std::vector<Effect> exit;
    };

    void add(State const& state, workflow::Index parent);
    void fill(State const& state, workflow::Index& next);
    void add_way(Way const& way, workflow::State& state);
    std::vector<workflow::Alternative>& alternatives_of(Way const& way, workflow::State& state);
    [[nodiscard]] workflow::Index known(std::string_view name) const;
    [[nodiscard]] workflow::Index event(std::string const& name);
    void run(std::vector<Effect> const& effects, Trace& trace, Raise const& raise) const;
    [[nodiscard]] std::size_t number_of(workflow::Alternative const& alternative) const;

    workflow::Workflow workflow_;
    std::vector<Ends> ends_;           // by state
    std::vector<Way> ways_;            // by Alternative::at.line
    std::vector<std::string> labels_;  // of the ways: `(a.go)`, `(a.go/2)`
};

}  // namespace duban::sketch
