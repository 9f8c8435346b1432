#include "adapters/runtime/log.hpp"

#include <catch2/catch.hpp>

using duban::runtime::Log;
using duban::runtime::log_line;

TEST_CASE("a value stands in one line as it is, or quoted where it could be misread", "[log]") {
    auto const [value, text] = GENERATE(table<std::string, std::string>({
        {"mail", "why=mail"},
        {"督办", "why=督办"},
        {"", R"(why="")"},
        {"no room", R"(why="no room")"},
        {"a=b", R"(why="a=b")"},
        {R"(say "no")", R"(why="say \"no\"")"},
        {R"(C:\duban)", R"(why="C:\\duban")"},
        {"full\nevent=stopped", R"(why="full\nevent=stopped")"},
        {"full\r\nevent=stopped", R"(why="full\r\nevent=stopped")"},
        {"a\tb", R"(why="a\tb")"},
        {"\x1b[31mred", R"(why="\u001b[31mred")"},
        {std::string{"a\0b", 3}, R"(why="a\u0000b")"},
    }));
    CHECK(log_line(Log::Form::text, "store_failed", {{"why", value}}) ==
          "event=store_failed " + text);
}

TEST_CASE("pairs keep their order", "[log]") {
    CHECK(log_line(Log::Form::text, "started", {}) == "event=started");
    CHECK(log_line(Log::Form::text, "rang", {{"z", "1"}, {"a", "2"}}) == "event=rang z=1 a=2");
}

TEST_CASE("the JSON form is one object in one line, whatever the value", "[log]") {
    auto const [value, json] = GENERATE(table<std::string, std::string>({
        {"mail", R"("mail")"},
        {"", R"("")"},
        {"督办", R"("督办")"},
        {R"(","event":"stopped)", R"("\",\"event\":\"stopped")"},
        {"full\n{}", R"("full\n{}")"},
    }));
    CHECK(log_line(Log::Form::json, "store_failed", {{"why", value}, {"again", "1"}}) ==
          R"({"event":"store_failed","why":)" + json + R"(,"again":"1"})");
}
