#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

TEST_CASE("a map is read by its keys", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"{}", "{}"},
        {"{'b': 1, 'a': 2,}", R"({"a": 2, "b": 1})"},
        {"{'a': 1}.a", "1"},
        {"{'a': 1}['a']", "1"},
        {"{'a': {'b': [1, 2]}}.a.b[1]", "2"},
        {"{1: 'int'}[1u]", R"("int")"},
        {"{1u: 'uint'}[1.0]", R"("uint")"},
        {"{18446744073709551615u: 1}[18446744073709551615u]", "1"},
        {"{true: 1}[true]", "1"},
        {"{true: 1, 1: 2, '1': 3}[1]", "2"},
        {"{'a': 1}['b']", "error: no such key: b"},
        {"{'a': 1}.b", "error: no such key: b"},
        {"{1: 1}[1.5]", "error: no such key: 1.5"},
        {"{1: 1}[-1e300]", "error: no such key: -1e+300"},
        {"{'a': 1}[b'a']", "error: no such key"},
        {"{'a': 1, 'a': 2}", R"(error: repeated key: "a")"},
        {"{1: 1, 1u: 2}", "error: repeated key: 1"},
        {"{1.5: 1}", "error: unsupported key: 1.5"},
        {"{null: 1}", "error: unsupported key: null"},
        {"{'a': 1 / 0}", "error: division by zero"},
        {"{'a': 1 / 0}.a == 1 || true", "true"},
        {"size({'a': 1})", "1"},
        {"{'a': 1, 'b': 2}.size()", "2"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("maps are equal whatever their order and the kinds of their numbers", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"},
        {"{1: 1.0} == {1u: 1u}", "true"},
        {"{'a': 1} == {'a': 2}", "false"},
        {"{'a': 1} == {'b': 1}", "false"},
        {"{'a': 1} != {'a': 1, 'b': 1}", "true"},
        {"{'a': null} == {}", "false"},
        {"{} == []", "false"},
        {"{} < {}", "error: no such overload: map < map"},
        {"1 in {1u: 'x'}", "true"},
        {"1.0 in {1: 'x'}", "true"},
        {"'x' in {1: 'x'}", "false"},
        {"null in {1: 'x'}", "false"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("macros over a map go through its keys", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"{'a': 1, 'b': 2}.all(k, k < 'c')", "true"},
        {"{'a': 1, 'b': 2}.exists(k, k == 'b')", "true"},
        {"{'a': 1, 'b': 2}.exists_one(k, k != '')", "false"},
        {"{'a': 1, 'b': 2}.filter(k, k == 'b')", R"(["b"])"},
        {"{3: 1, 2: 2}.map(k, k * k)", "[4, 9]"},
        {"{3: 1, 2: 2}.map(k, k > 2, k)", "[3]"},
        {"{}.all(k, 1 / 0 == 1)", "true"},
        {"counts.map(k, counts[k])", "[1]"},
    }));
    CAPTURE(text);
    CHECK(handled_proposal().says(text) == expected);
}

TEST_CASE("has asks whether a map has a key and whether a record's field is set", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"has({'a': 1}.a)", "true"},
        {"has({'a': null}.a)", "true"},
        {"has({'a': 1}.b)", "false"},
        {"has({'a': {'c': 1}}.b.c)", "error: no such key: b"},
        {"has(counts.a)", "true"},
        {"has(contact.name)", "true"},
        {"has(contact.age)", "false"},
        {"has(deputy)", "false"},
        {"has(deputy.name)", "false"},
        {"has(deadlines.reply)", "true"},
        {"has(deadlines.rating)", "false"},
        {"has(deadlines.rating.due)", "false"},
        {"has(counts['a'])", "wrong-type at 1:11"},
        {"has(contact['name'])", "wrong-type at 1:12"},
    }));
    CAPTURE(text);
    CHECK(handled_proposal().says(text) == expected);
}

TEST_CASE("a record's names are known before anything runs", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"contact.name", R"("Huang")"},
        {"contact['name']", R"("Huang")"},
        {"contact['na' + 'me']", R"("Huang")"},
        {"contact.age", "null"},
        {"contact.age == null", "true"},
        {"contact.age > 3", "error: no such overload: null > int"},
        {"deputy.name", "error: no such overload: null.name"},
        {"people[0].age + 1", "51"},
        {"people.exists(p, p.name == 'Li')", "true"},
        {"people.map(p, p.sex)", "[null]"},
        {"(has(deputy) ? deputy : contact).name", R"("Huang")"},
        {"contact.nmae", "unknown-name at 1:9 -> name"},
        {"contact['nmae']", "unknown-name at 1:9 -> name"},
        {"people.all(p, p.nmae == '')", "unknown-name at 1:17 -> name"},
        {"contact.name == 1", "wrong-type at 1:14"},
        {"contact.sex == 'x'", "unknown-word at 1:16 -> f"},
        {"contact.name.first", "wrong-type at 1:14"},
        {"contact[1]", "wrong-type at 1:9"},
        {"counts.b", "error: no such key: b"},
        {"counts['b']", "error: no such key: b"},
        {"counts[1]", "wrong-type at 1:8"},
        {"counts.a == 'x'", "wrong-type at 1:10"},
        {"1 in counts", "wrong-type at 1:3"},
        {"'a' in counts", "true"},
        {"contact == {'name': 'Huang', 'sex': 'f'}", "true"},
    }));
    CAPTURE(text);
    CHECK(handled_proposal().says(text) == expected);
}

TEST_CASE("parts, deadlines and states are read by their names", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"parts.opinions.all(p, p.ended)", "false"},
        {"parts.opinions.filter(p, !p.ended).map(p, p.unit)", R"(["unit-9"])"},
        {"size(parts.opinions)", "2"},
        {"deadlines.reply.overdue", "true"},
        {"deadlines.reply.due < today", "true"},
        {"deadlines.rating.overdue", "error: no such overload: null.overdue"},
        {"in_state('handling')", "true"},
        {"!in_state(\"handling.answer\")", "true"},
        {"parts", "wrong-form at 1:1"},
        {"parts.opinion.all(p, p.ended)", "unknown-name at 1:7 -> opinions"},
        {"parts.opinions.all(p, p.endet)", "unknown-name at 1:25 -> ended"},
        {"deadlines == null", "wrong-form at 1:1"},
        {"deadlines.repyl.due < today", "unknown-name at 1:11 -> reply"},
        {"in_state('handling.anwser')", "unknown-name at 1:10 -> handling.answer"},
        {"in_state(contact.name)", "wrong-form at 1:1"},
        {"in_state()", "wrong-form at 1:1"},
        {"opinions", "unknown-name at 1:1"},
        {"in_state('contact')", "unknown-name at 1:10"},
    }));
    CAPTURE(text);
    CHECK(handled_proposal().says(text) == expected);
}

TEST_CASE("an expression says which parts, deadlines and states it reads", "[expression]") {
    auto const desk = handled_proposal();
    auto const expression =
        compile("contact.name == 'x' && in_state('handling') && deadlines.rating.overdue",
                desk.variables());
    REQUIRE(expression);
    CHECK(std::vector(expression->uses().begin(), expression->uses().end()) ==
          std::vector<std::uint16_t>{0, 6, 7});
}
