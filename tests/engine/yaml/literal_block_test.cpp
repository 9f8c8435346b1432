// Literal blocks are not handed to the parser: what is read of them, and of what follows, is what
// the parser alone would have read.
#include <rapidcheck.h>
#include <yaml-cpp/yaml.h>

#include <catch2/catch.hpp>
#include <optional>

#include "engine/yaml/reader.hpp"

using namespace duban;

namespace {

using Lines = std::vector<std::string>;

/// Words that would mean something elsewhere, one after the other.
rc::Gen<std::string> any_line() {
    auto const word = rc::gen::element<std::string>(" ",
                                                    "  ",
                                                    "\t",
                                                    "#",
                                                    "x",
                                                    "a: b",
                                                    "- ",
                                                    "\"",
                                                    "'",
                                                    "[",
                                                    "{{#link}}",
                                                    "督办",
                                                    "|",
                                                    "---",
                                                    "...");
    return rc::gen::map(rc::gen::resize(5, rc::gen::container<Lines>(word)),
                        [](Lines const& words) {
                            std::string line;
                            for (auto const& one : words) line += one;
                            return line;
                        });
}

std::string block_of(Lines const& lines, std::string const& indentation) {
    std::string text = "|\n";
    for (auto const& line : lines) text += line.empty() ? "\n" : indentation + line + "\n";
    return text;
}

}  // namespace

TEST_CASE("a literal block reads as the parser reads it", "[yaml]") {
    CHECK(rc::check([] {
        auto const lines = *rc::gen::container<Lines>(any_line());
        auto const indentation = std::string(*rc::gen::inRange<std::size_t>(3, 6), ' ');
        auto const block = block_of(lines, indentation);
        auto const text = "list:\n- a: " + block + "  b: " + block + "  c: [1, 二]\nafter: 2\n";
        RC_LOG() << text;
        std::optional<YAML::Node> theirs;
        try {
            theirs = YAML::Load(text);
        } catch (YAML::Exception const&) {
        }
        auto const ours = yaml::read(text, "w.yaml");
        RC_CLASSIFY(ours.problems.empty());
        if (!ours.problems.empty()) return;  // the reader is the stricter of the two
        RC_ASSERT(theirs.has_value());
        auto const& item = ours.root.find("list")->items.at(0);
        for (auto const* const key : {"a", "b"})
            RC_ASSERT(item.find(key)->text == (*theirs)["list"][0][key].as<std::string>(""));
        auto const height = static_cast<int>(lines.size());
        RC_ASSERT(item.find("c")->items.at(1).at == (Position{4 + 2 * height, 10}));
        RC_ASSERT(ours.root.find("after")->at == (Position{5 + 2 * height, 8}));
    }));
}

TEST_CASE("what is wrong behind a literal block is found at its place", "[yaml]") {
    std::string const block = "a: |\n  关于\n\n  督办\n";
    auto const [rest, rule, at] = GENERATE(
        table<std::string, std::string, Position>({{"b: {c: 1, c: 2}\n", "duplicate-key", {5, 11}},
                                                   {"b: [1\n", "unclosed-bracket", {5, 4}},
                                                   {"b:\n  - x\n  y: 1\n", "syntax", {7, 3}}}));
    CAPTURE(rest);
    auto const document = yaml::read(block + rest, "w.yaml");
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].rule == rule);
    CHECK(document.problems[0].at == at);
}
