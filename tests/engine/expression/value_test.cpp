#include "engine/expression/value.hpp"

#include <catch2/catch.hpp>

#include "engine/expression/type.hpp"

using namespace duban;
using namespace duban::expression;

TEST_CASE("a value is shown as it would be written", "[expression]") {
    auto const [value, expected] = GENERATE(table<Value, std::string>({
        {Value{}, "null"},
        {Value{true}, "true"},
        {Value{std::int64_t{-3}}, "-3"},
        {Value{std::uint64_t{3}}, "3u"},
        {Value{2.0}, "2.0"},
        {Value{0.1}, "0.1"},
        {Value{1e300}, "1e+300"},
        {Value{"督办\n\"\\\x01\x7F"}, R"("督办\n\"\\\x01\x7f")"},
        {Value{Bytes{"a\xE7"}}, R"(b"a\xe7")"},
        {Value{make_day(2026, 3, 1)}, "2026-03-01"},
        {Value{from_milliseconds(250)}, "1970-01-01T00:00:00.250Z"},
        {Value{Duration{-90'500}}, "-90.500s"},
        {Value{Duration::min()}, "-9223372036854775.808s"},
        {Value{List{}}, "[]"},
        {Value{List{Value{"a"}, Value{List{Value{}}}}}, R"(["a", [null]])"},
    }));
    CHECK(to_text(value) == expected);
}

TEST_CASE("values are equal by kind and content", "[expression]") {
    CHECK(Value{"a"} == Value{"a"});
    CHECK_FALSE(Value{"a"} == Value{Bytes{"a"}});
    CHECK_FALSE(Value{std::int64_t{1}} == Value{1.0});
    CHECK(Value{List{Value{"a"}, Value{}}} == Value{List{Value{"a"}, Value{}}});
    CHECK_FALSE(Value{List{Value{"a"}}} == Value{List{Value{"b"}}});
    CHECK_FALSE(Value{List{}} == Value{});
    CHECK(Value{List{}}.as_list()->empty());
    CHECK(Value{"a"}.as_list() == nullptr);
}

TEST_CASE("types join to what both may be", "[expression]") {
    Type const text{.kind = Kind::string};
    Type const choice{.kind = Kind::string, .choices = {"a"}};
    CHECK(join(text, text) == text);
    CHECK(join(choice, text) == text);
    CHECK(join(choice, {.kind = Kind::null}) == choice);
    CHECK(join(text, {.kind = Kind::int64}).kind == Kind::any);
    CHECK(join(list_of(text), list_of({.kind = Kind::int64})) == list_of({}));
    CHECK(element_of(list_of(choice)) == choice);
    CHECK(element_of(list_of(list_of(text))) == list_of(text));
    CHECK(to_text(list_of(list_of(text))) == "list(list(string))");
}
