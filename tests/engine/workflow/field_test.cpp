#include "engine/workflow/field.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::workflow;
using expression::List;
using expression::Value;

namespace {

Field field_of(FieldKind kind, bool list = false) {
    Field field;
    field.name = "x";
    field.kind = kind;
    field.list = list;
    if (kind == FieldKind::choice) field.choices = {"A", "B", "satisfied"};
    return field;
}

}  // namespace

TEST_CASE("what a person types is read by the kind of the field", "[workflow]") {
    auto const [kind, text, value] = GENERATE(table<FieldKind, std::string, Value>({
        {FieldKind::text, " 两段 \n文字 ", " 两段 \n文字 "},
        {FieldKind::whole_number, " 012 ", std::int64_t{12}},
        {FieldKind::whole_number, "-9223372036854775808", INT64_MIN},
        {FieldKind::decimal, "12.5", 12.5},
        {FieldKind::decimal, "-3", -3.0},
        {FieldKind::yes_no, "true", true},
        {FieldKind::date, "2026-03-01", make_day(2026, 3, 1)},
        {FieldKind::instant, "2026-03-01T09:00:00+08:00", *parse_instant("2026-03-01T01:00:00Z")},
        {FieldKind::choice, " A", "A"},
        {FieldKind::person, "zhang-san", "zhang-san"},
        {FieldKind::unit, "unit-7 ", "unit-7"},
    }));
    CAPTURE(text);
    auto const read = parse_value(field_of(kind), text);
    REQUIRE(read);
    CHECK(*read == value);
}

TEST_CASE("what does not fit is refused, naming the field", "[workflow]") {
    auto const [kind, text] = GENERATE(table<FieldKind, std::string>({
        {FieldKind::whole_number, "1.0"},
        {FieldKind::whole_number, "0x1F"},
        {FieldKind::whole_number, "9223372036854775808"},
        {FieldKind::whole_number, ""},
        {FieldKind::decimal, "1e5"},
        {FieldKind::decimal, "nan"},
        {FieldKind::decimal, ".5"},
        {FieldKind::yes_no, "yes"},
        {FieldKind::yes_no, "True"},
        {FieldKind::date, "2025-02-29"},
        {FieldKind::instant, "2026-03-01T09:00:00"},
        {FieldKind::choice, "a"},
        {FieldKind::person, "  "},
        {FieldKind::text, "bell\a"},
        {FieldKind::text, "caf\xE9"},
    }));
    CAPTURE(text);
    auto const read = parse_value(field_of(kind), text);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().en, Catch::Contains("x"));
    CHECK_THAT(read.error().zh_cn, Catch::Contains("x"));
}

TEST_CASE("a list separates its items by either comma", "[workflow]") {
    auto const read = parse_value(field_of(FieldKind::person, true), "张三、li-si，王五, zhao ,、");
    REQUIRE(read);
    CHECK(*read == Value{List{"张三", "li-si", "王五", "zhao"}});
    CHECK_FALSE(parse_value(field_of(FieldKind::whole_number, true), "1、二"));
}

TEST_CASE("a misspelt choice is told the right one", "[workflow]") {
    auto const problem = check_value(field_of(FieldKind::choice), "satisfeid");
    REQUIRE(problem);
    CHECK(problem->en == "“x” must be one of A, B, satisfied; did you mean “satisfied”?");
    CHECK(problem->zh_cn == "“x”的选项只有 A、B、satisfied，是否为“satisfied”？");
}

TEST_CASE("a text keeps to its length in characters, a list to its number of items", "[workflow]") {
    auto text = field_of(FieldKind::text);
    text.at_least = 2;
    text.at_most = 4;
    CHECK(check_value(text, "督"));
    CHECK_FALSE(check_value(text, "督办"));
    CHECK_FALSE(check_value(text, "督办提案"));
    CHECK(check_value(text, "督办提案了"));
    CHECK_FALSE(check_value(text, Value{}));

    auto list = field_of(FieldKind::text, true);
    list.at_least = 1;
    list.at_most = 2;
    CHECK(check_value(list, List{}));
    CHECK_FALSE(check_value(list, List{"a", "a long text is fine in a list of two"}));
    CHECK(check_value(list, List{"a", "b", "c"}));
    CHECK(check_value(list, "a"));

    CHECK_FALSE(check_value(field_of(FieldKind::text), std::string(10'000, 'a')));
    CHECK(check_value(field_of(FieldKind::text), std::string(10'001, 'a')));
    CHECK_FALSE(check_value(field_of(FieldKind::long_text), std::string(1'000'000, 'a')));
    CHECK(check_value(field_of(FieldKind::long_text), std::string(1'000'001, 'a')));
    CHECK_FALSE(check_value(field_of(FieldKind::text, true), List(list_items_most, Value{"a"})));
    CHECK(check_value(field_of(FieldKind::text, true), List(list_items_most + 1, Value{"a"})));
}

TEST_CASE("a value of another kind does not fit", "[workflow]") {
    CHECK(check_value(field_of(FieldKind::decimal), std::int64_t{1}));
    CHECK(check_value(field_of(FieldKind::whole_number), 1.0));
    CHECK(check_value(field_of(FieldKind::date), "2026-03-01"));
    CHECK(check_value(field_of(FieldKind::text), true));
    CHECK(check_value(field_of(FieldKind::decimal), std::numeric_limits<double>::infinity()));
    CHECK(check_value(field_of(FieldKind::person, true), List{"a", std::int64_t{1}}));
}

TEST_CASE("a guard sees a field by its type", "[workflow]") {
    CHECK(to_text(type_of(field_of(FieldKind::person, true))) == "list(string)");
    CHECK(to_text(type_of(field_of(FieldKind::whole_number))) == "int");
    CHECK(type_of(field_of(FieldKind::choice)).choices ==
          std::vector<std::string>{"A", "B", "satisfied"});
    for (auto const* word : {"text",
                             "long_text",
                             "whole_number",
                             "decimal",
                             "yes_no",
                             "date",
                             "instant",
                             "choice",
                             "person",
                             "unit"}) {
        REQUIRE(parse_field_kind(word));
        CHECK(to_text(*parse_field_kind(word)) == word);
    }
}
