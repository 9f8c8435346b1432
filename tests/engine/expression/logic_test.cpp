#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

TEST_CASE("&& and || absorb errors in either order", "[expression]") {
    std::string const error = "(1 / 0 == 1)";
    std::string const failed = "error: division by zero";
    auto const [left, right, both, either] =
        GENERATE_COPY(table<std::string, std::string, std::string, std::string>({
            {"true", "true", "true", "true"},
            {"true", "false", "false", "true"},
            {"false", "true", "false", "true"},
            {"false", "false", "false", "false"},
            {"true", error, failed, "true"},
            {error, "true", failed, "true"},
            {"false", error, "false", failed},
            {error, "false", "false", failed},
            {error, error, failed, failed},
        }));
    CAPTURE(left, right);
    CHECK(Desk{}.says(left + " && " + right) == both);
    CHECK(Desk{}.says(left + " || " + right) == either);
}

TEST_CASE("errors go through everything else", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"1 / 0 == 1 && true && false", "false"},
        {"true && 1 / 0 == 1 && true", "error: division by zero"},
        {"!(1 / 0 == 1)", "error: division by zero"},
        {"(1 / 0 == 1) == true", "error: division by zero"},
        {"[1 / 0]", "error: division by zero"},
        {"size([1 % 0])", "error: modulus by zero"},
        {"1 / 0 == 1 ? 1 : 2", "error: division by zero"},
        {"true ? 1 : 1 / 0", "1"},
        {"false ? 1 / 0 : 2", "2"},
        {"(rated ? score : 1) > 0 || rated", "true"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("a field that nobody has set equals null alone and has no order", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"has(opinion)", "false"},
        {"has(title)", "true"},
        {"has(extra)", "false"},
        {"opinion == null", "true"},
        {"null != opinion", "false"},
        {"title == null", "false"},
        {"opinion == ''", "false"},
        {"opinion != ''", "true"},
        {"score == 0", "false"},
        {"score < 1", "error: no such overload: null < int"},
        {"score + 1", "error: no such overload: null + int"},
        {"-score", "error: no such overload: -(null)"},
        {"size(opinion)", "error: no such overload: size(null)"},
        {"opinion.contains('a')", "error: no such overload: contains(null, string)"},
        {"has(opinion) && opinion.contains('a')", "false"},
        {"opinion.contains('a') || rated", "true"},
        {"opinion in ['', null]", "true"},
        {"extra && false", "false"},
        {"extra && true", "error: no such overload"},
        {"extra.all(x, x)", "error: no such overload"},
        {"extra[0]", "error: no such overload: [](null, int)"},
        {"has(opinion) ? opinion : title", "\"关于治理河道的提案\""},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("macros walk lists", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"contacts.all(c, c.size() == 5)", "true"},
        {"contacts.all(c, c == 'visit')", "false"},
        {"contacts.exists(c, c == 'visit')", "true"},
        {"contacts.exists(c, c == 'letter')", "false"},
        {"contacts.exists_one(c, c == 'visit')", "true"},
        {"contacts.exists_one(c, c != '')", "false"},
        {"contacts.filter(c, c.endsWith('t'))", R"(["visit"])"},
        {"contacts.map(c, c + '!')", R"(["phone!", "visit!"])"},
        {"[1, 2, 3].map(x, x > 1, x * x)", "[4, 9]"},
        {"[].all(x, false)", "true"},
        {"[].exists(x, true)", "false"},
        {"[].exists_one(x, true)", "false"},
        {"[].map(x, x)", "[]"},
        {"[1, 2].all(x, [3, 4].all(y, y > x))", "true"},
        {"[1, 2].map(x, [10, 20].map(y, x * y))", "[[10, 20], [20, 40]]"},
        {"[1, 2].map(x, [x].map(x, x + 1))", "[[2], [3]]"},
        {"[1, 2].exists(round, round == 1)", "true"},
        {"[1, 2].all(x, has(x))", "true"},
        {"[1, null].all(x, has(x))", "false"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("all is a long && and exists a long ||", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"[1, 0].all(x, 2 / x == 3)", "false"},
        {"[0, 1].all(x, 2 / x == 3)", "false"},
        {"[0, 2].all(x, 2 / x == 1)", "error: division by zero"},
        {"[0, 2].exists(x, 2 / x == 1)", "true"},
        {"[0, 2].exists(x, 2 / x == 7)", "error: division by zero"},
        {"[0, 2].exists_one(x, 2 / x == 1)", "error: division by zero"},
        {"[0, 2].filter(x, 2 / x == 1)", "error: division by zero"},
        {"[2, 0].map(x, 2 / x)", "error: division by zero"},
        {"[1, 'a'].exists(x, x)", "error: no such overload"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("a guard is true only where it evaluates to true", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, bool>({
        {"true", true},
        {"false", false},
        {"1 / 0 == 1", false},
        {"1", false},
        {"null", false},
    }));
    CAPTURE(text);
    auto const guard = compile(text, {});
    REQUIRE(guard);
    CHECK(is_true(*guard, Scope{}) == expected);
}
