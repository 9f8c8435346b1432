#include "engine/base/one_line.hpp"

#include <catch2/catch.hpp>

using namespace duban;

TEST_CASE("one line holds no control characters", "[base]") {
    auto const [text, is_one] = GENERATE(table<char const*, bool>({
        {"", true},
        {"planned for Friday", true},
        {"已安排，周五见", true},
        {"two\nlines", false},
        {"a\ttab", false},
        {"\r", false},
        {"\x1B[31mred", false},
        {"\x7F", false},
        {"next line\xC2\x85", false},
    }));
    CAPTURE(text);
    CHECK(is_one_line(text) == is_one);
}
