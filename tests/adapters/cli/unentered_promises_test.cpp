// A reply that promises more than was entered is answered with what it says and where.
#include "adapters/cli/unentered_promises.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "engine/tracking/case_data.hpp"
#include "tests/adapters/cli/office.hpp"
#include "tests/support/world.hpp"

using namespace duban;

namespace {

std::vector<std::string> hints_for(std::string_view given) {
    auto const procedure = support::procedure_of(support::shipped_definition("chongqing"));
    auto const values = *tracking::read_values(procedure->workflow, given);
    std::vector<std::string> hints;
    for (auto const& hint :
         cli::unentered_promises(procedure->workflow, values, make_day(2026, 3, 20)))
        hints.push_back(hint.en);
    return hints;
}

}  // namespace

TEST_CASE("each date that a reply names and no promise has is shown once, with its place") {
    using Hints = std::vector<std::string>;

    struct Row {
        char const* what;
        char const* given;
        Hints hints;
    };

    std::string const rest = "and no promise that was entered has that date: enter it if it is one";
    auto const row = GENERATE_COPY(values<Row>({
        {"none was entered",
         R"({"reply_text":"来函收悉。\n我局将于2026年下半年启动改造，三个月内完成方案。","commitments":[]})",
         {"line 2 of “Reply” says “2026年下半年” (2026-12-31), " + rest,
          "line 2 of “Reply” says “三个月内” (2026-06-20), " + rest}},
        {"one of two was entered",
         R"({"reply_text":"我局将于2026年下半年启动改造，三个月内完成方案。","commitments":[{"what":"方案","by":"2026-06-20"}]})",
         {"line 1 of “Reply” says “2026年下半年” (2026-12-31), " + rest}},
        {"all were entered",
         R"({"reply_text":"我局将于2026年底前完成改造。","commitments":[{"what":"改造","by":"2026-12-31"}]})",
         {}},
        {"no day can be named", R"({"reply_text":"我局将尽快公布。","commitments":[]})", {}},
        {"no promises are asked for", R"({"reply_text":"我局将于2026年底前完成改造。"})", {}},
    }));
    CAPTURE(row.what);
    CHECK(hints_for(row.given) == row.hints);
}

TEST_CASE("of many such dates ten lines are shown, the last of which counts the others") {
    std::string text;
    for (int year = 2027; year < 2047; ++year)
        text += "我局将于" + std::to_string(year) + "年6月底前完成一期。";
    auto const hints = hints_for(R"({"reply_text":")" + text + R"(","commitments":[]})");
    REQUIRE(hints.size() == cli::unentered_promises_max);
    CHECK(hints.back() == "11 more such dates are not listed: see `duban promises`");
}

TEST_CASE("whoever answers is told of promises that were not entered, and the action is done") {
    test::Office const office;
    auto const act = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"act", "1"});
        return office.run(words);
    };
    auto const filed = office.run({"file",
                                   "chongqing",
                                   "--as",
                                   "chen-secretary",
                                   "--set",
                                   "title=公园",
                                   "--with",
                                   R"({"proposers":["cheng-member"]})"});
    REQUIRE(filed.exit == 0);
    REQUIRE(act({"assign",
                 "--as",
                 "chen-secretary",
                 "--with",
                 R"({"host":"housing-bureau","co_handlers":[],"hard":false})"})
                .exit == 0);
    REQUIRE(act({"log_contact", "--as", "sun-housing", "--set", "contact=电话"}).exit == 0);
    auto const reply = act({"reply",
                            "--json",
                            "--as",
                            "sun-housing",
                            "--with",
                            R"({"reply_text":"我局将于2031年6月底前建成。","commitments":[]})"});
    CHECK(reply.exit == 0);
    CHECK_THAT(reply.err, Catch::Contains("line 1 of “Reply” says “2031年6月底前” (2031-06-30)"));
    auto const answer = reply.json();
    CHECK(answer.at("refused").is_null());
    CHECK(answer.at("warnings").as_array().size() == 1);
}
