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

/// A zone database that knows nothing, and may be slow to say so.
class Nowhere : public Zones {
  public:
    [[nodiscard]] std::optional<duban::WallTime> to_wall(std::string_view,
                                                         duban::Instant) const override {
        return std::nullopt;
    }
};

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
        {"{1: ", "1", "}"},
        {"{", "1", ": 1}"},
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

TEST_CASE("a map literal has a limit", "[expression]") {
    auto const map = [](std::size_t entries) {
        std::string text = "size({";
        for (std::size_t i = 0; i < entries; ++i) text += std::to_string(i) + ":1,";
        return text + "})";
    };
    CHECK(Desk{}.says(map(list_items_max)) == std::to_string(list_items_max));
    CHECK(Desk{}.says(map(list_items_max + 1)).find("too-long at 1:") == 0);
}

TEST_CASE("a value that shares its items is paid for as it would be written", "[expression]") {
    auto const doubled = [](std::size_t times) {
        return "[1]" + repeated(".map(x, [x, x])", times) + " == null";
    };
    // Made in no time, and 2^200 numbers long for whoever reads it.
    CHECK(Desk{}.says(doubled(200)) == "false");
    auto const endless = "[1]" + repeated(".map(x, [x, x])", 200);
    CHECK(Desk{}.says(endless) == "error: evaluation too costly");
    CHECK(Desk{}.says(endless + " == " + "[1]") == "false");
    auto const maps = "[1]" + repeated(".map(x, {1: x, 2: x})", 150);
    CHECK(Desk{}.says(maps) == "error: evaluation too costly");
    CHECK(Desk{}.says("[1].map(x, [x, x])") == "[[1, 1]]");
}

TEST_CASE("what an evaluation answers is bounded", "[expression]") {
    Desk desk;
    desk.with("t", {.kind = Kind::string}, std::string(12'000'000, 'a'))
        .with("u", {.kind = Kind::string}, std::string(13'000'000, 'a'));
    CHECK(desk.says("t").size() == 12'000'002);
    CHECK(desk.says("u") == "error: evaluation too costly");
    CHECK(desk.says("u == null") == "false");
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
                               "l.all(a, l.all(b, size(t) > 0))",
                               "l.map(a, m.map(k, m))",
                               "l.all(a, m.all(k, m == m))",
                               "l.map(a, {'x': t, 'y': t})",
                               "l.all(a, l.all(b, !(t in m)))",
                               "l.all(a, now.getHours('Mars') == 1 || true)");
    CAPTURE(text);
    List ones(1000, Value{std::int64_t{1}});
    Desk desk;
    Map numbers;
    for (std::int64_t i = 0; i < 1000; ++i) numbers.emplace(i, i);
    Nowhere const nowhere;
    desk.with(nowhere)
        .with("m", map_of(Kind::any, {.kind = Kind::int64}), numbers)
        .with("l", list_of({.kind = Kind::int64}), ones)
        .with("t", {.kind = Kind::string}, std::string(1'000'000, 'a'));
    CHECK(desk.says(text) == "error: evaluation too costly");
}
