// An account of an answer: which of a guard's conditions made it true or false, and what each of
// them saw. Follows `&&`, `||`, `!`, `all` and `exists` down to what they are made of; makes no
// sentence of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/expression/expression.hpp"

namespace duban::expression {

struct Account {
    enum class Answer : std::uint8_t { no, yes, fails };

    /// What a condition compares, with its value; `variable` where it is one and nothing else.
    struct Seen {
        std::string text;
        Value value;
        std::optional<std::uint16_t> variable;
    };

    std::string text;  // as it is written
    Answer answer = Answer::no;
    std::string error;                  // where it fails, in CEL's words
    std::vector<Seen> seen;             // of a condition that is not taken apart further
    std::vector<Account> parts;         // what it is made of
    std::optional<Value> item;          // of a list: the one this part speaks of
    std::optional<std::uint16_t> list;  // the variable which holds that list
};

/// The items of a list that are told of one `all` or `exists`, those that decide it first.
inline constexpr std::size_t account_items_max = 5;

Account account_of(Expression const& guard, Scope const& scope);

}  // namespace duban::expression
