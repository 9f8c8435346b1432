#include "adapters/storage/sqlite/schema_impl.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "adapters/storage/sqlite/failure_impl.hpp"

namespace duban::sqlite {

namespace {

// "DUBA": tells file(1), and us, whose database this is.
constexpr std::int64_t application_id = 0x44554241;

// Instants are milliseconds since 1970-01-01 UTC. An index stands here only where a Reader asks by
// it; see README.md for the question each one answers.
constexpr std::array<Migration, 13> all_migrations{
    R"sql(
CREATE TABLE workflow (
    id        INTEGER PRIMARY KEY,
    content   BLOB    NOT NULL UNIQUE CHECK (length(content) = 32),
    name      TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    text      TEXT    NOT NULL,
    stored_at INTEGER NOT NULL
) STRICT;
CREATE INDEX workflow_name ON workflow(name);

CREATE TABLE "case" (
    id             INTEGER PRIMARY KEY,
    workflow       INTEGER NOT NULL REFERENCES workflow(id),
    state          TEXT    NOT NULL,
    revision       INTEGER NOT NULL,
    title          TEXT    NOT NULL,
    search_key     TEXT    NOT NULL,
    data           TEXT    NOT NULL,
    memory         TEXT    NOT NULL,
    opened_at      INTEGER NOT NULL,
    closed_at      INTEGER,
    journal_length INTEGER NOT NULL,
    journal_head   BLOB    NOT NULL CHECK (length(journal_head) = 32)
) STRICT;
CREATE INDEX case_closed ON "case"(closed_at);

CREATE TABLE deadline (
    id               INTEGER PRIMARY KEY,
    case_id          INTEGER NOT NULL REFERENCES "case"(id),
    state            TEXT    NOT NULL,
    part             INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    started_at       INTEGER NOT NULL,
    term             TEXT    NOT NULL,
    on_rest_day      TEXT    NOT NULL,
    calendar_version TEXT    NOT NULL,
    handled_until    INTEGER NOT NULL,
    passed           INTEGER NOT NULL CHECK (passed IN (0, 1)),
    due_at           INTEGER NOT NULL,
    ended_at         INTEGER
) STRICT;
CREATE INDEX deadline_case ON deadline(case_id);
CREATE INDEX deadline_running ON deadline(due_at, case_id, passed) WHERE ended_at IS NULL;

CREATE TABLE alarm (
    deadline INTEGER PRIMARY KEY REFERENCES deadline(id),
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX alarm_at ON alarm(at);

CREATE TABLE raise (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES "case"(id),
    event   TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    part    INTEGER NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX raise_at ON raise(at);
CREATE INDEX raise_case ON raise(case_id);

CREATE TABLE journal (
    case_id INTEGER NOT NULL REFERENCES "case"(id),
    number  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    record  TEXT    NOT NULL,
    hash    BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    key      TEXT    NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    case_id  INTEGER NOT NULL REFERENCES "case"(id),
    revision INTEGER NOT NULL,
    state    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER REFERENCES "case"(id),
    deadline    INTEGER REFERENCES deadline(id),
    occurrence  TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    recipient   TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    language    TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    phase       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    failures    INTEGER NOT NULL,
    uncertain   INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,
    subject     TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    provider_id TEXT    NOT NULL,
    UNIQUE (occurrence, recipient, channel)
) STRICT;
CREATE INDEX delivery_case ON delivery(case_id);
CREATE INDEX delivery_phase ON delivery(phase);
CREATE INDEX delivery_pending ON delivery(channel, not_before)
    WHERE phase IN ('queued', 'sending', 'backing_off');

CREATE TABLE attempt (
    delivery    INTEGER NOT NULL REFERENCES delivery(id),
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    outcome     TEXT    NOT NULL,
    error_class TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
ALTER TABLE deadline ADD COLUMN extensions TEXT NOT NULL DEFAULT '';
ALTER TABLE deadline ADD COLUMN stops TEXT NOT NULL DEFAULT '';
ALTER TABLE deadline ADD COLUMN stopped_since INTEGER;
ALTER TABLE answer ADD COLUMN content BLOB NOT NULL
    DEFAULT X'0000000000000000000000000000000000000000000000000000000000000000' CHECK (length(content) = 32);
)sql",
    R"sql(
DROP INDEX deadline_case;
CREATE INDEX deadline_case ON deadline(case_id, ended_at);
)sql",
    R"sql(
CREATE TABLE calendar (
    number    INTEGER PRIMARY KEY,
    version   TEXT    NOT NULL UNIQUE,
    name      TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    stored_at INTEGER NOT NULL
) STRICT;
ALTER TABLE deadline RENAME COLUMN on_rest_day TO counting;
ALTER TABLE deadline ADD COLUMN stopped_by_hand INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deadline ADD COLUMN quiet_until INTEGER;
ALTER TABLE deadline ADD COLUMN moved_from TEXT NOT NULL DEFAULT '';
ALTER TABLE "case" ADD COLUMN suspended_since INTEGER;
)sql",
    // AUTOINCREMENT: people name a reminder by its number.
    R"sql(
CREATE TABLE personal_reminder (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES "case"(id),
    person  TEXT    NOT NULL,
    day     TEXT    NOT NULL,
    note    TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX personal_reminder_case ON personal_reminder(case_id);
CREATE INDEX personal_reminder_at ON personal_reminder(at);
)sql",
    R"sql(
DROP INDEX delivery_pending;
CREATE INDEX delivery_pending ON delivery(channel, not_before)
    WHERE phase IN ('queued', 'sending', 'backing_off', 'held');
)sql",
    R"sql(
ALTER TABLE delivery ADD COLUMN html TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN calendar TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN variables TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN confirmed_at INTEGER;
CREATE INDEX delivery_provider ON delivery(channel, provider_id) WHERE provider_id <> '';
CREATE TABLE early_receipt (
    number      INTEGER PRIMARY KEY,
    channel     TEXT    NOT NULL,
    provider_id TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX early_receipt_provider ON early_receipt(channel, provider_id);
CREATE INDEX early_receipt_at ON early_receipt(at);
)sql",
    R"sql(
ALTER TABLE delivery ADD COLUMN on_behalf_of TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN claimed_at INTEGER;
ALTER TABLE delivery ADD COLUMN carrier INTEGER REFERENCES delivery(id);
DROP INDEX delivery_pending;
CREATE INDEX delivery_pending ON delivery(channel, not_before)
    WHERE phase IN ('standby', 'queued', 'sending', 'backing_off', 'held');
CREATE INDEX delivery_waiting ON delivery(recipient, channel, not_before)
    WHERE phase IN ('queued', 'backing_off');
CREATE INDEX delivery_claimed ON delivery(recipient, channel, claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX delivery_carrier ON delivery(carrier) WHERE carrier IS NOT NULL;
CREATE INDEX delivery_unconfirmed ON delivery(channel, claimed_at)
    WHERE phase IN ('delivered', 'uncertain') AND confirmed_at IS NULL;
CREATE TABLE silence (
    id        INTEGER PRIMARY KEY,
    by        TEXT    NOT NULL,
    why       TEXT    NOT NULL,
    "from"    INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    case_id   INTEGER REFERENCES "case"(id),
    recipient TEXT    NOT NULL,
    channel   TEXT    NOT NULL,
    message   TEXT    NOT NULL
) STRICT;
CREATE INDEX silence_until ON silence(until);
CREATE TABLE channel (
    name     TEXT    PRIMARY KEY,
    known_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
    // The octets last: what is asked of a row stands before their pages.
    R"sql(
CREATE TABLE content (
    sha256  BLOB    PRIMARY KEY NOT NULL,
    size    INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    octets  BLOB    NOT NULL
) STRICT;
ALTER TABLE delivery ADD COLUMN attachments TEXT NOT NULL DEFAULT '';
)sql",
    R"sql(
ALTER TABLE deadline ADD COLUMN rewound INTEGER NOT NULL DEFAULT 0;
CREATE TABLE clock (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    looked_at INTEGER NOT NULL,
    trusted   INTEGER NOT NULL,
    leapt_to  INTEGER
) STRICT;
CREATE TABLE refused_address (
    channel TEXT    NOT NULL,
    address TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    code    TEXT    NOT NULL,
    words   TEXT    NOT NULL,
    PRIMARY KEY (channel, address)
) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
CREATE TABLE zone_database (
    version TEXT    PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE clock ADD COLUMN leapt_from INTEGER;
)sql",
    R"sql(
ALTER TABLE attempt ADD COLUMN address TEXT NOT NULL DEFAULT '';
)sql",
    // What the program before this one went by.
    R"sql(
ALTER TABLE deadline ADD COLUMN said_from INTEGER NOT NULL DEFAULT 0;
UPDATE deadline SET said_from =
    (SELECT CASE term WHEN 'the given date' THEN opened_at ELSE max(opened_at, started_at) END
     FROM "case" WHERE "case".id = case_id)
WHERE ended_at IS NULL;
)sql"};

std::int64_t ask(Connection& connection, std::string_view sql) {
    auto query = connection.query(sql);
    return query.next() ? query.take<std::int64_t>() : 0;
}

/// 0 for a file without tables.
std::int64_t version_of(Connection& connection) {
    if (ask(connection, "SELECT count(*) FROM sqlite_schema") == 0) return 0;
    if (ask(connection, "PRAGMA application_id") != application_id) {
        fail(connection.path(), "this is the database of another program. Check the path");
    }
    return ask(connection, "SELECT max(number) FROM schema_version");
}

[[noreturn]] void refuse_version(Connection& connection, std::int64_t found, std::size_t known) {
    fail(connection.path(),
         fmt::format("the file is of version {}, this program knows versions up to {}. {}",
                     found,
                     known,
                     static_cast<std::size_t>(found) > known
                         ? "Use the newer program that wrote it"
                         : "Open it once for writing, so that it is brought up to date"));
}

void apply(Connection& connection, Migration migration, std::int64_t number) {
    if (number == 1) {
        connection.execute(fmt::format(
            "PRAGMA application_id = {}; CREATE TABLE schema_version (number INTEGER PRIMARY KEY) "
            "STRICT",
            application_id));
    }
    connection.execute(std::string(migration));
    connection.run("INSERT INTO schema_version(number) VALUES (?)", number);
}

/// False: the file has them all.
bool migrate_once(Connection& connection, std::span<Migration const> to) {
    connection.begin("BEGIN IMMEDIATE");
    auto const version = static_cast<std::size_t>(version_of(connection));
    if (version > to.size())
        refuse_version(connection, static_cast<std::int64_t>(version), to.size());
    if (version < to.size()) apply(connection, to[version], static_cast<std::int64_t>(version) + 1);
    connection.commit();
    return version + 1 < to.size();
}

}  // namespace

std::span<Migration const> const migrations = all_migrations;

void migrate(Connection& connection, std::span<Migration const> to) {
    try {
        // Asked first without the lock: opening a file that is up to date waits for no writer.
        while (version_of(connection) != static_cast<std::int64_t>(to.size()) &&
               migrate_once(connection, to)) {
        }
    } catch (...) {
        connection.roll_back();
        throw;
    }
}

void require_present_version(Connection& connection) {
    auto const version = version_of(connection);
    if (version != static_cast<std::int64_t>(migrations.size())) {
        refuse_version(connection, version, migrations.size());
    }
}

}  // namespace duban::sqlite
