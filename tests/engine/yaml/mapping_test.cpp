#include "engine/yaml/mapping.hpp"

#include <catch2/catch.hpp>

#include <array>

#include "engine/yaml/reader.hpp"

using namespace duban;

namespace {

constexpr std::array state_keys{
    yaml::Key{
        "owner", yaml::Need::required, yaml::Scalar{.most = 20}, {"谁办", "whose turn it is"}},
    yaml::Key{"at_most", yaml::Need::optional, yaml::WholeNumber{.least = 1}, {"最多", "at most"}},
    yaml::Key{"title", yaml::Need::optional, yaml::Bilingual{.most = 5}, {"名称", "its name"}},
};
constexpr yaml::Noun a_state{.name = "state", .what = {"状态", "a state"}, .keys = state_keys};

/// A state with one required and two optional keys, read from a text.
Problems read_state(std::string_view text) {
    auto const document = yaml::read(text, "w.yaml");
    auto problems = document.problems;
    yaml::Mapping state{yaml::Values{document, problems}, &document.root, a_state};
    (void)state.text("owner");
    (void)state.whole_number("at_most");
    (void)state.localized("title");
    state.finish();
    return problems;
}

}  // namespace

TEST_CASE("keys are closed, and each mistake is told at its place", "[yaml]") {
    struct Row {
        char const* yaml;
        Position at;
        char const* rule;
        char const* suggestion;
        char const* message;
    };

    auto const row = GENERATE(values<Row>({
        {"owner: host\nonwer: x\n",
         {2, 1},
         "unknown-key",
         "owner",
         "a state has no key “onwer”; did you mean “owner”?"},
        {"owner: host\nbanana: x\n",
         {2, 1},
         "unknown-key",
         "",
         "a state has no key “banana”; it knows owner, at_most, title"},
        {"title: {zh-CN: 甲, en: A}\n",
         {1, 1},
         "missing-key",
         "owner",
         "a state needs the key “owner”"},
        {"owner:\n",
         {1, 1},
         "missing-value",
         "",
         "nothing follows “owner”: write a value, or remove the key"},
        {"owner: a text of more than twenty characters\n",
         {1, 8},
         "too-long",
         "",
         "the text is too long: at most 20 characters are allowed"},
        {"owner: host\ntitle: {zh-CN: 甲, en: Alphabet}\n",
         {2, 23},
         "too-long",
         "",
         "the text is too long: at most 5 characters are allowed"},
        {"owner: [a]\n", {1, 8}, "wrong-kind", "", "a text is expected here, not a list"},
        {"owner: host\nat_most: 0\n", {2, 10}, "out-of-range", "", "0 is out of range: at least 1"},
        {"[a, b]\n",
         {1, 1},
         "wrong-kind",
         "",
         "a mapping (key: value) is expected here, not a list"},
        {"a: 'b\n",
         {1, 4},
         "unclosed-quote",
         "",
         "the quote ' is never closed: add ' at the end of the text"},
    }));
    CAPTURE(row.yaml);
    auto const problems = read_state(row.yaml);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].at == row.at);
    CHECK(problems[0].rule == row.rule);
    CHECK(problems[0].suggestion == row.suggestion);
    CHECK(problems[0].message.en == row.message);
    CHECK(problems[0].message.zh_cn != row.message);
}

TEST_CASE("the mistakes of the text and those of the keys come in one run", "[yaml]") {
    auto const problems = read_state("owner: host\nowner: x\ntitel: y\nat_most: no\n");
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].rule == "duplicate-key");
    CHECK(problems[1].rule == "not-a-number");
    CHECK(problems[2].rule == "unknown-key");
    CHECK(problems[2].suggestion == "title");
}

TEST_CASE("a mapping that is all right says nothing", "[yaml]") {
    CHECK(read_state("owner: host\nat_most: 3\ntitle: {zh-CN: 甲, en: A}\n").empty());
}
