// Texts that are meant to hurt. None may crash, hang or fill the memory; each ends in problems that
// can be counted on two hands. The time is watched by the test runner, not here.
#include <catch2/catch.hpp>

#include <array>
#include <random>

#include "engine/yaml/mapping.hpp"
#include "engine/yaml/reader.hpp"

using namespace duban;
using namespace duban::yaml;

namespace {

std::string repeat(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

std::string stairs(std::size_t steps) {
    std::string text;
    for (std::size_t i = 0; i < steps; ++i) text += std::string(i, ' ') + "a:\n";
    return text;
}

std::string noise(std::size_t bytes) {
    std::mt19937 random{20260304};
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(random() & 0xFFU);
    return text;
}

constexpr std::size_t mib = std::size_t{1} << 20U;

}  // namespace

TEST_CASE("a hostile text ends in a clear problem", "[yaml]") {
    auto const [text, rule] = GENERATE(table<std::string, std::string>({
        {std::string(10 * mib, 'x'), "too-large"},
        {repeat("[", 10'000), "too-deep"},
        {repeat("{a: ", 10'000), "too-deep"},
        {repeat("[", mib), "too-deep"},
        {repeat("- ", 10'000), "too-deep"},
        {repeat("? ", 10'000), "complex-key"},
        {stairs(1'000), "too-deep"},
        {noise(100'000), "invalid-utf8"},
        {std::string(1'000, '\0'), "control-character"},
        {repeat("- a\n", 100'000), "too-many-nodes"},
        {"[" + repeat("a,", mib / 2 - 10) + "]", "too-many-nodes"},
        {repeat("a: 1\n", 10'000), "duplicate-key"},
        {repeat("\ta: 1\n", 10'000), "tab-in-indentation"},
        {repeat("- \"\\\n", 10'000), "unclosed-quote"},
        {repeat("- '\n", 50'000), "unclosed-quote"},
        {repeat("- *a\n", 10'000), "alias"},
        {repeat("]", 10'000), "syntax"},
        {repeat("-\n", 10'000), "empty-item"},
        {repeat("---\n", 10'000), "several-documents"},
        {repeat("a ", mib / 4) + ": 1", "syntax"},
        {"\"" + repeat("a", mib - 10), "unclosed-quote"},
    }));
    CAPTURE(text.substr(0, 20), rule);
    auto const document = read(text, "w.yaml");
    REQUIRE_FALSE(document.problems.empty());
    CHECK(document.problems.front().rule == rule);
    CHECK(document.problems.size() <= 200);
}

TEST_CASE("a problem carries a bearable piece of a monstrous line", "[yaml]") {
    auto const document = read("\"" + std::string(100'000, 'a') + "\\e[2J\": 1", "w.yaml");
    REQUIRE_FALSE(document.problems.empty());
    CHECK(document.problems.front().source_line.size() < 1'000);
    CHECK(document.problems.front().message.en.size() < 1'000);
}

TEST_CASE("what a message quotes of a text cannot command a terminal", "[yaml]") {
    auto const document = read(
        "a\x1B[2J: 1\n\xC2\x9B"
        "2J\n",
        "w.yaml");
    REQUIRE_FALSE(document.problems.empty());
    CHECK(to_text(document.problems.front(), Language::en).find('\x1B') == std::string::npos);
    CHECK(document.problems.front().source_line == "a\uFFFD[2J: 1");
}

TEST_CASE("a file of nothing but unknown keys is told so, not forever", "[yaml]") {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "k" + std::to_string(i) + ": 1\n";
    auto const document = read(text, "w.yaml");
    REQUIRE(document.problems.empty());
    Problems problems;
    constexpr std::array keys{Key{"format", Need::optional, Scalar{}, {"", ""}},
                              Key{"workflow", Need::optional, Scalar{}, {"", ""}},
                              Key{"states", Need::optional, Scalar{}, {"", ""}}};
    Noun const noun{.name = "workflow", .what = {"流程", "a workflow"}, .keys = keys};
    Mapping const map{Values{document, problems}, &document.root, noun};
    map.finish();
    CHECK(problems.size() == 1'000);
}
