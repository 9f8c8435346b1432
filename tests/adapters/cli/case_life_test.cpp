// A case through the commands, on a real store.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

using Words = std::vector<std::string>;

namespace {

Words file_words(std::string const& title) {
    return {"file",
            "cppcc-proposal",
            "--as",
            "chen-secretary",
            "--set",
            "title=" + title,
            "--with",
            R"({"proposers":["cheng-member"]})"};
}

Words operator+(Words words, Words const& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Words const log_contact{
    "act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=电话沟通"};

}  // namespace

TEST_CASE("a proposal is handled from its filing to its rating") {
    Office const office;
    office.file_example();
    CHECK(office.run(log_contact).out == "case 1: handling.answer.drafting (revision 5)\n");
    auto const reply = office.run({"act",
                                   "1",
                                   "reply",
                                   "--as",
                                   "sun-housing",
                                   "--set",
                                   "reply_text=@config/example/proposal.txt",
                                   "--set",
                                   "reply_class=A"});
    CHECK(reply.out == "case 1: rating (revision 6)\n");
    CHECK(
        office.run({"act", "1", "rate", "--as", "cheng-member", "--set", "rating=satisfied"}).out ==
        "case 1: closed (revision 7)\n");
    CHECK(office.run({"list"}).out == "no such cases\n");
    CHECK(office.run({"list", "--closed", "--json"}).json().at("cases").as_array().size() == 1);
    CHECK(office.run({"show", "1"}).out.find("夜间照明") != std::string::npos);
    CHECK(office.run({"verify"}).exit == 0);
}

TEST_CASE("a list is typed with commas or as JSON, and brackets are never part of a name") {
    Office const office;
    office.file_example();
    auto const [typed, answer] = GENERATE(table<std::string, char const*>({
        {"education-bureau,transport-bureau", R"(["education-bureau","transport-bureau"])"},
        {"education-bureau、transport-bureau", R"(["education-bureau","transport-bureau"])"},
        {R"(["education-bureau","transport-bureau"])",
         R"(["education-bureau","transport-bureau"])"},
        {" [ \"education-bureau\" ]\n", R"(["education-bureau"])"},
        {"[]", "[]"},
        {"[education-bureau]", "write a list as a,b or [\"a\",\"b\"]"},
        {"[education-bureau],[transport-bureau]", "write a list as a,b or [\"a\",\"b\"]"},
        {"[7]", "a text is expected"},
    }));
    CAPTURE(typed);
    auto const ran = office.run({"act",
                                 "1",
                                 "change_co_handlers",
                                 "--as",
                                 "chen-secretary",
                                 "--set",
                                 "co_handlers=" + typed});
    if (answer[0] == '[') {
        CHECK(ran.exit == 0);
        CHECK(office.run({"show", "1", "--json"}).json().at("data").at("co_handlers") ==
              boost::json::parse(answer));
    } else {
        CHECK(ran.exit == 1);
        CHECK_THAT(ran.err, Catch::Contains(answer));
    }
}

TEST_CASE("a refusal gives the reason that the definition gives, and changes nothing") {
    Office const office;
    office.file_example();
    auto const reply = office.run({"act",
                                   "1",
                                   "reply",
                                   "--as",
                                   "sun-housing",
                                   "--set",
                                   "reply_text=x",
                                   "--set",
                                   "reply_class=A",
                                   "--language",
                                   "zh-CN"});
    CHECK(reply.exit == 1);
    CHECK(reply.err == "duban: 答复前须先与提案者沟通，并记录沟通情况；会办意见须已齐\n");
    CHECK(office.run({"show", "1", "--json"}).json().at("revision") == 4);
}

TEST_CASE("the same key acts once") {
    Office const office;
    auto const words = file_words("照明") + Words{"--key", "form-17", "--json"};
    auto const first = office.run(words).json();
    CHECK(first.at("repeated") == false);
    auto const again = office.run(words).json();
    CHECK(again.at("repeated") == true);
    CHECK(again.at("case") == first.at("case"));
    CHECK(office.run({"list", "--json"}).json().at("cases").as_array().size() == 1);
}

TEST_CASE("a page that is imported again is the same case") {
    Office const office;
    Words const words{"import", "config/example/proposal.txt", "--json"};
    CHECK(office.run(words).json().at("repeated") == false);
    CHECK(office.run(words).json().at("repeated") == true);
    CHECK(office.run({"list", "--json"}).json().at("cases").as_array().size() == 1);
}

TEST_CASE("who saw an older revision is refused") {
    Office const office;
    office.file_example();
    auto const late = office.run(log_contact + Words{"--revision", "3", "--json"});
    CHECK(late.exit == 1);
    CHECK(late.json().at("refused").at("kind") == "changed");
    CHECK(office.run(log_contact + Words{"--revision", "4"}).exit == 0);
}

TEST_CASE("a search finds traditional titles by simplified words, and the other way") {
    Office const office;
    REQUIRE(office.run(file_words("關於增設夜間照明的提案")).exit == 0);
    REQUIRE(office.run(file_words("关于停车位的提案")).exit == 0);
    auto const [words, found] = GENERATE(table<char const*, std::size_t>({
        {"夜间照明", 1},
        {"夜間照明", 1},
        {"關於", 2},
        {"停車位", 1},
        {"公园", 0},
        {"关%照", 0},
        {"关_停", 0},
    }));
    CAPTURE(words);
    auto const listed = office.run({"list", "--search", words, "--json"}).json();
    CHECK(listed.at("cases").as_array().size() == found);
}

TEST_CASE("list --due-before takes deadlines of that day, none after it") {
    Office const office;
    office.file_example();
    auto const shown = office.run({"show", "1", "--json"}).json();
    std::string const due{shown.at("deadlines").at(0).at("due").as_string()};
    auto const count = [&](std::string const& day) {
        return office.run({"list", "--due-before", day, "--json"})
            .json()
            .at("cases")
            .as_array()
            .size();
    };
    // The example's reply term is three months: this day lies before it.
    CHECK(count("2026-01-01") == 0);
    CHECK(count(due) == 1);
    CHECK(count("2999-12-31") == 1);
}

TEST_CASE("plan changes nothing") {
    Office const office;
    office.file_example();
    auto const before = office.run({"show", "1", "--json"}).out;
    auto const plan = office.run({"plan", "--until", "2099-12-31", "--json"}).out;
    CHECK(office.run({"show", "1", "--json"}).out == before);
    CHECK(office.run({"plan", "--until", "2099-12-31", "--json"}).out == plan);
}

TEST_CASE("the outbox holds one row for each recipient") {
    Office const office;
    office.file_example();
    auto const rows = office.run({"outbox", "--json"}).json().at("deliveries").as_array();
    std::string told;
    for (auto const& row : rows) {
        told += std::string{row.at("message").as_string()} + "/" +
                std::string{row.at("recipient").as_string()} + " ";
    }
    CHECK(told ==
          "accepted/cheng-member accepted/shen-member assigned/sun-housing assigned/cheng-member "
          "assigned/shen-member ");
}

TEST_CASE("commands on one store beside each other lose nothing") {
    Office const office;
    auto const ran = office.shell(
        "for i in 1 2 3 4 5 6; do duban file cppcc-proposal --as chen-secretary "
        "--set title=t$i --with '{\"proposers\":[\"cheng-member\"]}' & done; wait");
    CAPTURE(ran.out);
    CHECK(office.run({"list", "--json"}).json().at("cases").as_array().size() == 6);
    CHECK(office.run({"verify"}).exit == 0);
}

TEST_CASE("a list shows the day that a deadline first had beside the one it was extended to") {
    Office const office;
    office.file_example();
    auto const first = office.run({"show", "1", "--json"}).json().at("deadlines").at(0).at("due");
    std::string const original = " originally " + std::string{first.as_string()};
    CHECK_THAT(office.run({"list"}).out, !Catch::Contains("originally"));
    REQUIRE(
        office.run({"act", "1", "extend", "--as", "chen-secretary", "--set", "reason=x"}).exit ==
        0);
    CHECK_THAT(office.run({"list"}).out, Catch::Contains(original));
}

TEST_CASE("what comes first in two years is told all the same") {
    Office const office;
    office.edit("workflows/cppcc-proposal/workflow.yaml", "within: 3 months", "within: 30 months");
    office.edit("workflows/cppcc-proposal/workflow.yaml", "to: 6 months", "to: 36 months");
    office.file_example();
    auto const why = office.run({"why", "1", "--language", "en"}).out;
    auto const next = why.substr(why.find("Next, if nobody acts:"));
    CHECK_THAT(next, !Catch::Contains("nothing"));
}

TEST_CASE("the answer to an action names each active state apart") {
    Office const office;
    office.file_example();
    auto const as = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--as", "chen-secretary", "--json"});
        return office.run(words);
    };
    REQUIRE(as({"file",
                "cppcc-proposal",
                "--set",
                "title=t",
                "--with",
                R"({"proposers":["cheng-member"]})"})
                .exit == 0);
    REQUIRE(office.run({"act", "2", "accept", "--as", "lin-committee"}).exit == 0);
    auto const assigned = as({"act",
                              "2",
                              "assign_jointly",
                              "--set",
                              "host=housing-bureau",
                              "--set",
                              "co_handlers=education-bureau"});
    CAPTURE(assigned.err);
    CHECK(assigned.json().at("state") ==
          boost::json::array({"handling.answer.signing", "handling.opinions.asked"}));
}
