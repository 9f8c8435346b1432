// A case that cannot be read hides no other: the command line and the API list the rest, and say
// which one it is and why.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/adapters/cli/api_client.hpp"

using namespace duban::test;
using Catch::Contains;

namespace {

struct Damage {
    char const* statement;  // to the case with number {}
    char const* why;
};

/// Of cases 2, 3 and so on.
std::vector<Damage> const damages{
    {"UPDATE \"case\" SET data = '{{' WHERE id = {}", "incomplete JSON"},
    {"UPDATE \"case\" SET data = '[1]' WHERE id = {}", ""},
    {"UPDATE \"case\" SET state = 'of_a_newer_program' WHERE id = {}", "of_a_newer_program"},
    {"UPDATE \"case\" SET memory = '{{' WHERE id = {}", "incomplete JSON"},
    {"UPDATE deadline SET term = 'soon' WHERE case_id = {}", "has the term \"soon\""},
    {"UPDATE deadline SET state = 'nowhere' WHERE case_id = {}", "has no state \"nowhere\""},
    {"UPDATE deadline SET state = 'closed' WHERE case_id = {}", "\"closed\", which has none"},
    {"UPDATE \"case\" SET memory = '{{\"place\":\"filed[1]\"}}' WHERE id = {}", ""},
    {"INSERT INTO workflow SELECT 98, randomblob(32), 'other', 1, '{{}}', stored_at FROM workflow "
     "WHERE id = 1; UPDATE \"case\" SET workflow = 98 WHERE id = {}",
     ""},
    {"INSERT INTO workflow SELECT 99, randomblob(32), 'other', 1, "
     "replace(text, 'format: 1', 'format: 2'), stored_at FROM workflow WHERE id = 1; "
     "UPDATE \"case\" SET workflow = 99 WHERE id = {}",
     "the stored definition 1 of other cannot be used"},
    {"INSERT INTO workflow SELECT 97, randomblob(32), 'other', 1, "
     "replace(text, '3 months', '4 months'), stored_at FROM workflow WHERE id = 1; "
     "UPDATE \"case\" SET workflow = 97 WHERE id = {}",
     "was changed since it came into force"},
};

/// The last case is whole again.
void file_and_damage(Office const& office) {
    std::int64_t number = 1;
    for (auto const& damage : damages) {
        file_another(office, "坏");
        office.edit_store(fmt::format(fmt::runtime(damage.statement), ++number).c_str());
    }
    file_another(office, "好");
}

std::vector<std::int64_t> numbers(boost::json::value const& cases) {
    std::vector<std::int64_t> numbers;
    for (auto const& one : cases.as_array()) numbers.push_back(one.at("case").as_int64());
    return numbers;
}

using Numbers = std::vector<std::int64_t>;

void check_all_but_the_damaged(boost::json::value const& answer) {
    CHECK(numbers(answer.at("cases")) == Numbers{1, 13});
    auto const& unreadable = answer.at("unreadable");
    REQUIRE(numbers(unreadable) == Numbers{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    for (std::size_t i = 0; i < damages.size(); ++i) {
        CAPTURE(damages[i].statement);
        CHECK(unreadable.at(i).at("title") == "坏");
        std::string const why{unreadable.at(i).at("why").as_string()};
        CHECK_FALSE(why.empty());
        CHECK_THAT(why, Contains(damages[i].why));
    }
}

}  // namespace

TEST_CASE("the command line lists every case but those that cannot be read, and says which") {
    Office const office;
    office.file_example();
    file_and_damage(office);
    auto const ran = office.run({"list", "--json"});
    CHECK(ran.exit == 1);
    check_all_but_the_damaged(ran.json());
    auto const table = office.run({"list"});
    CHECK(table.exit == 1);
    CHECK(table.lines().size() == 3);
    CHECK_THAT(table.out, Contains("好") && !Contains("坏"));
    CHECK_THAT(table.err, Contains("case 2 (坏) cannot be read and is not listed: incomplete"));
    CHECK_THAT(office.run({"list", "--language", "zh-CN"}).err,
               Contains("9号案件（坏）无法读出，未列入："));
}

TEST_CASE("the plan tells of every case but those that cannot be read, and says which") {
    Office const office;
    office.file_example();
    file_and_damage(office);
    auto const ran = office.run({"plan", "--until", "2034-12-31"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.out, !Contains("坏"));
    CHECK_THAT(ran.err, Contains("case 2 (坏) cannot be read and is not listed: incomplete"));
}

TEST_CASE("the API lists every case but those that cannot be read, says which, and logs it") {
    ApiClient const api;
    file_and_damage(api.office());
    auto const page = api.get("/api/v1/cases");
    CHECK(page.status == 200);
    check_all_but_the_damaged(page.json());
    CHECK_THAT(api.logged("cases_unreadable"),
               Contains("cases=11") && Contains("case 2: incomplete"));
}

TEST_CASE("who asks for a case that cannot be read is told what is wrong with it") {
    ApiClient const api;
    file_and_damage(api.office());
    auto const page = api.get("/api/v1/cases/2");
    CHECK(page.status == 500);
    std::string const message{page.json().at("problem").at("message").at("en").as_string()};
    CHECK_THAT(message, Contains("case 2 (坏) cannot be read: incomplete JSON"));
    CHECK_THAT(api.logged("cases_unreadable"), Contains("case 2: incomplete"));
    for (auto const* command : {"show", "why"}) {
        CAPTURE(command);
        auto const ran = api.office().run({command, "2", "--language", "zh-CN"});
        CHECK(ran.exit == 1);
        CHECK_THAT(ran.err, Contains("2号案件（坏）无法读出：incomplete JSON"));
    }
    // Its journal stands, and may tell how it came to this.
    auto const log = api.office().run({"log", "2"});
    CHECK(log.exit == 1);
    CHECK_THAT(log.err, Contains("case 2 (坏) cannot be read"));
    CHECK_THAT(log.out, Contains("filed"));
}

TEST_CASE("pages go on behind a case that cannot be read") {
    ApiClient const api;
    for (auto const* title : {"二号", "三号"}) file_another(api.office(), title);
    api.office().edit_store("UPDATE \"case\" SET data = '{' WHERE id = 2");
    auto const page = [&](std::string const& after) {
        return api.get("/api/v1/cases?limit=1&after=" + after).json();
    };
    CHECK(numbers(page("0").at("cases")) == Numbers{1});
    CHECK(page("0").at("next") == 1);
    CHECK(page("1").at("cases").as_array().empty());
    CHECK(numbers(page("1").at("unreadable")) == Numbers{2});
    CHECK(page("1").at("next") == 2);
    CHECK(numbers(page("2").at("cases")) == Numbers{3});
    CHECK(page("2").at("next").is_null());
    CHECK(numbers(api.office()
                      .run({"list", "--json", "--limit", "1", "--after", "2"})
                      .json()
                      .at("cases")) == Numbers{3});
}

TEST_CASE("a record that cannot be read hides neither its case nor the others") {
    ApiClient const api;
    api.office().edit_store("UPDATE journal SET record = '?' WHERE case_id = 1 AND number = 2");
    auto const ran = api.office().run({"log", "1"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.out, Contains("filed") && Contains("assign"));
    CHECK_THAT(ran.err, Contains("record 2 of case 1 cannot be read; run duban verify"));
    CHECK(api.office().run({"why", "1"}).exit == 0);
    CHECK(api.get("/api/v1/cases/1").status == 200);
    auto const journal = api.get("/api/v1/cases/1/journal");
    CHECK(journal.status == 200);
    CHECK(journal.json().at("records").at(1).at("record").is_null());
    CHECK(journal.json().at("records").at(2).at("record").is_object());
}
