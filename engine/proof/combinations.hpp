// What some guards say for every combination of values that they can tell apart: an exact solver
// for the part of the language whose answers depend on finitely many values. A condition beyond it
// (sizes, dates, parts, arithmetic, …) is taken as able to give any answer, so that nothing is ever
// claimed which is not so.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/proof/domain.hpp"

namespace duban::proof {

/// The answers that are possible, as bits.
using Answers = std::uint8_t;
constexpr Answers yes = 1;
constexpr Answers no = 2;
constexpr Answers fails = 4;  // the evaluation ends in an error: the guard is not met
constexpr Answers any_answer = yes | no | fails;

class Combinations {
  public:
    /// More than these are not looked through: then nothing is known, and nothing claimed.
    static constexpr std::size_t most = 10'000;

    /// A null guard is always met. The guards must outlive the combinations.
    Combinations(Workflow const& workflow,
                 std::vector<expression::Expression const*> const& guards,
                 Facts const& facts);

    /// Whether there were too many.
    [[nodiscard]] bool is_beyond() const { return size_ == 0; }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] Answers answers(std::size_t guard, std::size_t combination) const {
        return answers_[guard * size_ + combination];
    }

    [[nodiscard]] bool surely(std::size_t guard, std::size_t combination) const {
        return answers(guard, combination) == yes;
    }

    [[nodiscard]] bool never(std::size_t guard, std::size_t combination) const {
        return (answers(guard, combination) & yes) == 0;
    }

    [[nodiscard]] bool has_null(std::size_t combination) const;

    /// "rating = dissatisfied, round = 3"; empty texts where no field takes part.
    [[nodiscard]] Text describe(std::size_t combination) const;

  private:
    /// The answers of one condition, by the values of the fields it reads.
    struct Condition {
        std::vector<std::size_t> domains;
        std::vector<Answers> table;
    };

    /// A guard over conditions, as `Formula` but without texts.
    struct Proposition {
        expression::Formula::Kind kind;
        std::vector<Proposition> parts;
        std::size_t condition = 0;
    };

    Proposition add(expression::Formula const& formula);
    Condition tabulate(expression::Formula const& formula) const;
    [[nodiscard]] Answers judge(Proposition const& proposition, std::size_t combination) const;
    [[nodiscard]] Answers look_up(Condition const& condition, std::size_t combination) const;
    [[nodiscard]] Answers judge_all(Proposition const& proposition, std::size_t combination) const;
    [[nodiscard]] std::size_t digit(std::size_t domain, std::size_t combination) const;

    Workflow const* workflow_;
    std::vector<Domain> domains_;
    std::vector<std::size_t> strides_;
    std::vector<Condition> conditions_;
    std::vector<Answers> answers_;  // guard by guard, of every combination
    std::size_t size_ = 1;
};

}  // namespace duban::proof
