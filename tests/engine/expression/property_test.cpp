#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "engine/base/utf8.hpp"
#include "tests/engine/expression/desk.hpp"

using namespace duban;
using namespace duban::expression;

namespace {

__extension__ using Wide = __int128;

std::string any_text() {
    auto const codes = *rc::gen::container<std::vector<char32_t>>(rc::gen::oneOf(
        rc::gen::inRange<char32_t>(0, 0x80), rc::gen::inRange<char32_t>(0x4E00, 0x9FFF)));
    std::string text;
    for (auto const code : codes) append_utf8(text, code);
    return text;
}

Value any_literal(int depth) {
    switch (*rc::gen::inRange(0, depth == 0 ? 7 : 9)) {
        case 0:
            return {};
        case 1:
            return *rc::gen::arbitrary<bool>();
        case 2:
            return *rc::gen::arbitrary<std::int64_t>();
        case 3:
            return *rc::gen::arbitrary<std::uint64_t>();
        case 4:
            return *rc::gen::arbitrary<double>();
        case 5:
            return any_text();
        case 6:
            return Bytes{*rc::gen::arbitrary<std::string>()};
        case 7: {
            List items;
            auto const count = *rc::gen::inRange(0, 4);
            for (int i = 0; i < count; ++i) items.push_back(any_literal(depth - 1));
            return items;
        }
        default:
            Map map;
            auto const count = *rc::gen::inRange(0, 4);
            // What can be no key, or is there already, is left out.
            for (int i = 0; i < count; ++i) insert(map, any_literal(0), any_literal(depth - 1));
            return map;
    }
}

/// The text of a number as an operand; brackets keep a sign apart from the operator.
template <class Number>
std::string operand(Number number) {
    return "(" + to_text(Value{number}) + ")";
}

template <class Number>
std::optional<Wide> reference(char symbol, Number left, Number right) {
    Wide const a = left;
    Wide const b = right;
    switch (symbol) {
        case '+':
            return a + b;
        case '-':
            return a - b;
        case '*': {
            Wide product = 0;  // two of the largest uints do not fit even the wider number
            return __builtin_mul_overflow(a, b, &product) ? std::nullopt : std::optional{product};
        }
        default:
            if (b == 0) return std::nullopt;
            // The smallest int has no remainder by -1 in CEL: the quotient would overflow.
            if (a / b > std::numeric_limits<Number>::max()) return std::nullopt;
            return symbol == '/' ? a / b : a % b;
    }
}

template <class Number>
void check_arithmetic() {
    auto const edge = rc::gen::element<Number>(std::numeric_limits<Number>::min(),
                                               std::numeric_limits<Number>::max(),
                                               0,
                                               1,
                                               static_cast<Number>(-1));
    auto const any = rc::gen::oneOf(rc::gen::arbitrary<Number>(), edge);
    auto const left = *any;
    auto const right = *any;
    auto const symbol = *rc::gen::element('+', '-', '*', '/', '%');
    auto const text = operand(left) + symbol + operand(right);
    auto const wide = reference(symbol, left, right);
    bool const fits = wide && *wide >= std::numeric_limits<Number>::min() &&
                      *wide <= std::numeric_limits<Number>::max();
    auto const said = Desk{}.says(text);
    if (fits) {
        RC_ASSERT(said == to_text(Value{static_cast<Number>(*wide)}));
    } else {
        RC_ASSERT(said.starts_with("error: "));
    }
}

}  // namespace

TEST_CASE("what is printed is read again as the same value", "[expression][property]") {
    CHECK(rc::check([] {
        auto const value = any_literal(3);
        auto const text = to_text(value);
        RC_PRE(text.size() <= text_bytes_max);
        auto const expression = compile(text, {});
        RC_ASSERT(expression.has_value());
        RC_ASSERT(evaluate(*expression, Scope{}) == value);
    }));
}

TEST_CASE("int arithmetic is that of wider numbers, or an error", "[expression][property]") {
    CHECK(rc::check(check_arithmetic<std::int64_t>));
}

TEST_CASE("uint arithmetic is that of wider numbers, or an error", "[expression][property]") {
    CHECK(rc::check(check_arithmetic<std::uint64_t>));
}

TEST_CASE("the order of int and uint is that of wider numbers", "[expression][property]") {
    CHECK(rc::check([](std::int64_t left, std::uint64_t right) {
        auto const less = Desk{}.says(operand(left) + "<" + operand(right));
        RC_ASSERT(less == (Wide{left} < Wide{right} ? "true" : "false"));
        auto const same = Desk{}.says(operand(left) + "==" + operand(right));
        RC_ASSERT(same == (Wide{left} == Wide{right} ? "true" : "false"));
    }));
}

TEST_CASE("no order holds together with its opposite", "[expression][property]") {
    CHECK(rc::check([](double real) {
        auto const whole = *rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
                                           rc::gen::just(std::numeric_limits<std::int64_t>::max()));
        auto const near = *rc::gen::element(real, static_cast<double>(whole));
        auto const a = operand(whole);
        auto const b = operand(near);
        auto const count = Desk{}.says("[" + a + "<" + b + "," + a + "==" + b + "," + a + ">" + b +
                                       "].filter(x, x).size()");
        RC_ASSERT(count == "1");
    }));
}

TEST_CASE("any text compiles or has problems inside itself", "[expression][property]") {
    auto const piece = rc::gen::element<std::string>("title",
                                                     "round",
                                                     "rating",
                                                     "'督'",
                                                     "2",
                                                     "2u",
                                                     "1.5",
                                                     "(",
                                                     ")",
                                                     "[",
                                                     "]",
                                                     "{",
                                                     "}",
                                                     "parts",
                                                     "in_state",
                                                     ",",
                                                     ".",
                                                     "?",
                                                     ":",
                                                     "&&",
                                                     "||",
                                                     "!",
                                                     "-",
                                                     "+",
                                                     "==",
                                                     "<",
                                                     "in",
                                                     "null",
                                                     "true",
                                                     "size",
                                                     "all",
                                                     "x",
                                                     "has",
                                                     " ",
                                                     "\n");
    auto const desk = proposal();
    CHECK(rc::check([&] {
        std::string text;
        for (auto const& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
        for (auto const& problem : desk.problems(text)) {
            RC_ASSERT(problem.at.line >= 1);
            RC_ASSERT(problem.at.column >= 1);
            RC_ASSERT(problem.at.column <= static_cast<int>(count_characters(text)) + 1);
            RC_ASSERT(!problem.rule.empty());
            RC_ASSERT(!problem.message.zh_cn.empty());
            RC_ASSERT(!problem.message.en.empty());
        }
    }));
}
