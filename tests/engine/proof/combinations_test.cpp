// The solver beside brute force: every value that a field could hold, asked one by one.
#include <fmt/format.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "engine/proof/combinations.hpp"

using namespace duban;
using namespace duban::proof;
using expression::Expression;
using expression::Value;
using workflow::Field;
using workflow::FieldKind;

namespace {

/// rating (A, B, C), urgent, round, share (a decimal), note (a text), filed_on (a date).
Workflow sample() {
    Workflow workflow;
    auto const add = [&](char const* name, FieldKind kind) -> Field& {
        Field field;
        field.name = name;
        field.kind = kind;
        return workflow.fields.emplace_back(std::move(field));
    };
    add("rating", FieldKind::choice).choices = {"A", "B", "C"};
    add("urgent", FieldKind::yes_no);
    add("round", FieldKind::whole_number);
    add("share", FieldKind::decimal);
    add("note", FieldKind::text);
    add("filed_on", FieldKind::date);
    return workflow;
}

Expression compiled(Workflow const& workflow, std::string const& text) {
    std::vector<expression::Variable> variables;
    for (auto const& field : workflow.fields) variables.push_back({field.name, type_of(field)});
    auto expression = compile(text, variables);
    CAPTURE(text);
    REQUIRE(expression);
    return *expression;
}

/// All the answers that the solver holds possible, over all combinations.
Answers all_answers(Workflow const& workflow, std::string const& text, Facts const& facts = {}) {
    auto const guard = compiled(workflow, text);
    Combinations const combinations{workflow, {&guard}, facts};
    Answers answers = 0;
    for (std::size_t i = 0; i < combinations.size(); ++i) answers |= combinations.answers(0, i);
    return answers;
}

}  // namespace

TEST_CASE("the solver knows which answers a condition can give", "[proof]") {
    auto const workflow = sample();
    auto const [text, expected] = GENERATE(table<std::string, int>({
        {"true", yes},
        {"false", no},
        {"rating == 'A'", yes | no},
        {"rating == 'A' && rating == 'B'", no},
        {"rating == 'A' || rating != 'A'", yes},
        {"rating in ['A', 'B', 'C']", yes | no},  // null is in no list of words
        {"rating in ['A', 'B', 'C'] || rating == null", yes},
        {"rating == null && has(rating)", no},
        {"urgent", yes | no | fails},  // null is neither
        {"has(urgent) && urgent", yes | no},
        {"urgent || !urgent", yes | fails},
        {"has(urgent) ? urgent : false", yes | no},
        {"round < 2", yes | no | fails},
        {"round < 2 && round > 1", no | fails},
        {"has(round) && round < 2 && round > 1", no},
        {"has(round) && round < 3 && round > 1", yes | no},
        {"!has(round) || round < 2 || round >= 2", yes},
        {"2 > round && round >= 2", no | fails},
        {"share < 1.0 && share > 0.0", yes | no | fails},
        {"has(share) && share > 1.0 && share < 1.0", no},
        {"has(share) && share > 1 && share < 2", yes | no},
        {"note == 'x' && note == 'y'", no},
        {"note == 'x' || note == 'y'", yes | no},
        {"filed_on == null || has(filed_on)", yes},
        {"size(note) > 0 || true", yes},
        {"size(note) > 0 && false", no},
        {"size(note) > 0", yes | no | fails},
        {"size(note) > 0 && !(size(note) > 0)", yes | no | fails},  // not looked into: no claim
        {"round + 1 < 3", yes | no | fails},
    }));
    CAPTURE(text);
    CHECK(int{all_answers(workflow, text)} == expected);
}

TEST_CASE("what is set, or has one value, narrows the answers", "[proof]") {
    auto const workflow = sample();
    Facts facts{.set = std::vector<bool>(workflow.fields.size(), true)};
    CHECK(int{all_answers(workflow, "urgent || !urgent", facts)} == yes);
    CHECK(int{all_answers(workflow, "rating in ['A', 'B', 'C']", facts)} == yes);
    CHECK(int{all_answers(workflow, "!has(note)", facts)} == no);
    facts.fixed[2] = Value{std::int64_t{2}};
    CHECK(int{all_answers(workflow, "round < 2", facts)} == no);
}

TEST_CASE("more combinations than the bound are not looked through", "[proof]") {
    Workflow workflow;
    std::string below;
    std::string at;
    for (int i = 0; i < 14; ++i) {
        Field field;
        field.name = fmt::format("f{}", i);
        field.kind = FieldKind::yes_no;
        workflow.fields.push_back(field);
        (i < 13 ? below : at) += fmt::format("{}f{}", i == 0 || i == 13 ? "" : " && ", i);
    }
    Facts const facts{.set = std::vector<bool>(14, true)};
    auto const few = compiled(workflow, below);
    auto const many = compiled(workflow, below + " && " + at);
    CHECK(Combinations{workflow, {&few}, facts}.size() == 8192);
    CHECK(Combinations{workflow, {&many}, facts}.is_beyond());
}

namespace {

/// A condition over rating, urgent and round, at most `depth` deep.
rc::Gen<std::string> condition(int depth) {
    auto const leaf = rc::gen::exec([] {
        auto const number = *rc::gen::inRange(-2, 4);
        return fmt::format(fmt::runtime(*rc::gen::element<std::string>("rating == 'A'",
                                                                       "rating != 'B'",
                                                                       "rating in ['A', 'C']",
                                                                       "urgent",
                                                                       "has(round)",
                                                                       "round == null",
                                                                       "round < {}",
                                                                       "round >= {}",
                                                                       "{} == round",
                                                                       "round in [{}, 1]",
                                                                       "rating == null",
                                                                       "false")),
                           number);
    });
    if (depth == 0) return leaf;
    return rc::gen::exec([depth, leaf] {
        auto const left = *condition(depth - 1);
        auto const right = *condition(depth - 1);
        switch (*rc::gen::inRange(0, 5)) {
            case 0:
                return fmt::format("({}) && ({})", left, right);
            case 1:
                return fmt::format("({}) || ({})", left, right);
            case 2:
                return fmt::format("!({})", left);
            case 3:
                return fmt::format("({}) ? ({}) : ({})", *leaf, left, right);
            default:
                return left;
        }
    });
}

Answers brute_force(Expression const& guard) {
    Answers answers = 0;
    std::vector<Value> const ratings{Value{"A"}, Value{"B"}, Value{"C"}, Value{}};
    std::vector<Value> const urgencies{Value{true}, Value{false}, Value{}};
    std::vector<Value> rounds{Value{}};
    for (std::int64_t round = -9; round <= 9; ++round) rounds.emplace_back(round);
    for (auto const& rating : ratings) {
        for (auto const& urgent : urgencies) {
            for (auto const& round : rounds) {
                std::vector<Value const*> const values{&rating, &urgent, &round};
                auto const answer =
                    evaluate(guard, {.variables = values, .now = Instant{}, .today = Day{}});
                auto const* const known = answer ? answer->as<bool>() : nullptr;
                answers |= known == nullptr ? fails : *known ? yes : no;
            }
        }
    }
    return answers;
}

}  // namespace

TEST_CASE("the solver finds exactly the answers that trying all values finds",
          "[proof][property]") {
    auto const workflow = sample();
    bool const held = rc::check([&] {
        auto const text = *condition(3);
        RC_LOG() << text << '\n';
        RC_ASSERT(int{all_answers(workflow, text)} == int{brute_force(compiled(workflow, text))});
    });
    CHECK(held);
}
