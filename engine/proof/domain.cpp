#include "engine/proof/domain.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace duban::proof {

namespace {

using expression::Value;
using workflow::Field;
using workflow::FieldKind;

std::int64_t saturated(std::int64_t value, int by) {
    using Limits = std::numeric_limits<std::int64_t>;
    if (by < 0) return value == Limits::min() ? value : value - 1;
    return by > 0 && value < Limits::max() ? value + 1 : value;
}

/// Each literal and its neighbours: no comparison with these tells other numbers apart.
std::vector<Value> whole_numbers(std::vector<Value> const& literals) {
    std::vector<std::int64_t> numbers;
    for (auto const& literal : literals) {
        auto const* const number = literal.as<std::int64_t>();
        if (number == nullptr) continue;
        for (int const by : {-1, 0, 1}) numbers.push_back(saturated(*number, by));
    }
    if (numbers.empty()) numbers.push_back(1);
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    // An example is read by people: what a counter would hold comes first.
    std::stable_partition(numbers.begin(), numbers.end(), [](auto n) { return n >= 0; });
    return {numbers.begin(), numbers.end()};
}

/// Each literal, what lies between two of them, and what lies outside.
std::vector<Value> decimals(std::vector<Value> const& literals) {
    std::vector<double> cuts;
    for (auto const& literal : literals) {
        if (auto const* number = literal.as<std::int64_t>())
            cuts.push_back(static_cast<double>(*number));
        if (auto const* number = literal.as<double>()) cuts.push_back(*number);
    }
    std::ranges::sort(cuts);
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    if (cuts.empty()) return {Value{1.0}};
    std::vector<Value> values{Value{cuts.back() + 1}};
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        values.emplace_back(cuts[i]);
        if (i > 0) values.emplace_back(cuts[i - 1] + (cuts[i] - cuts[i - 1]) / 2);
    }
    values.emplace_back(cuts.front() - 1);
    return values;
}

/// The literals that the field can hold, and a text that is none of them.
std::vector<Value> texts(Field const& field, std::vector<Value> const& literals) {
    std::vector<Value> values;
    auto const has = [&](Value const& value) {
        return std::ranges::find(values, value) != values.end();
    };
    for (auto const& literal : literals) {
        bool const fits = literal.as<std::string>() != nullptr && !check_value(field, literal);
        if (fits && !has(literal)) values.push_back(literal);
    }
    std::string other = "…";
    while (has(Value{other})) other += "…";
    values.emplace_back(std::move(other));
    return values;
}

std::vector<Value> values_of(Field const& field, std::vector<Value> const& literals) {
    // Beside null, nothing plain is asked of a list, a record or a day.
    if (field.list) return {Value{expression::List{}}};
    if (expression_kind(field.kind) == expression::Kind::map) return {Value{expression::Map{}}};
    switch (field.kind) {
        case FieldKind::yes_no:
            return {Value{true}, Value{false}};
        case FieldKind::choice:
            return {field.choices.begin(), field.choices.end()};
        case FieldKind::whole_number:
            return whole_numbers(literals);
        case FieldKind::decimal:
            return decimals(literals);
        case FieldKind::date:
        case FieldKind::instant:
            return {Value{true}};
        default:
            return texts(field, literals);
    }
}

}  // namespace

Domain domain_of(Workflow const& workflow,
                 Index field,
                 std::vector<Value> const& literals,
                 Facts const& facts) {
    if (auto const fixed = facts.fixed.find(field); fixed != facts.fixed.end())
        return {.field = field, .values = {fixed->second}};
    Domain domain{.field = field, .values = values_of(workflow.fields[field], literals)};
    if (!facts.is_set(field)) domain.values.emplace_back();
    return domain;
}

}  // namespace duban::proof
