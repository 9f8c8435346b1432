// The tables and their migrations; and that each question of a Reader has an index that answers it.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "adapters/storage/sqlite/database_file.hpp"
#include "adapters/storage/sqlite/schema_impl.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::storage_test;
using Catch::Matchers::Contains;
using sqlite::Connection;
using sqlite::Migration;
using support::TemporaryFolder;

namespace {

std::vector<Migration> with_two_more(Migration last) {
    std::vector<Migration> more{sqlite::migrations.begin(), sqlite::migrations.end()};
    more.emplace_back("CREATE TABLE second (id INTEGER PRIMARY KEY) STRICT;");
    more.push_back(last);
    return more;
}

}  // namespace

TEST_CASE("a file is brought from any older version to the present one") {
    auto const migrations = with_two_more("ALTER TABLE second ADD COLUMN name TEXT;");
    auto const present = sqlite::migrations.size();
    auto const from = present + GENERATE(0U, 1U, 2U);
    CAPTURE(from);
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    {
        auto const store = sqlite::open_sqlite_store({.path = path});
        prepare_tally(*store);
        count_one(*store);
    }
    Connection connection({.path = path}, Connection::Use::write);
    migrate(connection, std::span(migrations).first(from));
    migrate(connection, migrations);
    migrate(connection, migrations);  // there is nothing left to do
    CHECK(run_sql(path, "SELECT group_concat(number) FROM schema_version") ==
          "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15");
    CHECK(run_sql(path, "SELECT count(name) FROM second") == "0");
    CHECK(run_sql(path, "SELECT count(*) FROM journal") == "1");
    CHECK_THROWS_WITH(sqlite::open_sqlite_store({.path = path}), Contains("of version 15"));
}

TEST_CASE(
    "a file of the first version keeps its deadlines, which were neither extended nor stopped") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    {
        sqlite::create_private_file(path);
        Connection connection({.path = path}, Connection::Use::write);
        migrate(connection, sqlite::migrations.first(1));
    }
    run_sql(path, R"sql(
        INSERT INTO workflow VALUES (1, zeroblob(32), 'small', 1, '', 0);
        INSERT INTO "case" VALUES (1, 1, 'open', 1, 't', 't', '{}', '', 0, NULL, 0, zeroblob(32));
        INSERT INTO deadline VALUES
            (7, 1, 'open', 0, 'reply', 5, '3 months', 'stay', 'cn 1', 6, 0, 9, NULL);
        INSERT INTO alarm VALUES (7, 8);
        INSERT INTO answer VALUES ('k', 5, 1, 1, 'open'))sql");
    auto const store = sqlite::open_sqlite_store({.path = path});
    auto row = store->read()->find_deadline(DeadlineId{7}).value();
    CHECK(row.term == "3 months");
    CHECK(row.said_from == from_milliseconds(5));
    CHECK(row.handled_until == from_milliseconds(6));
    CHECK(row.rewound == 0);
    CHECK(row.due_at == from_milliseconds(9));
    CHECK(row.extensions.empty());
    CHECK(row.stops.empty());
    CHECK_FALSE(row.stopped_since);
    CHECK(store->read()->find_answer("k")->revision == 1);
    CHECK(store->read()->find_answer("k")->content == Hash{});

    auto const transaction = store->write();
    row.stopped_since = from_milliseconds(7);
    row.stops = "[[1,2]]";
    transaction->update_deadline(row);
    transaction->commit();
    CHECK(store->read()->find_deadline(DeadlineId{7})->stopped_since == from_milliseconds(7));
    CHECK(store->read()->next_alarm()->at == from_milliseconds(8));
}

TEST_CASE("a migration that fails leaves the version before it, whole") {
    auto const migrations = with_two_more(
        "INSERT INTO second VALUES (1); CREATE TABLE third (id INTEGER); CREATE TABLE third (id "
        "INTEGER);");
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    sqlite::open_sqlite_store({.path = path});
    Connection connection({.path = path}, Connection::Use::write);
    CHECK_THROWS_WITH(migrate(connection, migrations), Contains("third already exists"));
    CHECK(run_sql(path, "SELECT max(number) FROM schema_version") == "14");
    CHECK(run_sql(path, "SELECT count(*) FROM second") == "0");
    CHECK(run_sql(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'third'") == "0");
}

TEST_CASE("every question of every day is answered by an index, without sorting") {
    auto const [question, index] = GENERATE(table<std::string, std::string>({
        {"SELECT * FROM alarm WHERE at <= 1 ORDER BY at, deadline LIMIT 1", "alarm_at"},
        {"SELECT * FROM personal_reminder WHERE at <= 1 ORDER BY at, id LIMIT 1",
         "personal_reminder_at"},
        {"SELECT * FROM personal_reminder WHERE case_id = 1 ORDER BY id", "personal_reminder_case"},
        {"SELECT * FROM deadline WHERE case_id = 1 AND ended_at IS NULL ORDER BY id",
         "deadline_case (case_id=? AND ended_at=?)"},
        {"SELECT case_id FROM deadline WHERE ended_at IS NULL AND due_at < 1", "deadline_running"},
        {"SELECT * FROM journal WHERE case_id = 1 AND number > 1 ORDER BY number LIMIT 1",
         "PRIMARY KEY (case_id=? AND number>?)"},
        {"SELECT * FROM attempt WHERE delivery = 1 ORDER BY number", "PRIMARY KEY (delivery=?)"},
        {"SELECT * FROM answer WHERE key = 'k'", "PRIMARY KEY (key=?)"},
        {"SELECT octets FROM content WHERE sha256 = x'00'", "autoindex_content_1 (sha256=?)"},
        {"SELECT * FROM delivery WHERE id > 1 AND case_id IS 1 ORDER BY id LIMIT 1",
         "delivery_case"},
        {"SELECT * FROM delivery WHERE id > 1 AND phase = 'dead' ORDER BY id LIMIT 1",
         "delivery_phase"},
        {"SELECT * FROM delivery INDEXED BY delivery_pending WHERE channel = 'm' AND not_before "
         "<= 1 AND phase IN ('standby', 'queued', 'sending', 'backing_off', 'held') ORDER BY "
         "not_before, id LIMIT 1",
         "delivery_pending (channel=? AND not_before<?)"},
        {"SELECT * FROM delivery WHERE recipient = 'r' AND channel = 'm' AND not_before <= 1 AND "
         "phase IN ('queued', 'backing_off') ORDER BY not_before, id LIMIT 1",
         "delivery_waiting (recipient=? AND channel=? AND not_before<?)"},
        {"SELECT claimed_at FROM delivery WHERE recipient = 'r' AND channel = 'm' AND claimed_at "
         "IS NOT NULL AND phase IN ('sending') ORDER BY claimed_at DESC LIMIT 1",
         "delivery_claimed (recipient=? AND channel=? AND claimed_at>?)"},
        {"SELECT * FROM delivery WHERE carrier = 1 ORDER BY id", "delivery_carrier"},
        {"SELECT phase, count(*) FROM delivery GROUP BY phase", "COVERING INDEX delivery_phase"},
        {"SELECT count(*) FROM \"case\" WHERE closed_at IS NULL", "COVERING INDEX case_closed"},
        {"SELECT * FROM \"case\" WHERE id > 1 AND closed_at IS NULL ORDER BY id LIMIT 1",
         "case_closed (closed_at=? AND rowid>?)"},
        {"SELECT * FROM \"case\" WHERE id > 1 AND closed_at IS NOT NULL ORDER BY id LIMIT 1",
         "INTEGER PRIMARY KEY (rowid>?)"},
        {"SELECT * FROM workflow WHERE name = 'n' ORDER BY id DESC LIMIT 1", "workflow_name"},
    }));
    CAPTURE(question);
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    sqlite::open_sqlite_store({.path = path});
    Connection connection({.path = path}, Connection::Use::read);
    std::string plan;
    auto query = connection.query("EXPLAIN QUERY PLAN " + question);
    while (query.next()) {
        query.take<int>();
        query.take<int>();
        query.take<int>();
        plan += query.take<std::string>() + "; ";
    }
    CHECK_THAT(plan, Contains(index) && !Contains("TEMP B-TREE"));
}
