// The record shows tampering: a store that somebody edits with other tools.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

TEST_CASE("verify names the case and the record that was changed") {
    auto const [statement, record] = GENERATE(table<char const*, int>({
        {"UPDATE journal SET record = replace(record, 'lin-committee', 'wang-supervisor') "
         "WHERE number = 2",
         2},
        {"UPDATE journal SET record = replace(record, 'filed', 'fyled') WHERE number = 1", 1},
        {"UPDATE journal SET at = at + 86400000 WHERE number = 3", 3},
        {"UPDATE journal SET hash = zeroblob(32) WHERE number = 3", 3},
        {"DELETE FROM journal WHERE number = 2", 2},
        {"DELETE FROM journal WHERE number = 4", 4},
    }));
    CAPTURE(statement);
    Office const office;
    office.file_example();
    REQUIRE(office.run({"verify"}).exit == 0);
    office.edit_store(statement);
    auto const ran = office.run({"verify", "--json"});
    CHECK(ran.exit == 1);
    auto const answer = ran.json();
    REQUIRE_FALSE(answer.at("breaks").as_array().empty());
    auto const& first = answer.at("breaks").at(0);
    CHECK(first.at("case") == 1);
    CHECK(first.at("record") == record);
    auto const said = office.run({"verify"});
    CHECK(said.exit == 1);
    CHECK_THAT(said.err, Catch::Contains("case 1, record " + std::to_string(record)));
}

TEST_CASE("verify tells of an index that lost its rows, and of rows that point to nothing") {
    auto const [statement, says] = GENERATE(table<char const*, char const*>({
        // By this index the daemon finds the alarms that are due.
        {"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
         "replace(sql, 'alarm(at)', 'alarm(deadline)') WHERE name = 'alarm_at'",
         "missing from index alarm_at"},
        {"UPDATE alarm SET deadline = 99 WHERE rowid = (SELECT max(rowid) FROM alarm)",
         "of alarm points to no row of deadline"},
    }));
    CAPTURE(statement);
    Office const office;
    office.file_example();
    office.edit_store(statement);
    auto const ran = office.run({"verify"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("the store's file is damaged: ") && Catch::Contains(says));
}
