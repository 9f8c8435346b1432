#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban;
using namespace duban::expression;

TEST_CASE("a wrong name, word or type is found before anything runs", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"ruond < 2", "unknown-name at 1:1 -> round"},
        {"zebra", "unknown-name at 1:1"},
        {"tody > filed_on", "unknown-name at 1:1 -> today"},
        {"contacts.all(contact, contcat != '')", "unknown-name at 1:23 -> contact"},
        {"ruond < 2 || raiting == 'x'",
         "unknown-name at 1:1 -> round, unknown-name at 1:14 -> rating"},
        {"sise(contacts) > 1", "unknown-function at 1:1 -> size"},
        {"contacts.exist(c, c == 'x')", "unknown-function at 1:10 -> exists"},
        {"title.startswith('a')", "unknown-function at 1:7 -> startsWith"},
        {"contains(title, 'a')", "unknown-function at 1:1"},
        {"title.int()", "unknown-function at 1:7"},
        {"exists(contacts, 'a')", "unknown-function at 1:1"},

        {"rating == 'disatisfied'", "unknown-word at 1:11 -> dissatisfied"},
        {"'good' != rating", "unknown-word at 1:1"},
        {"rating in ['satisfied', 'disatisfied']", "unknown-word at 1:25 -> dissatisfied"},
        {"'satisfed' in ratings", "unknown-word at 1:1 -> satisfied"},
        {"ratings.exists(r, r == 'satisfed')", "unknown-word at 1:24 -> satisfied"},
        {"rating == (rated ? 'satisfied' : 'bad')", "unknown-word at 1:34"},
        {"ratings[0] == 'satisfed'", "unknown-word at 1:15 -> satisfied"},

        {"round == '2'", "wrong-type at 1:7"},
        {"title != 2", "wrong-type at 1:7"},
        {"rated == 1", "wrong-type at 1:7"},
        {"round < '2'", "wrong-type at 1:7"},
        {"rated < null", "wrong-type at 1:7"},
        {"contacts < contacts", "wrong-type at 1:10"},
        {"contacts == [1]", "wrong-type at 1:10"},
        {"1 in contacts", "wrong-type at 1:3"},
        {"'a' in title", "wrong-type at 1:8"},
        {"filed_on < '2026-03-01'", "wrong-type at 1:10"},
        {"filed_on < now", "wrong-type at 1:10"},
        {"filed_at == today", "wrong-type at 1:10"},
        {"round + 1.0 > 2.0", "wrong-type at 1:7"},
        {"title + 1 == ''", "wrong-type at 1:7"},
        {"filed_on + 1 > today", "wrong-type at 1:10"},
        {"cost % 2.0 == 0.0", "wrong-type at 1:6"},
        {"-title == ''", "wrong-type at 1:1"},
        {"!round", "wrong-type at 1:1"},
        {"round && rated", "wrong-type at 1:1"},
        {"rated || title", "wrong-type at 1:10"},
        {"rated && 'yes'", "wrong-type at 1:10"},
        {"round ? 1 : 2", "wrong-type at 1:1"},
        {"rated ? 1 : 'one'", "wrong-type at 1:13"},
        {"title[0]", "wrong-type at 1:6"},
        {"contacts['a']", "wrong-type at 1:9"},
        {"size(round)", "wrong-type at 1:1"},
        {"round.size()", "wrong-type at 1:7"},
        {"title.contains(1)", "wrong-type at 1:7"},
        {"int(rated)", "wrong-type at 1:1"},
        {"date(2026)", "wrong-type at 1:1"},
        {"title.all(c, c == 'a')", "wrong-type at 1:1"},
        {"contacts.all(c, c)", "wrong-type at 1:17"},
        {"contacts.filter(c, size(c))", "wrong-type at 1:20"},
        {"has('a')", "wrong-type at 1:5"},
        {"title.length > 3", "wrong-type at 1:7"},
        {"contacts.first", "wrong-type at 1:10"},

        {"size()", "wrong-count at 1:1"},
        {"size(title, title)", "wrong-count at 1:1"},
        {"title.contains()", "wrong-count at 1:7"},
        {"has(title, title)", "wrong-count at 1:1"},
        {"contacts.all(c)", "wrong-form at 1:10"},
        {"contacts.all(1, true)", "wrong-form at 1:10"},
        {"contacts.exists(c, true, true)", "wrong-form at 1:10"},
        {"contacts.all(today, true)", "wrong-form at 1:10"},

        {"filed_on < date('2026-02-30')", "bad-time at 1:17"},
        {"filed_at < timestamp('2026-03-01')", "bad-time at 1:22"},
        {"duration('3 days') > duration('0')", "bad-time at 1:10"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("what guards do not have is refused by name", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"title.matches('a.*')", "unsupported at 1:7"},
        {"type(title)", "unsupported at 1:1"},
        {"dyn(title)", "unsupported at 1:1"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("a wrong type among literals alone is left to the evaluation", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"1 == '1'", "false"},
        {"1 != null", "true"},
        {"'a' in [1, 'a']", "true"},
        {"false && 32", "false"},
        {"true && 32", "error: no such overload"},
        {"1 < 'a'", "error: no such overload: int < string"},
        {"true ? 1 : 'a'", "1"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("a problem says what to do, in both languages", "[expression]") {
    auto const problems = proposal().problems("filed_on < '2026-03-01'");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.en ==
          "a date cannot be compared with text; write date(\"2026-03-01\")");
    CHECK(problems[0].message.zh_cn == "日期不能与文字比较；日期请写成 date(\"2026-03-01\")");
    CHECK(problems[0].severity == Severity::error);
}

TEST_CASE("an expression knows its type and what it reads", "[expression]") {
    auto const [text, type, uses] =
        GENERATE(table<std::string, std::string, std::vector<std::uint16_t>>({
            {"rating == 'satisfied' && round < 2", "bool", {1, 2}},
            {"round + round", "int", {2}},
            {"round + 1u", "", {}},
            {"rated ? rating : title", "string", {0, 1, 4}},
            {"contacts", "list(string)", {7}},
            {"contacts.map(c, size(c))", "list(int)", {7}},
            {"contacts.filter(c, c != title)", "list(string)", {0, 7}},
            {"contacts + ['mail']", "list(string)", {7}},
            {"contacts[round]", "string", {2, 7}},
            {"[round, title]", "list(dyn)", {0, 2}},
            {"extra", "dyn", {11}},
            {"extra + 1", "int", {11}},
            {"now - filed_at", "duration", {6}},
            {"today", "date", {}},
            {"rated ? filed_on : null", "date", {4, 5}},
            {"null", "null", {}},
        }));
    CAPTURE(text);
    auto const desk = proposal();
    auto const expression = compile(text, desk.variables());
    REQUIRE(expression.has_value() == !type.empty());
    if (!expression) return;
    CHECK(to_text(expression->type()) == type);
    CHECK(std::vector(expression->uses().begin(), expression->uses().end()) == uses);
    CHECK(expression->text() == text);
}

TEST_CASE("words of the language name no field", "[expression]") {
    for (auto const* word : {"now", "today", "parts", "deadlines", "in", "null", "package"}) {
        CAPTURE(word);
        CHECK(is_reserved(word));
    }
    CHECK_FALSE(is_reserved("rating"));
    CHECK_FALSE(is_reserved("size"));
}
