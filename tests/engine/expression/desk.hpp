// A small language for tests of guards: a case with some fields, and what an expression says about
// it in one line: its value, "error: …", or "rule at line:column, …" where it does not compile.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/expression/account.hpp"
#include "engine/expression/expression.hpp"

namespace duban::expression {

class Desk {
  public:
    Desk& with(std::string name,
               Type type,
               Value value,
               Variable::Kind kind = Variable::Kind::field) {
        variables_.push_back({std::move(name), std::move(type), kind});
        values_.push_back(std::move(value));
        return *this;
    }

    Desk& with(WorkingDays const& working_days) {
        working_days_ = &working_days;
        return *this;
    }

    Desk& with(Zones const& zones) {
        zones_ = &zones;
        return *this;
    }

    [[nodiscard]] std::string says(std::string_view text) const {
        auto const expression = compile(text, variables_);
        if (!expression) return listed(expression.error());
        return in_scope([&](Scope const& scope) {
            auto const result = evaluate(*expression, scope);
            return result ? to_text(*result) : "error: " + result.error().message;
        });
    }

    /// Of a text that compiles.
    [[nodiscard]] Account account(std::string_view text) const {
        auto const expression = compile(text, variables_);
        return in_scope([&](Scope const& scope) { return account_of(*expression, scope); });
    }

    [[nodiscard]] Problems problems(std::string_view text) const {
        auto const expression = compile(text, variables_);
        return expression ? Problems{} : expression.error();
    }

    [[nodiscard]] std::span<Variable const> variables() const { return variables_; }

  private:
    template <class Ask>
    std::invoke_result_t<Ask, Scope const&> in_scope(Ask ask) const {
        std::vector<Value const*> values;
        for (auto const& value : values_) values.push_back(&value);
        return ask(Scope{.variables = values,
                         .now = *parse_instant("2026-03-04T10:00:00+08:00"),
                         .today = make_day(2026, 3, 4),
                         .working_days = working_days_,
                         .zones = zones_});
    }

    static std::string listed(Problems const& problems) {
        std::string text;
        for (auto const& problem : problems) {
            if (!text.empty()) text += ", ";
            text += problem.rule + " at " + std::to_string(problem.at.line) + ":" +
                    std::to_string(problem.at.column);
            if (!problem.suggestion.empty()) text += " -> " + problem.suggestion;
        }
        return text;
    }

    std::vector<Variable> variables_;
    std::vector<Value> values_;
    WorkingDays const* working_days_ = nullptr;
    Zones const* zones_ = nullptr;
};

inline Type person() {
    return record_of({.name = "person",
                      .fields = {{"name", {.kind = Kind::string}},
                                 {"age", {.kind = Kind::int64}},
                                 {"sex", {.kind = Kind::string, .choices = {"f", "m"}}}}});
}

/// A handled proposal: a contact of whom the age is not known, two asked units, two deadlines of
/// which one runs, and the states it may be in.
inline Desk handled_proposal() {
    auto const part = record_of(
        {.name = "opinions",
         .fields = {{"unit", {.kind = Kind::string}}, {"ended", {.kind = Kind::boolean}}}});
    auto const deadline =
        record_of({.name = "deadline",
                   .fields = {{"due", {.kind = Kind::day}}, {"overdue", {.kind = Kind::boolean}}}});
    Desk desk;
    desk.with("contact", person(), Map{{"name", "Huang"}, {"sex", "f"}})
        .with("deputy", person(), Value{})
        .with("people", list_of(person()), List{Map{{"name", "Li"}, {"age", std::int64_t{50}}}})
        .with("counts", map_of(Kind::string, {.kind = Kind::int64}), Map{{"a", std::int64_t{1}}})
        .with("opinions",
              list_of(part),
              List{Map{{"unit", "unit-7"}, {"ended", true}},
                   Map{{"unit", "unit-9"}, {"ended", false}}},
              Variable::Kind::part_list)
        .with("reply",
              deadline,
              Map{{"due", make_day(2026, 3, 2)}, {"overdue", true}},
              Variable::Kind::deadline)
        .with("rating", deadline, Value{}, Variable::Kind::deadline)
        .with("handling", {.kind = Kind::boolean}, true, Variable::Kind::state)
        .with("handling.answer", {.kind = Kind::boolean}, false, Variable::Kind::state);
    return desk;
}

/// A proposal in its second round, rated and talked over twice; nobody has set `opinion` or
/// `extra`.
inline Desk proposal() {
    Type const rating{.kind = Kind::string,
                      .choices = {"satisfied", "basically_satisfied", "dissatisfied"}};
    Desk desk;
    desk.with("title", {.kind = Kind::string}, "关于治理河道的提案")
        .with("rating", rating, "dissatisfied")
        .with("round", {.kind = Kind::int64}, std::int64_t{2})
        .with("cost", {.kind = Kind::float64}, 1.5)
        .with("rated", {.kind = Kind::boolean}, true)
        .with("filed_on", {.kind = Kind::day}, make_day(2026, 3, 1))
        .with("filed_at", {.kind = Kind::timestamp}, *parse_instant("2026-03-01T01:00:00Z"))
        .with("contacts", list_of({.kind = Kind::string}), List{"phone", "visit"})
        .with("ratings", list_of(rating), List{"satisfied", "dissatisfied"})
        .with("opinion", {.kind = Kind::string}, Value{})
        .with("score", {.kind = Kind::int64}, Value{})
        .with("extra", {}, Value{});
    return desk;
}

}  // namespace duban::expression
