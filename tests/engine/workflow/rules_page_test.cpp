// The page of the rules, the table of the rules, and what the sources report are one.
#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>
#include <set>

#include "engine/workflow/rule.hpp"
#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;

namespace {

std::set<std::string> found(std::string const& text, char const* pattern) {
    std::regex const expression{pattern};
    std::set<std::string> words;
    for (std::sregex_iterator at{text.begin(), text.end(), expression}, end; at != end; ++at)
        words.insert((*at)[1].str());
    return words;
}

/// The sources of all that reads and judges a definition, but the table itself.
std::string sources() {
    std::string text;
    for (std::string const folder : {"yaml", "expression", "workflow", "proof"}) {
        for (auto const& entry : std::filesystem::directory_iterator{"engine/" + folder}) {
            bool const is_source = entry.path().extension() == ".cpp";
            if (is_source && entry.path().stem() != "rule") text += read_file(entry.path());
        }
    }
    return std::regex_replace(text, std::regex{"//[^\n]*"}, "");
}

}  // namespace

TEST_CASE("the table of rules is in order, each once", "[workflow]") {
    CHECK(std::ranges::is_sorted(rules(), {}, &Rule::name));
    for (auto const& rule : rules()) {
        CAPTURE(rule.name);
        CHECK(find_rule(rule.name) == &rule);
        CHECK_FALSE(rule.zh_cn.empty());
        CHECK_FALSE(rule.en.empty());
    }
    CHECK(find_rule("no-such-rule") == nullptr);
}

TEST_CASE("each rule stands on the page with its severity, and the page has no other",
          "[workflow]") {
    auto const page = GENERATE(as<std::string>{}, "docs/rules.md", "docs/rules.zh-CN.md");
    CAPTURE(page);
    std::set<std::string> expected;
    for (auto const& rule : rules())
        expected.insert(std::string{rule.name} + "` | " + std::string{to_text(rule.severity)});
    CHECK(found(read_file(page), R"(\n\| `([a-z0-9-]+` \| [a-z]+) \|)") == expected);
}

TEST_CASE("every rule that the sources report is in the table, and the other way round",
          "[workflow]") {
    auto const text = sources();
    auto const words = found(text, R"re("([a-z]+(?:-[a-z0-9]+)+)")re");
    CHECK(words.size() > 100);
    for (auto const& word : words) {
        CAPTURE(word);
        CHECK(find_rule(word) != nullptr);
    }
    for (auto const& rule : rules()) {
        CAPTURE(rule.name);
        CHECK(text.find('"' + std::string{rule.name} + '"') != std::string::npos);
    }
}
