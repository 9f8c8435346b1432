// Where the proofs write down what they find: warnings and notes with the line of the file they
// stand in. None of them keeps a definition out of force.
#pragma once

#include <string>

#include "engine/base/problem.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::proof {

class Findings {
  public:
    /// More are not kept: nobody reads them.
    static constexpr std::size_t most = 500;

    /// `file` must outlive the findings.
    explicit Findings(workflow::NamedText const& file) : file_{&file} {}

    void warning(Position at, std::string rule, Text message);
    void note(Position at, std::string rule, Text message);

    [[nodiscard]] Problems take() { return std::move(problems_); }

  private:
    void add(Severity severity, Position at, std::string rule, Text message);

    workflow::NamedText const* file_;
    Problems problems_;
};

}  // namespace duban::proof
