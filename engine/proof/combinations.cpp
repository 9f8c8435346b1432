#include "engine/proof/combinations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace duban::proof {

namespace {

using expression::Expression;
using expression::Formula;
using expression::Value;

using Literals = std::map<Index, std::vector<Value>>;

constexpr std::array<Answers, 3> single_answers{yes, no, fails};

/// Only what lies in the case itself has values that can be listed; states, parts and deadlines
/// are bound to each other.
bool is_listed(Workflow const& workflow, Formula const& condition) {
    return condition.is_plain &&
           std::ranges::all_of(condition.condition->uses(),
                               [&](auto variable) { return variable < workflow.fields.size(); });
}

void gather(Workflow const& workflow, Formula const& formula, Literals& literals) {
    for (auto const& part : formula.parts) gather(workflow, part, literals);
    if (!formula.condition || !is_listed(workflow, formula)) return;
    for (auto const variable : formula.condition->uses()) literals[variable];
    for (auto const& [variable, literal] : formula.compared) literals[variable].push_back(literal);
}

/// What one answer of each side makes of the two, over all that are possible.
template <class Join>
Answers joined(Answers left, Answers right, Join join) {
    Answers answers = 0;
    for (auto const a : single_answers) {
        for (auto const b : single_answers) {
            if ((left & a) != 0 && (right & b) != 0) answers |= join(a, b);
        }
    }
    return answers;
}

Answers one_of(Answers a, Answers b, Answers decisive) {
    if (a == decisive || b == decisive) return decisive;
    return (a | b) & fails ? fails : (decisive == yes ? no : yes);
}

Answers negated(Answers answers) {
    Answers turned = answers & fails;
    if ((answers & yes) != 0) turned |= no;
    if ((answers & no) != 0) turned |= yes;
    return turned;
}

Answers answer_of(Expression const& condition, std::vector<Value const*> const& values) {
    auto const value = evaluate(
        condition, expression::Scope{.variables = values, .now = Instant{}, .today = Day{}});
    auto const* const answer = value ? value->as<bool>() : nullptr;
    if (answer == nullptr) return fails;
    return *answer ? yes : no;
}

Text shown(workflow::Field const& field, Value const& value) {
    if (value.is_null()) return {.zh_cn = field.name + " 未填", .en = field.name + " is not set"};
    auto const* const text = value.as<std::string>();
    if (text != nullptr && text->starts_with("…")) {
        return {.zh_cn = field.name + " 为其他内容", .en = field.name + " is any other text"};
    }
    auto const word = text != nullptr ? *text : to_text(value);
    auto const pair = fmt::format("{} = {}", field.name, word);
    return {.zh_cn = pair, .en = pair};
}

}  // namespace

Combinations::Combinations(Workflow const& workflow,
                           std::vector<Expression const*> const& guards,
                           Facts const& facts)
    : workflow_{&workflow} {
    std::vector<std::optional<Formula>> formulas;
    Literals literals;
    for (auto const* const guard : guards) {
        auto& formula = formulas.emplace_back();
        if (guard == nullptr) continue;
        formula = formula_of(*guard);
        gather(workflow, *formula, literals);
    }
    for (auto const& [field, compared] : literals) {
        domains_.push_back(domain_of(workflow, field, compared, facts));
        strides_.push_back(size_);
        size_ *= domains_.back().values.size();
        if (size_ <= most) continue;
        size_ = 0;
        return;
    }
    answers_.reserve(guards.size() * size_);
    for (auto const& formula : formulas) {
        auto const guard = formula ? std::optional{add(*formula)} : std::nullopt;
        for (std::size_t i = 0; i < size_; ++i) answers_.push_back(guard ? judge(*guard, i) : yes);
    }
}

Combinations::Proposition Combinations::add(Formula const& formula) {
    Proposition proposition{.kind = formula.kind, .parts = {}};
    for (auto const& part : formula.parts) proposition.parts.push_back(add(part));
    if (formula.kind != Formula::Kind::condition) return proposition;
    proposition.condition = conditions_.size();
    conditions_.push_back(is_listed(*workflow_, formula) ? tabulate(formula)
                                                         : Condition{{}, {any_answer}});
    return proposition;
}

Combinations::Condition Combinations::tabulate(Formula const& formula) const {
    Condition condition;
    std::size_t rows = 1;
    std::vector<Value const*> values(workflow_->fields.size());
    for (auto const variable : formula.condition->uses()) {
        auto const domain = std::ranges::find(domains_, variable, &Domain::field);
        condition.domains.push_back(static_cast<std::size_t>(domain - domains_.begin()));
        rows *= domain->values.size();
    }
    for (std::size_t row = 0; row < rows; ++row) {
        auto rest = row;
        for (auto const domain : condition.domains) {
            auto const& [field, held] = domains_[domain];
            values[field] = &held[rest % held.size()];
            rest /= held.size();
        }
        condition.table.push_back(answer_of(*formula.condition, values));
    }
    return condition;
}

std::size_t Combinations::digit(std::size_t domain, std::size_t combination) const {
    return combination / strides_[domain] % domains_[domain].values.size();
}

Answers Combinations::judge(Proposition const& proposition, std::size_t combination) const {
    switch (proposition.kind) {
        case Formula::Kind::condition:
            return look_up(conditions_[proposition.condition], combination);
        case Formula::Kind::negation:
            return negated(judge(proposition.parts[0], combination));
        case Formula::Kind::conditional: {
            auto const condition = judge(proposition.parts[0], combination);
            Answers of_both = condition & fails;
            if ((condition & yes) != 0) of_both |= judge(proposition.parts[1], combination);
            if ((condition & no) != 0) of_both |= judge(proposition.parts[2], combination);
            return of_both;
        }
        default:
            return judge_all(proposition, combination);
    }
}

/// `&&` is decided by no, `||` by yes; an error counts only where nothing decides.
Answers Combinations::judge_all(Proposition const& proposition, std::size_t combination) const {
    auto const decisive = proposition.kind == Formula::Kind::conjunction ? no : yes;
    auto answers = judge(proposition.parts[0], combination);
    for (std::size_t i = 1; i < proposition.parts.size(); ++i) {
        answers = joined(answers,
                         judge(proposition.parts[i], combination),
                         [&](Answers a, Answers b) { return one_of(a, b, decisive); });
    }
    return answers;
}

Answers Combinations::look_up(Condition const& condition, std::size_t combination) const {
    std::size_t row = 0;
    for (auto i = condition.domains.size(); i-- > 0;) {
        auto const domain = condition.domains[i];
        row = row * domains_[domain].values.size() + digit(domain, combination);
    }
    return condition.table[row];
}

bool Combinations::has_null(std::size_t combination) const {
    for (std::size_t i = 0; i < domains_.size(); ++i) {
        if (domains_[i].values[digit(i, combination)].is_null()) return true;
    }
    return false;
}

Text Combinations::describe(std::size_t combination) const {
    Text example;
    for (std::size_t i = 0; i < domains_.size(); ++i) {
        auto const one =
            shown(workflow_->fields[domains_[i].field], domains_[i].values[digit(i, combination)]);
        if (i > 0) {
            example.zh_cn += "，";
            example.en += ", ";
        }
        example.zh_cn += one.zh_cn;
        example.en += one.en;
    }
    return example;
}

}  // namespace duban::proof
