#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

namespace {

std::string repeated(std::string_view piece, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += piece;
    return text;
}

std::string nested(std::string_view open,
                   std::string_view inside,
                   std::string_view close,
                   int levels) {
    auto const count = static_cast<std::size_t>(levels);
    return repeated(open, count) + std::string{inside} + repeated(close, count);
}

}  // namespace

TEST_CASE("a text holds at most its bytes", "[expression]") {
    auto const padded = [](std::size_t bytes) { return "true" + std::string(bytes - 4, ' '); };
    CHECK(Desk{}.says(padded(text_bytes_max)) == "true");
    CHECK(Desk{}.says(padded(text_bytes_max + 1)) == "too-long at 1:1");
    CHECK(Desk{}.says(std::string(10'000'000, '(')) == "too-long at 1:1");
}

TEST_CASE("nesting has a limit, whatever is nested", "[expression]") {
    auto const [open, inside, close] = GENERATE(table<std::string, std::string, std::string>({
        {"(", "true", ")"},
        {"[", "", "]"},
        {"!", "true", ""},
        {"-", "[1][0]", ""},
        {"size(", "'a'", ")"},
        {"[0][", "0", "]"},
        {"true ? 1 : ", "1", ""},
        {"string(", "'a'", ")"},
        {"[1].all(x, ", "true", ")"},
    }));
    CAPTURE(open);
    bool const one_more_inside = inside == "[1][0]";
    int const levels = nesting_max - (one_more_inside ? 1 : 0);
    CHECK(Desk{}.says(nested(open, inside, close, levels)).find("too-deep") == std::string::npos);
    CHECK(Desk{}.says(nested(open, inside, close, levels + 1)).find("too-deep") == 0);
    CHECK(Desk{}.says(nested(open, "", "", 350)).find("too-deep") == 0);
}

TEST_CASE("chains have a limit where they pile up, and none where they do not", "[expression]") {
    auto const operators = static_cast<std::size_t>(height_max) - 1;
    CHECK(Desk{}.says("1" + repeated("+1", operators)) == std::to_string(height_max));
    CHECK(Desk{}.says("1" + repeated("+1", operators + 1)).find("too-deep") == 0);
    CHECK(Desk{}.says("[]" + repeated("[0]", operators)).find("error: index") == 0);
    CHECK(Desk{}.says("[]" + repeated("[0]", operators + 1)).find("too-deep") == 0);
    CHECK(Desk{}.says("true" + repeated("&&true", 682)) == "true");
    CHECK(Desk{}.says("false" + repeated("||false", 584)) == "false");
}

TEST_CASE("a list literal has a limit", "[expression]") {
    auto const list = [](std::size_t items) { return "size([" + repeated("1,", items) + "])"; };
    CHECK(Desk{}.says(list(list_items_max)) == std::to_string(list_items_max));
    CHECK(Desk{}.says(list(list_items_max + 1)).find("too-long at 1:") == 0);
}

TEST_CASE("an evaluation ends however its guard multiplies the work", "[expression]") {
    auto const text = GENERATE(as<std::string>(),
                               "l.all(a, l.all(b, l.all(c, l.all(d, a + b + c + d > 0))))",
                               "l.map(a, l.map(b, l.map(c, l)))",
                               "l.exists(a, l.exists(b, t.contains(t + 'x')))",
                               "l.exists(a, l.exists(b, t + t == t))",
                               "l.map(a, t + t)",
                               "l.all(a, l + l + l == l + l + l)",
                               "l.all(a, l.all(b, l == l))",
                               "l.all(a, l.all(b, t <= t))",
                               "l.all(a, l.all(b, -1 in l || true)) && l.all(a, l.all(b, -1 in l))",
                               "l.all(a, l.all(b, size(t) > 0))");
    CAPTURE(text);
    List ones(1000, Value{std::int64_t{1}});
    Desk desk;
    desk.with("l", list_of({.kind = Kind::int64}), ones)
        .with("t", {.kind = Kind::string}, std::string(1'000'000, 'a'));
    CHECK(desk.says(text) == "error: evaluation too costly");
}
