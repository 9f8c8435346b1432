// What a store keeps, a row each: values alone, as they stand in its tables. What may be asked of
// them and done with them is in store.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/sha256.hpp"
#include "engine/delivery/receipt.hpp"

namespace duban {

using PersonalReminderId = Id<struct PersonalReminderKind>;
using SilenceId = Id<struct SilenceKind>;

}  // namespace duban

namespace duban::ports {

struct WorkflowRow {
    WorkflowId id;
    Hash content{};  // unique
    std::string name;
    int version = 1;
    std::string text;  // the definition's texts, encoded by the service
    Instant stored_at;
};

/// A calendar as it once was in force: by its version a deadline is counted, and explained for
/// years.
struct CalendarRow {
    std::string version;
    std::string name;
    std::string text;  // one file of calendar_file.hpp, whole
    Instant stored_at;

    friend bool operator==(CalendarRow const&, CalendarRow const&) = default;
};

struct CaseRow {
    CaseId id;
    WorkflowId workflow;
    std::string state;  // paths of the innermost active states, separated by spaces
    std::int64_t revision = 0;
    std::string title;
    std::string search_key;  // the title folded for search
    std::string data;        // JSON of the fields
    std::string memory;      // JSON of parts and of what may be resumed; empty where there is none
    Instant opened_at;
    std::optional<Instant> closed_at;
    std::optional<Instant> suspended_since;  // all of it stands still
    std::int64_t journal_length = 0;
    Hash journal_head{};  // hash of the last record; zero where there is none
};

struct DeadlineRow {
    DeadlineId id;
    CaseId case_id;
    std::string state;  // path of the state whose `due` it is
    int part = 0;       // the number of the part it runs in; 0: in none
    std::string name;
    Instant started_at;
    std::string term;
    std::string counting;  // as calendar::to_text tells it
    std::string calendar_version;
    std::string extensions;  // JSON; empty where there are none
    std::string stops;       // JSON of those that are over; empty where there are none
    std::optional<Instant> stopped_since;  // it stands still
    bool stopped_by_hand = false;
    std::optional<Instant> quiet_until;  // somebody has seen it: no reminder before
    std::string moved_from;  // the due day that people were told of; empty: the present one
    Instant said_from;       // its reminders from here to `handled_until` were said
    Instant handled_until;
    int rewound = 0;  // how often its reminders were set back, because the clock was
    bool passed = false;
    Instant due_at;  // derived, kept as an index
    std::optional<Instant> ended_at;
};

/// At most one per running deadline: the next moment it must act.
struct AlarmRow {
    DeadlineId deadline;
    Instant at;

    friend bool operator==(AlarmRow const&, AlarmRow const&) = default;
};

/// An event that was raised to come later.
struct RaiseRow {
    RaiseId id;
    CaseId case_id;
    std::string event;
    std::string name;  // by which it is cancelled; may be empty
    int part = 0;      // the number of the part that has raised it; 0: none
    Instant at;

    friend bool operator==(RaiseRow const&, RaiseRow const&) = default;
};

/// A person wants to be reminded of a case: that person alone, whatever its deadlines say.
struct PersonalReminderRow {
    PersonalReminderId id;
    CaseId case_id;
    std::string person;  // an id in the directory
    std::string day;     // that they have asked for
    std::string note;    // in their words; may be empty
    Instant at;          // when it rings

    friend bool operator==(PersonalReminderRow const&, PersonalReminderRow const&) = default;
};

struct JournalRow {
    CaseId case_id;
    std::int64_t number = 0;  // from 1, without gaps
    Instant at;
    std::string record;  // JSON
    Hash hash{};         // of the previous hash and this record
};

/// What was answered to an action that carried an idempotency key.
struct AnswerRow {
    std::string key;
    Instant at;
    CaseId case_id;
    std::int64_t revision = 0;
    std::string state;
    Hash content{};  // of what was asked; zero in rows from before it was kept
};

/// A receipt for a message that we do not know yet under the provider's number: the answer to its
/// attempt may still be on its way.
struct EarlyReceiptRow {
    std::string channel;
    delivery::Receipt receipt;
    Instant at;
};

/// Somebody wants quiet for a time: what it covers waits until then. What is empty covers all.
struct SilenceRow {
    SilenceId id;
    std::string by;
    std::string why;
    Instant from;
    Instant until;
    CaseId case_id;
    std::string recipient;
    std::string channel;
    std::string message;

    friend bool operator==(SilenceRow const&, SilenceRow const&) = default;
};

/// What the machine's clock has shown.
struct ClockRow {
    Instant looked_at;                  // the last time
    Instant trusted;                    // the last that was reached in ordinary steps
    std::optional<Instant> leapt_to;    // from there, ahead or back
    std::optional<Instant> leapt_from;  // of a leap ahead, the last one: where it stood before

    friend bool operator==(ClockRow const&, ClockRow const&) = default;
};

/// An edition of the time zone database that this store's hours were counted with.
struct ZoneDatabaseRow {
    std::string version;  // "2025b"
    Instant seen_at;      // first

    friend bool operator==(ZoneDatabaseRow const&, ZoneDatabaseRow const&) = default;
};

/// An address that its server says belongs to nobody.
struct RefusedAddressRow {
    std::string channel;
    std::string address;
    Instant at;  // of the refusal, the last one
    std::string code;
    std::string words;  // the server's

    friend bool operator==(RefusedAddressRow const&, RefusedAddressRow const&) = default;
};

/// What is in a file: kept once, however many cases refer to it, and for ever.
struct ContentRow {
    Hash sha256{};  // of the octets
    std::string octets;
    Instant kept_at;
};

}  // namespace duban::ports
