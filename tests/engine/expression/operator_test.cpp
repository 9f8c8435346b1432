#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

TEST_CASE("numbers compare by their value across kinds, with a double as doubles", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"1 == 1.0", "true"},
        {"1 == 1u", "true"},
        {"1u == 1.0", "true"},
        {"-1 == 18446744073709551615u", "false"},
        {"-1 < 0u", "true"},
        {"9223372036854775807 == 9223372036854775808.0", "true"},
        {"9223372036854775807 < 9223372036854775808.0", "false"},
        {"9223372036854775807 < 9223372036854777856.0", "true"},
        {"18446744073709551615u <= 18446744073709551616.0", "true"},
        {"9223372036854775807 < 9223372036854775808u", "true"},
        {"1 < 1.5", "true"},
        {"double('NaN') == double('NaN')", "false"},
        {"double('NaN') != 1", "true"},
        {"double('NaN') < 1", "false"},
        {"double('NaN') >= 1", "false"},
        {"-0.0 == 0.0", "true"},
        {"1.0 in [3, 2, 1]", "true"},
        {"[1, 2] == [1.0, 2u]", "true"},
        {"[1, 2] == [1]", "false"},
        {"[[1]] != [[2]]", "true"},
        {"round == 2.0", "true"},
        {"cost > round", "false"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("arithmetic refuses what does not fit", "[expression]") {
    std::string const overflow = "error: integer overflow";
    std::string const uint_overflow = "error: unsigned integer overflow";
    auto const [text, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"9223372036854775807 + 0", "9223372036854775807"},
        {"9223372036854775807 + 1", overflow},
        {"-9223372036854775808 - 1", overflow},
        {"-(-9223372036854775808)", overflow},
        {"-9223372036854775808 / -1", overflow},
        {"-9223372036854775808 % -1", overflow},
        {"3037000500 * 3037000500", overflow},
        {"-7 / 2", "-3"},
        {"-7 % 2", "-1"},
        {"7 / 0", "error: division by zero"},
        {"7 % 0", "error: modulus by zero"},
        {"18446744073709551615u + 1u", uint_overflow},
        {"0u - 1u", uint_overflow},
        {"4294967296u * 4294967296u", uint_overflow},
        {"7u / 2u", "3u"},
        {"7u % 0u", "error: modulus by zero"},
        {"1.0 / 0.0", "Infinity"},
        {"-1.0 / 0.0", "-Infinity"},
        {"0.0 / 0.0", "NaN"},
        {"1.5 * 2.0", "3.0"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("texts count in characters and compare by code point", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"size('督办')", "2"},
        {"'督办'.size()", "2"},
        {"size(b'督办')", "6"},
        {"size('\U0001F600')", "1"},
        {"size('')", "0"},
        {"size(contacts)", "2"},
        {"'督' + '办'", R"("督办")"},
        {"b'a' + b'\\xff'", R"(b"a\xff")"},
        {"[1] + ['a']", R"([1, "a"])"},
        {"title.contains('河道')", "true"},
        {"title.contains('河流')", "false"},
        {"title.contains('')", "true"},
        {"''.contains('a')", "false"},
        {"title.startsWith('关于')", "true"},
        {"title.endsWith('提案')", "true"},
        {"'a' < 'b' && 'B' < 'a' && 'z' < '督'", "true"},
        {"'a' < 'ab'", "true"},
        {"'\\uFFFF' < '\U0001F600'", "true"},
        {"b'\\xff' > b'a'", "true"},
        {"false < true", "true"},
        {"'督' in ['督', '办']", "true"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("an index must stand in its list", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"[7, 8, 9][0]", "7"},
        {"[7, 8, 9][2]", "9"},
        {"[7, 8, 9][3]", "error: index out of bounds: 3"},
        {"[7, 8, 9][-1]", "error: index out of bounds: -1"},
        {"[7, 8][9223372036854775807]", "error: index out of bounds: 9223372036854775807"},
        {"[7, 8][[1u][0]]", "8"},
        {"[7, 8]['a']", "error: no such overload: [](list, string)"},
        {"[7, 8][[1u, 'a'][0]]", "8"},
        {"[7, 8][[1.0, 'a'][0]]", "8"},
        {"[7, 8][[0.5, 'a'][0]]", "error: no such overload: [](list, double)"},
        {"[7, 8][[1e300, 'a'][0]]", "error: index out of bounds: 1e+300"},
        {"[7, 8][[18446744073709551615u, 'a'][0]]",
         "error: index out of bounds: 18446744073709551615u"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("conversions keep the value or refuse", "[expression]") {
    std::string const range = "error: range error: the number does not fit";
    auto const [text, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"int(3u)", "3"},
        {"int(-3.9)", "-3"},
        {"int('-42')", "-42"},
        {"int('+42')", "42"},
        {"int('4 2')", "error: the text is not such a number"},
        {"int('')", "error: the text is not such a number"},
        {"int('++1')", "error: the text is not such a number"},
        {"int('9223372036854775808')", "error: the text is not such a number"},
        {"int(9223372036854775808u)", range},
        {"int(9223372036854775807.0)", range},
        {"int(-9223372036854775808.0)", range},
        {"int(9223372036854774784.0)", "9223372036854774784"},
        {"int(double('NaN'))", range},
        {"int(timestamp('2009-02-13T23:31:30Z'))", "1234567890"},
        {"uint(3)", "3u"},
        {"uint(-1)", range},
        {"uint(3.9)", "3u"},
        {"uint(-0.5)", range},
        {"uint(18446744073709551616.0)", range},
        {"uint('7')", "7u"},
        {"uint('-7')", "error: the text is not such a number"},
        {"double(1)", "1.0"},
        {"double('1e3')", "1000.0"},
        {"double('x')", "error: the text is not such a number"},
        {"double('-inf')", "-Infinity"},
        {"bool('true') && bool('1') && bool('T' == 't' ? 'f' : 't')", "true"},
        {"bool('FALSE')", "false"},
        {"bool('yes')", "error: the text is neither true nor false"},
        {"bool('TrUe')", "error: the text is neither true nor false"},
        {"string(-3)", R"("-3")"},
        {"string(3u)", R"("3")"},
        {"string(1.0)", R"("1")"},
        {"string(123.456)", R"("123.456")"},
        {"string(6.02214e23)", R"("6.02214e+23")"},
        {"string(true)", R"("true")"},
        {"string(b'abc')", R"("abc")"},
        {"string(b'\\xff')", "error: invalid UTF-8 in bytes"},
        {"string('a')", R"("a")"},
        {"string(today)", R"("2026-03-04")"},
        {"bytes('督')", R"(b"\xe7\x9d\xa3")"},
        {"string(null)", "wrong-type at 1:1"},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}
