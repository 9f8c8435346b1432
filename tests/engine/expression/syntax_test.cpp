#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

TEST_CASE("literals have CEL's forms and values", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"0", "0"},
        {"007", "7"},
        {"0x7F", "127"},
        {"0XfF", "255"},
        {"-0x10", "-16"},
        {"42u", "42u"},
        {"0xFFu", "255u"},
        {"0xFFFFFFFFFFFFFFFFU", "18446744073709551615u"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"- 9223372036854775808", "-9223372036854775808"},
        {"1.5", "1.5"},
        {".5", "0.5"},
        {"-.5", "-0.5"},
        {"1e3", "1000.0"},
        {"1.5E-3", "0.0015"},
        {"-0.0", "-0.0"},
        {"true", "true"},
        {"null", "null"},
        {"[]", "[]"},
        {"[1, 'a', [2u]]", R"([1, "a", [2u]])"},
        {"[1, 2,]", "[1, 2]"},
        {"1 // one\n + 2", "3"},
        {"1\t+\r\n2", "3"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("texts and bytes have CEL's quotes and escapes", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {R"('督办')", R"("督办")"},
        {R"("it's")", R"("it's")"},
        {R"("")", R"("")"},
        {R"('''a'b''')", R"("a'b")"},
        {"\"\"\"two\nlines\"\"\"", R"("two\nlines")"},
        {R"(r'\d')", R"("\\d")"},
        {R"(R"a\")", R"("a\\")"},
        {R"("\a\b\f\n\r\t\v" == "\x07\x08\x0C\x0a\X0d\x09\x0b")", "true"},
        {R"('\\\?\"\'\`')", R"("\\?\"'`")"},
        {R"("\u7763\U0000529e")", R"("督办")"},
        {R"("\101\303")", R"("AÃ")"},
        {R"(b"\101\303")", R"(b"A\xc3")"},
        {R"(b"\xff\x00")", R"(b"\xff\x00")"},
        {R"(b'督')", R"(b"\xe7\x9d\xa3")"},
        {R"(br'\x')", R"(b"\\x")"},
        {R"(b'ab' == bytes('ab'))", "true"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("operators bind as in CEL", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 4 - 3", "3"},
        {"100 / 10 / 5", "2"},
        {"7 % 4 * 2", "6"},
        {"2 - -3", "5"},
        {"2 -3", "-1"},
        {"--3", "3"},
        {"!!true", "true"},
        {"!true || true", "true"},
        {"1 + 1 == 2 && 3 > 2", "true"},
        {"true || false && false", "true"},
        {"(true || false) && false", "false"},
        {"2 in [1, 2] == true", "true"},
        {"true ? 1 : false ? 2 : 3", "1"},
        {"false ? 1 : false ? 2 : 3", "3"},
        {"true || false ? 'yes' : 'no'", R"("yes")"},
        {"[[1, 2], [3]][0][1]", "2"},
        {"'ab'.size() + 1", "3"},
        {"-[5][0]", "-5"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("what does not parse is a problem at its place", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"", "parse-error at 1:1"},
        {"  // nothing", "parse-error at 1:1"},
        {"round <", "parse-error at 1:8"},
        {"round < 2)", "parse-error at 1:10"},
        {"(round < 2", "parse-error at 1:11"},
        {"[1, 2", "parse-error at 1:6"},
        {"[,]", "parse-error at 1:2"},
        {"size(title,)", "parse-error at 1:12"},
        {"rated ? 1", "parse-error at 1:10"},
        {"title.", "parse-error at 1:7"},
        {"title.1", "parse-error at 1:6"},
        {"1 2", "parse-error at 1:3"},
        {"!-1", "wrong-type at 1:1"},
        {"!-round", "parse-error at 1:2"},
        {"-!rated", "parse-error at 1:2"},
        {"round = 2", "parse-error at 1:7 -> =="},
        {"rated & rated", "parse-error at 1:7 -> &&"},
        {"rated and rated", "parse-error at 1:7 -> &&"},
        {"rated OR rated", "parse-error at 1:7 -> ||"},
        {"not rated", "parse-error at 1:1 -> !"},
        {"rating is 'x'", "parse-error at 1:8 -> =="},
        {"round ＜ 2", "parse-error at 1:7 -> <"},
        {"round ＝＝ 2", "parse-error at 1:7 -> =="},
        {"rating == “x”", "parse-error at 1:11 -> \", parse-error at 1:13 -> \""},
        {"title == '督办' 和 rated", "parse-error at 1:15"},
        {"评价等级 > 1", "parse-error at 1:1"},
        {"round ≥ 2", "parse-error at 1:7 -> >="},
        {"for", "parse-error at 1:1"},
        {"round < 2 && package", "parse-error at 1:14"},
        {"in", "parse-error at 1:1"},
        {"#", "parse-error at 1:1"},
        {"'督办' == 'x", "unclosed-quote at 1:9"},
        {"'a\nb'", "unclosed-quote at 1:1"},
        {"\"\"\"a\"\"", "unclosed-quote at 1:1"},
        {"'\\", "unclosed-quote at 1:1"},
        {R"('督\q')", "bad-escape at 1:3"},
        {R"('\x4')", "bad-escape at 1:2"},
        {R"('\ud800')", "bad-escape at 1:2"},
        {R"('\U00110000')", "bad-escape at 1:2"},
        {R"('\400')", "bad-escape at 1:2"},
        {R"(b'\u0041')", "bad-escape at 1:3"},
        {"2nd", "bad-number at 1:1"},
        {"1.5u", "bad-number at 1:1"},
        {"0x", "bad-number at 1:1"},
        {"round < 9223372036854775808", "bad-number at 1:9"},
        {"-9223372036854775809", "bad-number at 1:2"},
        {"18446744073709551616u", "bad-number at 1:1"},
        {"1e999", "bad-number at 1:1"},
        {"rated &&\n  督", "parse-error at 2:3"},
        {"{'a'}", "parse-error at 1:5"},
        {"{'a': }", "parse-error at 1:7"},
        {"{'a': 1", "parse-error at 1:8"},
        {"{, }", "parse-error at 1:2"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("a text that is not UTF-8 is refused where it breaks", "[expression]") {
    CHECK(Desk{}.says("'督\xFF'") == "invalid-utf8 at 1:3");
    CHECK(Desk{}.says("\xED\xA0\x80") == "invalid-utf8 at 1:1");
}
