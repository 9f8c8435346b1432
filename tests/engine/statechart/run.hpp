// A run of a program by the engine's interpreter, as a test steers and reads it: inputs are names,
// what was done is a line of text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/statechart/interpreter.hpp"
#include "tests/engine/statechart/program.hpp"

namespace duban::sketch {

class Run : private statechart::Host {
  public:
    using Outcome = statechart::Interpreter::Outcome;

    explicit Run(Program const& program)
        : program_{program}, chart_{program.workflow()}, interpreter_{chart_, position_, *this} {}

    /// How many parts `region` has from now on, made when it is entered: `r#1`, `r#2`, …
    void have_parts(std::string_view region, std::size_t count);
    void drop_part(std::string_view region, statechart::PartNumber part);

    Outcome begin() { return interpreter_.begin(); }

    /// `go`, `done.state.a`, `due.a`; an action within a part is asked for as `go`, too.
    Outcome take(std::string_view event);

    /// What was left, performed and entered since it was last asked: `-a1 (a.go) +a2`.
    [[nodiscard]] std::string steps();

    /// The innermost states that are active, in document order: `a2 r1`.
    [[nodiscard]] std::string where() const;
    [[nodiscard]] std::vector<std::string> active() const;

    [[nodiscard]] Trace const& trace() const { return trace_; }

    [[nodiscard]] statechart::Chart const& chart() const { return chart_; }

    [[nodiscard]] statechart::Position const& position() const { return position_; }

    [[nodiscard]] bool has_ended() const { return interpreter_.has_ended(); }

    void give_up_at(std::string step) { give_up_at_ = std::move(step); }

  private:
    bool is_open(statechart::Transition const& transition, statechart::Node source) override;
    bool perform(statechart::Transition const& transition,
                 statechart::Node source,
                 statechart::Raised& raised) override;
    bool enter(statechart::Node node, statechart::Raised& raised) override;
    bool leave(statechart::Node node, statechart::Raised& raised) override;
    std::vector<statechart::PartNumber> open_parts(workflow::Index region) override;
    PartChanges change_parts(statechart::Position const& position) override;

    [[nodiscard]] Program::Raise raise_into(statechart::Raised& raised) const;
    [[nodiscard]] std::string name(statechart::Node node) const;
    [[nodiscard]] bool goes_on() const;

    Program const& program_;
    statechart::Chart chart_;
    statechart::Position position_;
    statechart::Interpreter interpreter_;
    Trace trace_;
    std::size_t told_ = 0;  // of the log
    std::string give_up_at_;
    std::map<workflow::Index, std::vector<statechart::PartNumber>> parts_;  // as they should be
    std::map<workflow::Index, statechart::PartNumber> last_part_;
};

/// What the last of `inputs` does, begun and told the others before: `-a1 (a1.go) +a2 | a2`, then
/// `unanswered` or `endless` where it is that, `ended` where nothing happens any more.
[[nodiscard]] std::string told(std::string_view chart, std::string_view inputs);

}  // namespace duban::sketch
