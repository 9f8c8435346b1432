// `duban play --json`, where it is asked for something odd.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

namespace {

constexpr auto definition = R"(format: 1
workflow: ringing
version: 1
title: {zh-CN: 提醒, en: Ringing}
time_zone: Asia/Shanghai
calendar: cn
fields:
  note: {type: text}
roles:
  office: {group: secretariat}
start: open
states:
  open:
    owner: office
    on_entry: [{raise: {event: look_in, after: 3 days}}]
    actions:
      ring: {by: office, do: [{raise: look_in}]}
      note_down: {by: office, need: [note], go: noted}
  noted:
    owner: office
    actions:
      look_in: {by: engine, go: closed}
      ring: {by: office, do: [{raise: look_in}]}
  closed: {end: true}
)";

std::vector<std::string> play(std::string const& lines, std::vector<std::string> options = {}) {
    Office const office;
    std::ofstream{office.path("ringing.yaml")} << definition;
    std::vector<std::string> words{"play", office.path("ringing.yaml"), "--json"};
    words.insert(words.end(), options.begin(), options.end());
    auto answers = office.run(words, lines).lines();
    if (!answers.empty()) answers.erase(answers.begin());  // the state after the start
    return answers;
}

}  // namespace

TEST_CASE("an event that nobody answers is told, at once or when it comes") {
    auto const answers = play(R"({"do":"ring","as":"office"}
{"wait":"3 days"}
{"event":"look_in"}
{"do":"note_down","as":"office","with":{"note":"x"}}
{"do":"ring","as":"office"}
)");
    REQUIRE(answers.size() == 5);
    CHECK_THAT(answers[0],
               Catch::Contains(R"("effects":[{"raise":"look_in"},{"unanswered":"look_in"}])"));
    CHECK_THAT(answers[1], Catch::Contains(R"("effects":[{"unanswered":"look_in"}])"));
    CHECK_THAT(answers[2], Catch::Contains(R"("refused":{"kind":"unknown_action")"));
    CHECK_THAT(answers[4],
               Catch::Contains(R"("state":["closed"])") &&
                   Catch::Contains(R"("effects":[{"raise":"look_in"}])"));
}

TEST_CASE("a key that stands twice is a problem, and nothing is played") {
    auto const line =
        GENERATE(as<std::string>{},
                 R"({"do":"note_down","as":"office","with":{"note":"x","note":"y"}})",
                 R"({"do":"ring","do":"note_down","as":"office","with":{"note":"x"}})");
    auto const answers = play(line + "\n" + R"({"wait":"1 day"})");
    REQUIRE(answers.size() == 2);
    CHECK_THAT(answers[0], Catch::Contains("problem") && Catch::Contains("is there twice"));
    CHECK_THAT(answers[1], Catch::Contains(R"("state":["open"])"));
}

TEST_CASE("a key that stands twice among the fields of the case is a problem") {
    Office const office;
    auto const ran =
        office.run({"play", "cppcc-proposal", "--json", "--with", R"({"title":"x","title":"y"})"});
    CHECK(ran.exit == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Catch::Contains("is there twice"));
}

TEST_CASE("without a start of its own, the first line may begin at an earlier time than now") {
    auto const line = R"({"do":"ring","as":"office","at":"2026-03-04T10:00"})";
    auto const earlier = R"({"do":"ring","as":"office","at":"2026-03-03T10:00"})";
    auto const answers = play(std::string{line} + "\n" + earlier + "\n{\"wait\":\"3 days\"}\n");
    REQUIRE(answers.size() == 3);
    CHECK_THAT(answers[0], Catch::StartsWith(R"({"at":"2026-03-04T10:00:00+08:00")"));
    CHECK_THAT(answers[1], Catch::Contains("is past already"));
    CHECK_THAT(answers[2], Catch::Contains(R"("effects":[{"unanswered":"look_in"}])"));
    auto const given = play(std::string{line} + "\n", {"--at", "2026-03-05T10:00"});
    REQUIRE(given.size() == 1);
    CHECK_THAT(given[0], Catch::Contains("is past already"));
}
