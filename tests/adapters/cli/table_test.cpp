// Columns stay straight where Han characters take two cells, and speak the user's language.
#include <catch2/catch.hpp>

#include "adapters/cli/session.hpp"
#include "engine/base/utf8.hpp"
#include "tests/adapters/cli/office.hpp"

using namespace duban;
using namespace duban::test;

TEST_CASE("columns are padded by the width that is seen") {
    cli::Table table{{"案件", "state", "标题"}};
    table.add({"1", "待审查", "关于照明"});
    table.add({"12345", "x", "a"});
    CHECK(table.to_text() ==
          "案件   state   标题\n"
          "1      待审查  关于照明\n"
          "12345  x       a\n");
}

TEST_CASE("a cell that is too wide is cut, never through a character") {
    cli::Table table{{"a", "b"}};
    table.add({"督办督办督办", "x"});
    auto const text = table.to_text(8);
    CHECK_THAT(text, Catch::Contains("…"));
    CHECK(text.find("督办督办督办") == std::string::npos);
    CHECK(display_width(text.substr(text.find('\n') + 1)) <= 8 + 2 + 2);
}

TEST_CASE("a row stays one line, and no cell commands the terminal") {
    auto const* const cell = GENERATE(
        "x\ny", "x\ry", "x\x1By", "x\x7Fy", "x\u009By", "x\u202Ey", "x\u2066y", "x\u2028y");
    cli::Table table{{"a", "b"}};
    table.add({cell, "c"});
    CHECK(table.to_text() == "a    b\nx y  c\n");
}

TEST_CASE("a line break in a field forges no further field") {
    Office const office;
    office.file_example();
    REQUIRE(office
                .run({"act",
                      "1",
                      "log_contact",
                      "--as",
                      "sun-housing",
                      "--with",
                      R"({"contact":"called\r\nstate  closed\u009b2J\u202e"})"})
                .exit == 0);
    std::string const label = "This contact (when, how, what was said)  ";
    CHECK_THAT(office.run({"show", "1"}).out,
               Catch::Contains(label + "called\n" + std::string(label.size(), ' ') +
                               "state  closed 2J \n"));
    CHECK_THAT(office.run({"show", "1", "--json"}).out, Catch::Contains("called\\r\\nstate"));
}

TEST_CASE("no word of a case commands the terminal, wherever it is told at length") {
    Office const office;
    REQUIRE(
        office
            .run(
                {"file",
                 "cppcc-proposal",
                 "--as",
                 "chen-secretary",
                 "--with",
                 R"({"title":"school\u202Esub \u009b2J","proposers":["huang-member","huang\u202Emember"]})"})
            .exit == 0);
    REQUIRE(office.run({"act", "1", "accept", "--as", "lin-committee"}).exit == 0);
    auto const words = GENERATE(std::vector<std::string>{"why", "1"},
                                std::vector<std::string>{"outbox", "show", "1"});
    auto const run = office.run(words);
    CAPTURE(run.out);
    REQUIRE(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("school sub") || Catch::Contains("huang member"));
    CHECK(run.out.find("\u202E") == std::string::npos);
    CHECK(run.out.find("\u009b") == std::string::npos);
}

TEST_CASE("the same answers in both languages") {
    Office const office;
    office.file_example();
    auto const [command, zh, en] = GENERATE(table<char const*, char const*, char const*>({
        {"list", "沟通与拟复", "Contact and draft"},
        {"log", "何事", "what"},
        {"why", "接下来（若无人操作）", "Next, if nobody acts"},
        {"show", "主办单位", "Host unit"},
        {"outbox", "待发", "queued"},
        {"verify", "核对了1个案件的4条记录", "verified 4 records"},
    }));
    CAPTURE(command);
    std::vector<std::string> words{command};
    for (auto const* takes_case : {"log", "why", "show"}) {
        if (words.front() == takes_case) words = {command, "1"};
    }
    auto const in = [&](char const* language) {
        auto asked = words;
        asked.insert(asked.end(), {"--language", language});
        return office.run(asked).out;
    };
    CHECK_THAT(in("zh-CN"), Catch::Contains(zh) && !Catch::Contains(en));
    CHECK_THAT(in("en"), Catch::Contains(en) && !Catch::Contains(zh));
}

TEST_CASE("the environment's language is taken where none is asked for") {
    Office const office;
    auto const [environment, says] = GENERATE(table<char const*, char const*>({
        {"LC_ALL=zh_CN.UTF-8", "没有符合条件的案件"},
        {"LC_ALL= LANG=zh_TW.UTF-8", "没有符合条件的案件"},
        {"LC_ALL=C.UTF-8 LANG=zh_CN.UTF-8", "no such cases"},
    }));
    CAPTURE(environment);
    REQUIRE(office.run({"list"}).exit == 0);  // says that it makes the store
    CHECK(office.shell(std::string{environment} + " duban list").out == std::string{says} + "\n");
}
