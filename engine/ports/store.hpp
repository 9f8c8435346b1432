// The store: rows of cases, deadlines, alarms, journal, outbox. It keeps what it is given and finds
// it again; it decides nothing and reads no clock. A machine's failure (disk full, file damaged) is
// a StoreFailure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/sha256.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/ports/rows.hpp"

namespace duban::ports {

class StoreFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct CaseFilter {
    std::optional<std::string> state;     // some active state is this path or below it
    std::optional<std::string> workflow;  // name
    std::optional<bool> open;
    std::string search_key;             // contained in the folded title; empty = all
    std::optional<Instant> due_before;  // has a running deadline that ends before
    CaseId after;                       // paging: ids greater than this
    std::size_t limit = 100;
};

struct DeliveryFilter {
    std::optional<CaseId> case_id;
    std::optional<delivery::Phase> phase;
    std::optional<std::string> channel;
    std::optional<std::string> recipient;
    std::optional<std::string> message;  // its name
    DeliveryId after;
    std::size_t limit = 100;
};

struct Counts {
    std::int64_t open_cases = 0;
    std::int64_t closed_cases = 0;
    std::int64_t running_deadlines = 0;
    std::int64_t passed_deadlines = 0;                                 // running and past their end
    std::vector<std::pair<delivery::Phase, std::int64_t>> deliveries;  // where not zero, in order
};

/// A consistent view: everything read through one Reader is of one moment.
class Reader {
  public:
    virtual ~Reader() = default;

    virtual std::optional<WorkflowRow> find_workflow(WorkflowId id) = 0;
    virtual std::optional<WorkflowRow> find_workflow(Hash const& content) = 0;
    /// The one stored last under this name.
    virtual std::optional<WorkflowRow> find_workflow(std::string_view name) = 0;
    /// The same without its texts, which are long.
    virtual std::optional<WorkflowId> find_workflow_id(std::string_view name) = 0;
    /// All of them, in the order in which they were stored.
    virtual std::vector<WorkflowRow> list_workflows() = 0;
    virtual std::int64_t count_open_cases(WorkflowId id) = 0;

    /// All versions of all calendars, in the order in which they were stored.
    virtual std::vector<CalendarRow> list_calendars() = 0;

    virtual std::optional<CaseRow> find_case(CaseId id) = 0;
    virtual std::vector<CaseRow> list_cases(CaseFilter const& filter) = 0;
    virtual std::vector<DeadlineRow> running_deadlines(CaseId id) = 0;
    virtual std::vector<DeadlineRow> all_deadlines(CaseId id) = 0;
    virtual std::optional<DeadlineRow> find_deadline(DeadlineId id) = 0;
    /// Running ones of ids greater than `after` that were counted by this version of a calendar, by
    /// id, each with the workflow of its case.
    virtual std::vector<std::pair<WorkflowId, DeadlineRow>> deadlines_counted_by(
        std::string_view calendar_version, DeadlineId after, std::size_t limit) = 0;

    /// Running ones that this version of a calendar counted and that end after the instant.
    virtual std::int64_t count_running_deadlines(std::string_view calendar_version,
                                                 Instant due_after) = 0;

    /// Running ones of ids greater than `after` of which reminders later than the instant count as
    /// handled, by id: the clock was ahead.
    virtual std::vector<DeadlineRow> deadlines_handled_after(Instant instant,
                                                             DeadlineId after,
                                                             std::size_t limit) = 0;

    virtual std::optional<AlarmRow> find_alarm(DeadlineId deadline) = 0;
    virtual std::optional<AlarmRow> next_alarm() = 0;
    /// Alarms at or before `until`, earliest first.
    virtual std::vector<AlarmRow> due_alarms(Instant until, std::size_t limit) = 0;

    virtual std::vector<RaiseRow> raises(CaseId id) = 0;
    virtual std::optional<RaiseRow> next_raise() = 0;
    /// Raises at or before `until`, earliest first.
    virtual std::vector<RaiseRow> due_raises(Instant until, std::size_t limit) = 0;

    /// By their numbers.
    virtual std::vector<PersonalReminderRow> personal_reminders(CaseId id) = 0;
    virtual std::optional<PersonalReminderRow> next_personal_reminder() = 0;
    /// Those at or before `until`, earliest first.
    virtual std::vector<PersonalReminderRow> due_personal_reminders(Instant until,
                                                                    std::size_t limit) = 0;

    virtual std::vector<JournalRow> journal(CaseId id, std::int64_t after, std::size_t limit) = 0;
    virtual std::optional<AnswerRow> find_answer(std::string_view key) = 0;
    /// The octets as they are kept; whether they are what their hash says is the reader's to ask.
    virtual std::optional<std::string> find_content(Hash const& sha256) = 0;

    virtual std::optional<delivery::Delivery> find_delivery(DeliveryId id) = 0;
    /// The latest that the channel's provider has given this number.
    virtual std::optional<delivery::Delivery> find_delivery(std::string_view channel,
                                                            std::string_view provider_id) = 0;
    virtual std::vector<delivery::Delivery> list_deliveries(DeliveryFilter const& filter) = 0;
    /// All that were made for it, by id.
    virtual std::vector<delivery::Delivery> deliveries_of(std::string_view occurrence) = 0;
    /// Queued, backing off, held, in reserve, or with a lapsed lease, `not_before` at or before
    /// `until`; earliest first.
    virtual std::vector<delivery::Delivery> due_deliveries(std::string_view channel,
                                                           Instant until,
                                                           std::size_t limit) = 0;
    /// The earliest `not_before` of what waits or is under way on this channel.
    virtual std::optional<Instant> next_delivery(std::string_view channel) = 0;
    virtual std::vector<delivery::Attempt> attempts(DeliveryId id) = 0;
    /// What waits (queued or backing off) for this recipient on the channel, `not_before` at or
    /// before `until`; earliest first.
    virtual std::vector<delivery::Delivery> due_for(std::string_view channel,
                                                    std::string_view recipient,
                                                    Instant until,
                                                    std::size_t limit) = 0;
    /// When the latest attempts began that may have reached this recipient, latest first.
    virtual std::vector<Instant> latest_claims(std::string_view channel,
                                               std::string_view recipient,
                                               std::size_t limit) = 0;
    /// What a digest carries, by id.
    virtual std::vector<delivery::Delivery> carried_by(DeliveryId carrier) = 0;
    /// Attempted since then, and either uncertain or taken and not confirmed; by id.
    virtual std::vector<delivery::Delivery> awaiting_receipt(std::string_view channel,
                                                             Instant since,
                                                             DeliveryId after,
                                                             std::size_t limit) = 0;

    /// Attempted after the instant, or not settled and to be looked at after it; by id.
    virtual std::vector<delivery::Delivery> deliveries_ahead_of(Instant instant,
                                                                DeliveryId after,
                                                                std::size_t limit) = 0;

    virtual std::optional<ClockRow> clock() = 0;
    /// In the order in which they were first seen.
    virtual std::vector<ZoneDatabaseRow> zone_databases() = 0;

    virtual std::optional<RefusedAddressRow> find_refused_address(std::string_view channel,
                                                                  std::string_view address) = 0;
    /// By channel and address.
    virtual std::vector<RefusedAddressRow> refused_addresses() = 0;

    /// Those that have not ended at the instant, by id.
    virtual std::vector<SilenceRow> silences(Instant at) = 0;
    /// The channels that were ever configured, by name.
    virtual std::vector<std::string> known_channels() = 0;
    /// Those of the channel with this number, in the order in which they came.
    virtual std::vector<EarlyReceiptRow> early_receipts(std::string_view channel,
                                                        std::string_view provider_id) = 0;

    virtual Counts counts() = 0;
};

/// One unit of work: all of it is durable when `commit` returns, or none of it. Destroyed without a
/// commit it rolls back. It reads its own writes. Only one is open at a time; others wait. After a
/// StoreFailure it can only be destroyed. An insert with an id of zero is given the next one; a row
/// that is missing, is there already or refers to nothing is a StoreFailure. An update must not
/// change what identifies a row: its case, part, occurrence, recipient, channel, creation.
class Transaction : public Reader {
  public:
    virtual WorkflowId insert_workflow(WorkflowRow const& row) = 0;
    /// Harmless where the version is there already.
    virtual void insert_calendar(CalendarRow const& row) = 0;
    virtual CaseId insert_case(CaseRow const& row) = 0;
    virtual void update_case(CaseRow const& row) = 0;
    virtual DeadlineId insert_deadline(DeadlineRow const& row) = 0;
    virtual void update_deadline(DeadlineRow const& row) = 0;
    /// The same end, counted by another version of its calendar.
    virtual void set_calendar_version(DeadlineId id, std::string_view version) = 0;
    virtual void set_alarm(AlarmRow const& row) = 0;  // inserts or moves
    virtual void clear_alarm(DeadlineId deadline) = 0;
    virtual RaiseId insert_raise(RaiseRow const& row) = 0;
    virtual void remove_raise(RaiseId id) = 0;  // harmless where there is none
    /// Its number is never given twice, not even when the row is gone: people name it.
    virtual PersonalReminderId insert_personal_reminder(PersonalReminderRow const& row) = 0;
    virtual void remove_personal_reminder(PersonalReminderId id) = 0;  // harmless where none is
    virtual void append_journal(JournalRow const& row) = 0;
    virtual void insert_answer(AnswerRow const& row) = 0;
    /// Harmless where it is kept already.
    virtual void insert_content(ContentRow const& row) = 0;
    /// Nothing where the same occurrence, recipient and channel are there already.
    virtual std::optional<DeliveryId> insert_delivery(delivery::Delivery const& row) = 0;
    virtual void update_delivery(delivery::Delivery const& row) = 0;
    virtual void insert_attempt(delivery::Attempt const& row) = 0;
    virtual void insert_early_receipt(EarlyReceiptRow const& row) = 0;
    virtual void remove_early_receipts(std::string_view channel, std::string_view provider_id) = 0;
    virtual void remove_early_receipts_before(Instant instant) = 0;
    virtual SilenceId insert_silence(SilenceRow const& row) = 0;
    virtual void end_silence(SilenceId id, Instant at) = 0;
    /// Harmless where it is known.
    virtual void insert_channel(std::string_view name, Instant at) = 0;

    virtual void keep_clock(ClockRow const& row) = 0;
    /// Harmless where it is known.
    virtual void insert_zone_database(ZoneDatabaseRow const& row) = 0;
    /// In place of an earlier refusal of the same address.
    virtual void keep_refused_address(RefusedAddressRow const& row) = 0;
    /// Harmless where there is none.
    virtual void remove_refused_address(std::string_view channel, std::string_view address) = 0;

    virtual void commit() = 0;
};

class Store {
  public:
    virtual ~Store() = default;

    virtual std::unique_ptr<Reader> read() = 0;
    virtual std::unique_ptr<Transaction> write() = 0;

    /// Differs from the last answer when any process has committed since: the cheap question "is
    /// there news?".
    virtual std::uint64_t change_mark() = 0;

    /// A consistent copy into a new file while work goes on. Refuses (StoreFailure) to overwrite.
    virtual void backup(std::string const& path) = 0;
};

}  // namespace duban::ports
