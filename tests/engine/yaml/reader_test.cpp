#include "engine/yaml/reader.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using yaml::read;

namespace {

/// "line:column rule", one line each: what a table can compare.
std::string in_short(Problems const& problems) {
    std::string lines;
    for (auto const& problem : problems) {
        lines += std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column) + " " +
                 problem.rule + "\n";
    }
    return lines;
}

std::string problems_of(std::string_view text) {
    return in_short(read(text, "w.yaml").problems);
}

}  // namespace

TEST_CASE("`on` may be a key where that is asked for, and no other such word", "[yaml]") {
    auto const problems = [](std::string_view text) {
        return in_short(read(text, "w.yaml", {.on_is_a_key = true}).problems);
    };
    CHECK(problems("on: 1\n") == "");
    CHECK(problems("On: 1\nyes: 2\n") == "1:1 ambiguous-key\n2:1 ambiguous-key\n");
}

TEST_CASE("what is refused is refused by name, at its place", "[yaml]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        // keys
        {"a: 1\nb: 2\na: 3\n", "3:1 duplicate-key\n"},
        {"a: 1\n\"a\": 3\n", "2:1 duplicate-key\n"},
        {"x: {标题: 1, b: 2, 标题: 3}\n", "1:18 duplicate-key\n"},
        {"a: 1\na: 2\na: 3\n", "2:1 duplicate-key\n3:1 duplicate-key\n"},
        {"on: 1\n", "1:1 ambiguous-key\n"},
        {"a: {No: 1, Yes: 2}\n", "1:5 ambiguous-key\n1:12 ambiguous-key\n"},
        {"a: {n: 1, y: 2}\n", ""},
        {"null: 1\n", "1:1 ambiguous-key\n"},
        {"~: 1\n", "1:1 ambiguous-key\n"},
        {"<<: 1\n", "1:1 merge-key\n"},
        {"<<: *base\n", "1:1 merge-key\n1:5 alias\n"},
        {": 1\n", "1:1 empty-key\n"},
        {"a: {: 1}\n", "1:5 empty-key\n"},
        {"\"\": 1\n", "1:1 empty-key\n"},
        {"? a\n: 1\n", "1:1 complex-key\n"},
        {"[a, b]: 1\n", "1:1 complex-key\n"},
        {"x:\n  {a: b}: 1\n", "2:3 complex-key\n"},
        // parts of YAML that are not used
        {"a: &here 1\n", "1:4 anchor\n"},
        {"a: *there\n", "1:4 alias\n"},
        {"a: *重要*\n", "1:4 alias\n"},
        {"a: !!str 1\n", "1:4 tag\n"},
        {"a: [!x 1]\n", "1:5 tag\n"},
        {"%YAML 1.2\n---\na: 1\n", "1:1 directive\n"},
        {"a: 1\n---\nb: 2\n", "2:1 several-documents\n"},
        {"---\na: 1\n---\nb: 2\n", "3:1 several-documents\n"},
        {"a: 1\n...\nb: 2\n", "3:1 several-documents\n"},
        // quotes
        {"a: \"abc\n", "1:4 unclosed-quote\n"},
        {"a: 'abc\nb: 1\n", "1:4 unclosed-quote\n"},
        {"a: \"abc\nb: \"def\"\n", "1:4 unclosed-quote\n"},
        {"标题: \"abc\n单位: 'x\n", "1:5 unclosed-quote\n2:5 unclosed-quote\n"},
        {"a:\n  b: \"abc\n  c: \"def\"\n", "2:6 unclosed-quote\n"},
        {"- \"abc\n- \"def\"\n", "1:3 unclosed-quote\n"},
        {"a: [\n  \"abc,\n  \"def\"\n]\n", "2:3 unclosed-quote\n"},
        {"a: {x: \"b, y: 1}\nb: 2\n", "1:8 unclosed-quote\n"},
        {"a: \"关于\"督办\"的提案\"\n", "1:8 text-after-quote\n"},
        {"a: 'it's'\n", "1:8 text-after-quote\n"},
        {"a: ['b' c]\n", "1:9 text-after-quote\n"},
        {"a: \"\\0\"\n", "1:4 control-character\n"},
        {"a: \"\\e[2J\"\n", "1:4 control-character\n"},
        // brackets
        {"a: [b, c\nd: e\n", "1:4 unclosed-bracket\n"},
        {"a: {b: [c}\nd: [e}\n", "1:8 unclosed-bracket\n2:4 unclosed-bracket\n"},
        {"a: b]\nc: ]\n", "2:4 syntax\n"},
        {"a: [b, , c]\n", "1:8 empty-item\n"},
        // indentation
        {"a:\n\tb: 1\n", "2:1 tab-in-indentation\n"},
        {"a:\n  \tb: 1\n  \tc: 2\n", "2:3 tab-in-indentation\n3:3 tab-in-indentation\n"},
        {"a: |\n\ttext\n", "2:1 tab-in-indentation\n"},
        {"-\ta: 1\n", "1:2 tab-in-indentation\n"},
        {"a: b\n\t\nc: d\n", "2:1 tab-in-indentation\n"},
        // lists
        {"- a\n-\n# note\n- b\n", "2:1 empty-item\n"},
        {"x:\n  - a\n  -   # nothing - yet\nz: 1\n", "3:3 empty-item\n"},
        // nothing
        {"", "1:1 empty-document\n"},
        {"# only a remark\n", "1:1 empty-document\n"},
        {"---\n", "1:1 empty-document\n"},
        // bytes
        {"a: \xC4\xE3\n", "1:4 invalid-utf8\n"},
        {"# 提案\n标题: \xFF\n", "2:5 invalid-utf8\n"},
        {"a: b\x01\n", "1:5 control-character\n"},
        {"a: b\rc: d\r", "1:5 control-character\n1:10 control-character\n"},
        {"标\xC2\x85: 1\n", "1:2 control-character\n"},
        {"\uFEFF\uFEFFa: 1\n", "1:1 control-character\n"},
        {"a: 1\n\uFEFFa: 2\n", "2:1 control-character\n"},
        {std::string{"\xFF\xFE"
                     "a\0:\0",
                     6},
         "1:1 wrong-encoding\n"},
        {std::string{"a\0:\0 \0b\0", 8}, "1:1 wrong-encoding\n"},
        {std::string{"\0a\0:", 4}, "1:1 wrong-encoding\n"},
        {std::string{"\0\0\xFE\xFF\0\0\0a", 8}, "1:1 wrong-encoding\n"},
    }));
    CAPTURE(text);
    CHECK(problems_of(text) == expected);
}

TEST_CASE("the parser's own errors are told at the line that caused them", "[yaml]") {
    auto const [text, expected, words] = GENERATE(table<std::string, std::string, std::string>({
        {"标题：督办\n单位: x\n", "1:1 syntax\n", "full-width “：”"},
        {"a: 1\n标题：督办\n", "2:1 syntax\n", "full-width “：”"},
        {"a: 1\nb:2\nc: 3\n", "2:1 syntax\n", "space after the colon"},
        {"a: b: c\n", "1:5 syntax\n", "two “: ”"},
        {"a: 1\n  b: 2\n", "2:4 syntax\n", "indented too far"},
        {"a:\n    b: 1\n  c: 2\n", "3:3 syntax\n", "indentation"},
        {"a: 1\nb\n", "2:1 syntax\n", "space after the colon"},
        {"a:\n  b: 1\n  c\n", "3:3 syntax\n", "space after the colon"},
        {"a:\n  b: 1\n  \"c\"\nd: 2\n", "3:3 syntax\n", "space after the colon"},
        {"- a\nb: 1\n", "2:1 syntax\n", "cannot be mixed"},
        {"  a: 1\nb: 2\n", "2:1 syntax\n", "does not belong"},
        {"[a]\nb: 1\n", "2:1 syntax\n", "does not belong"},
        {"a:\n  - b\n  c: 1\n", "3:3 syntax\n", "indentation"},
        {"a: - b\n", "1:4 syntax\n", "line of its own"},
        {"a: @b\n", "1:4 syntax\n", "put it in quotes"},
        {",a: 1\n", "1:1 syntax\n", "put it in quotes"},
        {"a: `b`\n", "1:4 syntax\n", "put it in quotes"},
        {"a: | text\n", "1:6 syntax\n", "on the next one"},
        {"a: \"\\q\"\n", "1:7 syntax\n", "backslash"},
        {"a: {b: 1 c: 2}\n", "1:11 syntax\n", "comma or }"},
        {"a: {b: 甲，c: 乙}\n", "1:11 syntax\n", "full-width one"},
    }));
    CAPTURE(text);
    auto const document = read(text, "w.yaml");
    CHECK(in_short(document.problems) == expected);
    REQUIRE(!document.problems.empty());
    CHECK_THAT(document.problems.front().message.en, Catch::Contains(words));
    CHECK(document.problems.front().message.zh_cn != document.problems.front().message.en);
}

TEST_CASE("all problems of a file are reported in one run, in its order", "[yaml]") {
    CHECK(problems_of("a: 1\nno: 2\nb: &x 3\na: 4\nc: {d: 1, d: 2}\n? e\n<<: 5\n---\nf: 6\n") ==
          "2:1 ambiguous-key\n3:4 anchor\n4:1 duplicate-key\n5:11 duplicate-key\n6:1 complex-key\n"
          "7:1 merge-key\n8:1 several-documents\n");
}

TEST_CASE("a problem shows its line, and a duplicate names the first", "[yaml]") {
    auto const document = read("标题: 甲\n单位: 乙\n标题: 丙\n", "提案.yaml");
    REQUIRE(document.problems.size() == 1);
    CHECK(to_text(document.problems[0], Language::en) ==
          "提案.yaml:3:1: error: the key “标题” stands on line 1 already: remove one of them "
          "[duplicate-key]\n    标题: 丙\n    ^\n");
    CHECK_THAT(document.problems[0].message.zh_cn, Catch::Contains("第 1 行"));
}

TEST_CASE("a duplicate or refused key leaves the rest of the tree to be judged", "[yaml]") {
    auto const document = read("a: 1\na: 2\nno: 3\nb: 4\n", "w.yaml");
    REQUIRE(document.root.is_mapping());
    REQUIRE(document.root.entries.size() == 2);
    CHECK(document.root.find("a")->text == "1");
    CHECK(document.root.find("b")->text == "4");
}

TEST_CASE("text stays text, and says how it was written", "[yaml]") {
    struct Row {
        char const* yaml;
        char const* text;
        bool quoted;
        bool block;
    };

    auto const row = GENERATE(values<Row>({
        {"a: no", "no", false, false},
        {"a: \"no\"", "no", true, false},
        {"a: 'it''s'", "it's", true, false},
        {"a: 010", "010", false, false},
        {"a: 1.10", "1.10", false, false},
        {"a: 12:30", "12:30", false, false},
        {"a: 2026-07-01", "2026-07-01", false, false},
        {"a: null", "null", false, false},
        {"a: ~ # nothing", "~", false, false},
        {"{a: NULL}", "NULL", false, false},
        {"a: nullable", "nullable", false, false},
        {"a: 'null'", "null", true, false},
        {"a: \"\\u7763\\n办\"", "督\n办", true, false},
        {"a: \"two\n  lines\"", "two lines", true, false},
        {"a: some 'text'\n  \"goes\" on", "some 'text' \"goes\" on", false, false},
        {"a: |\n  \"x\n   [y: #\n", "\"x\n [y: #\n", false, true},
        {"a: |2-\n    x\n", "  x", false, true},
        {"a: >\n  x\n  y\n", "x y\n", false, true},
        {"a: x#y", "x#y", false, false},
        {"a: http://x/y?z", "http://x/y?z", false, false},
        {"a: 关于“督办”的：提案", "关于“督办”的：提案", false, false},
        {"a: size(x) > 0 && y != \"b\"", "size(x) > 0 && y != \"b\"", false, false},
    }));
    CAPTURE(row.yaml);
    auto const document = read(row.yaml, "w.yaml");
    CHECK(in_short(document.problems).empty());
    auto const* node = document.root.find("a");
    REQUIRE(node != nullptr);
    CHECK(node->text == row.text);
    CHECK(node->quoted == row.quoted);
    CHECK(node->block == row.block);
    CHECK_FALSE(node->is_absent());
}

TEST_CASE("every node knows its place, in characters", "[yaml]") {
    auto const document = read(
        "标题: {zh-CN: 督办, en: \"Track\"}\n"
        "清单:\n"
        "- 甲: 1\n"
        "  乙:\n"
        "- [二, '三']\n"
        "备注: |\n"
        "  文\n",
        "w.yaml");
    REQUIRE(in_short(document.problems).empty());
    auto const& root = document.root;
    CHECK(root.at == Position{1, 1});
    auto const* title = root.find("标题");
    CHECK(title->at == Position{1, 5});
    CHECK(title->find("zh-CN")->at == Position{1, 13});
    CHECK(title->entries[1].at == Position{1, 17});
    CHECK(title->find("en")->at == Position{1, 21});
    auto const& list = root.find("清单")->items;
    REQUIRE(list.size() == 2);
    CHECK(list[0].find("甲")->at == Position{3, 6});
    CHECK(list[0].find("乙")->is_absent());
    CHECK(list[0].find("乙")->at == Position{4, 3});
    CHECK(list[1].at == Position{5, 3});
    CHECK(list[1].items[1].at == Position{5, 7});
    CHECK(root.find("备注")->at == Position{6, 5});
}

TEST_CASE("a byte-order mark and CRLF line ends change no place", "[yaml]") {
    auto const document = read("\xEF\xBB\xBF标题: 甲\r\n单位: \"乙\"\r\n标题: 丙\r\n", "w.yaml");
    CHECK(in_short(document.problems) == "3:1 duplicate-key\n");
    CHECK(document.problems[0].source_line == "标题: 丙");
    CHECK(document.root.find("标题")->text == "甲");
    CHECK(document.root.find("单位")->at == Position{2, 5});
}

TEST_CASE("what looks odd and is right is accepted", "[yaml]") {
    auto const* text = GENERATE("--- # begins\na: 1\n...\n",
                                "a: {\n  b: 1,\n  c: [2, 3,],\n}\n",
                                "a:\n- b\n- c\nd: 1\n",
                                "a: {\"b\":1, 'c':[2]}\n",
                                "a: \"x\n\n  y\" # remark\nb: 1\n",
                                "- - a\n  - b\n-\n  c: 1\n",
                                "a: b\n \n# \t\nc: d\n",
                                "a: x, y\nb: c [d] {e}\n",
                                "a: >-\n\n   x\n\n  # y\nb: 1\n",
                                "\"no\": 1\n'on': 2\n",
                                "a: 'x'\t# tab before a remark\n");
    CAPTURE(text);
    CHECK(problems_of(text).empty());
}

TEST_CASE("limits hold at the bound and bite one past it", "[yaml]") {
    auto const nested = [](std::size_t depth) {
        return "a: " + std::string(depth - 1, '[') + "x" + std::string(depth - 1, ']');
    };
    auto const dashes = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += "- ";
        return text + "x";
    };
    yaml::Limits const limits{.bytes_max = 200, .depth_max = 10, .nodes_max = 5};
    CHECK(in_short(read(nested(3), "w", limits).problems).empty());  // 2 lists, key, text
    CHECK(in_short(read("[1, 2, 3, 4]", "w", limits).problems).empty());
    CHECK(in_short(read("[1, 2, 3, 4, 5]", "w", limits).problems) == "1:1 too-many-nodes\n");
    CHECK(in_short(read("# " + std::string(195, 'x') + "\n- ", "w", limits).problems) ==
          "2:1 empty-item\n");
    CHECK(in_short(read("# " + std::string(199, 'x'), "w", limits).problems) == "1:1 too-large\n");
    CHECK(problems_of(nested(64)).empty());
    CHECK(problems_of(nested(65)) == "1:67 too-deep\n");
    CHECK(problems_of(dashes(64)).empty());
    CHECK(problems_of(dashes(65)) == "1:129 too-deep\n");
}
