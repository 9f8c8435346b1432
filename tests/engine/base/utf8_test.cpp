#include "engine/base/utf8.hpp"

#include <catch2/catch.hpp>

using namespace duban;

TEST_CASE("invalid UTF-8 is found at its first byte", "[base]") {
    CHECK_FALSE(find_invalid_utf8("督办 ok"));
    CHECK(find_invalid_utf8("a\xC0\x80") == 1);         // overlong
    CHECK(find_invalid_utf8("ab\xED\xA0\x80") == 2);    // surrogate
    CHECK(find_invalid_utf8("\xE7\x9D") == 0);          // cut off
    CHECK(find_invalid_utf8("\xF5\x80\x80\x80") == 0);  // beyond U+10FFFF
    CHECK(find_invalid_utf8("x\xFF") == 1);
}

TEST_CASE("width and characters of Han text", "[base]") {
    CHECK(count_characters("督办ab") == 4);
    CHECK(display_width("督办ab") == 6);
    CHECK(pad_to_width("督办", 6) == "督办  ");
    CHECK(cut_to_width("督办提案", 6) == "督办…");
    CHECK(cut_to_width("督办", 4) == "督办");
}

TEST_CASE("characters are counted where all of the text is UTF-8", "[base]") {
    auto const [text, count] = GENERATE(table<std::string, std::optional<std::size_t>>({
        {"", 0},
        {"督办 ok", 5},
        {"é\U0001F600督", 3},
        {"督\xE7\x9D", std::nullopt},        // cut off
        {"\xE7\x9D督", std::nullopt},        // the next one is no continuation
        {"a\xED\xA0\x80", std::nullopt},     // surrogate
        {"\xE0\x80\x80", std::nullopt},      // overlong
        {"\xEF\xBC\x8C\x80", std::nullopt},  // one byte too many
    }));
    CAPTURE(text);
    CHECK(count_valid_characters(text) == count);
    CHECK(find_invalid_utf8(text).has_value() == !count.has_value());
}

TEST_CASE("every code point survives a round trip", "[base]") {
    for (char32_t code : {U'a', U'é', U'督', U'\U0001F600', U'\U0010FFFF'}) {
        std::string text;
        append_utf8(text, code);
        std::string_view rest = text;
        CHECK(take_code_point(rest) == code);
        CHECK(rest.empty());
    }
}
