#include "engine/base/problem.hpp"

#include <catch2/catch.hpp>

using namespace duban;

TEST_CASE("a misspelt word finds the nearest right one, and a strange one finds none", "[base]") {
    auto const [word, expected] = GENERATE(table<std::string, std::string>({
        {"assinged", "assigned"},
        {"remindres", "reminders"},
        {"Owner", "owner"},
        {"ownr", "owner"},
        {"banana", ""},
        {"", ""},
        {std::string(1000, 'o'), ""},
    }));
    CAPTURE(word);
    CHECK(nearest(word, {"assigned", "reminders", "owner", "title"}) == expected);
}

TEST_CASE("a caret stands under the column, Han characters counting two cells", "[base]") {
    Problem const problem{.file = "w.yaml",
                          .at = {.line = 3, .column = 4},
                          .severity = Severity::error,
                          .rule = "unknown-key",
                          .message = {.zh_cn = "没有这个键", .en = "no such key"},
                          .suggestion = {},
                          .source_line = "标题: x"};
    CHECK(to_text(problem, Language::en) ==
          "w.yaml:3:4: error: no such key [unknown-key]\n    标题: x\n         ^\n");
    CHECK(to_text(problem, Language::zh_cn) ==
          "w.yaml:3:4: 错误: 没有这个键 [unknown-key]\n    标题: x\n         ^\n");
}
