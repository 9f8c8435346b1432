#include "adapters/storage/sqlite/transaction_impl.hpp"

#include <utility>

#include "adapters/storage/sqlite/columns_impl.hpp"

namespace duban::sqlite {

using namespace ports;

Transaction::Transaction(Connection& connection, std::function<void()> give_back)
    : Reading(connection), give_back_(std::move(give_back)) {}

Transaction::~Transaction() {
    give_back_();
}

template <class Row>
void Transaction::insert(std::string_view sql, Row const& row) {
    connection_.require_transaction();
    run_with(connection_, sql, row);
}

template <class... Values>
void Transaction::update_one(std::string_view sql, Values const&... values) {
    connection_.require_transaction();
    connection_.run(sql, values...);
    if (connection_.changes() != 1) connection_.fail("there is no such row to be updated");
}

// SQLite writes an index entry anew whenever its column is named in SET, changed or not. So what is
// indexed and seldom changes is named only where it has changed.
template <class... Values>
void Transaction::update_sparing(std::string_view as_indexed,
                                 std::string_view all,
                                 Values const&... values) {
    connection_.require_transaction();
    connection_.run(as_indexed, values...);
    if (connection_.changes() == 0) update_one(all, values...);
}

WorkflowId Transaction::insert_workflow(WorkflowRow const& row) {
    static auto const sql = insert_into<WorkflowRow>();
    insert(sql, row);
    return {connection_.last_id()};
}

void Transaction::insert_calendar(CalendarRow const& row) {
    static auto const sql = insert_into<CalendarRow>("ON CONFLICT (version) DO NOTHING");
    insert(sql, row);
}

CaseId Transaction::insert_case(CaseRow const& row) {
    static auto const sql = insert_into<CaseRow>();
    insert(sql, row);
    return {connection_.last_id()};
}

void Transaction::update_case(CaseRow const& row) {
    constexpr auto update = [](char const* rest) {
        return std::string{
                   "UPDATE \"case\" SET workflow = ?, state = ?, revision = ?, title = ?, "
                   "search_key = ?, data = ?, memory = ?, suspended_since = ?, journal_length = ?, "
                   "journal_head = ?"} +
               rest;
    };
    static auto const as_open_as_before = update(" WHERE closed_at IS ? AND id = ?");
    static auto const all = update(", closed_at = ? WHERE id = ?");
    update_sparing(as_open_as_before,
                   all,
                   row.workflow,
                   row.state,
                   row.revision,
                   row.title,
                   row.search_key,
                   row.data,
                   row.memory,
                   row.suspended_since,
                   row.journal_length,
                   row.journal_head,
                   row.closed_at,
                   row.id);
}

DeadlineId Transaction::insert_deadline(DeadlineRow const& row) {
    static auto const sql = insert_into<DeadlineRow>();
    insert(sql, row);
    return {connection_.last_id()};
}

void Transaction::update_deadline(DeadlineRow const& row) {
    constexpr auto update = [](char const* rest) {
        return std::string{
                   "UPDATE deadline SET state = ?, name = ?, started_at = ?, term = ?, "
                   "counting = ?, calendar_version = ?, extensions = ?, stops = ?, "
                   "stopped_since = ?, stopped_by_hand = ?, quiet_until = ?, moved_from = ?, "
                   "said_from = ?, handled_until = ?, rewound = ?"} +
               rest;
    };
    static auto const of_the_same_end =
        update(" WHERE passed = ? AND due_at = ? AND ended_at IS ? AND id = ?");
    static auto const all = update(", passed = ?, due_at = ?, ended_at = ? WHERE id = ?");
    update_sparing(of_the_same_end,
                   all,
                   row.state,
                   row.name,
                   row.started_at,
                   row.term,
                   row.counting,
                   row.calendar_version,
                   row.extensions,
                   row.stops,
                   row.stopped_since,
                   row.stopped_by_hand,
                   row.quiet_until,
                   row.moved_from,
                   row.said_from,
                   row.handled_until,
                   row.rewound,
                   row.passed,
                   row.due_at,
                   row.ended_at,
                   row.id);
}

void Transaction::set_calendar_version(DeadlineId id, std::string_view version) {
    update_one("UPDATE deadline SET calendar_version = ? WHERE id = ?", version, id);
}

void Transaction::set_alarm(AlarmRow const& row) {
    static auto const sql = insert_into<AlarmRow>(
        "ON CONFLICT (deadline) DO UPDATE SET at = excluded.at "
        "WHERE at <> excluded.at");  // or the page would be written again
    insert(sql, row);
}

void Transaction::clear_alarm(DeadlineId deadline) {
    connection_.require_transaction();
    connection_.run("DELETE FROM alarm WHERE deadline = ?", deadline);
}

RaiseId Transaction::insert_raise(RaiseRow const& row) {
    static auto const sql = insert_into<RaiseRow>();
    insert(sql, row);
    return {connection_.last_id()};
}

void Transaction::remove_raise(RaiseId id) {
    connection_.require_transaction();
    connection_.run("DELETE FROM raise WHERE id = ?", id);
}

PersonalReminderId Transaction::insert_personal_reminder(PersonalReminderRow const& row) {
    static auto const sql = insert_into<PersonalReminderRow>();
    insert(sql, row);
    return {connection_.last_id()};
}

void Transaction::remove_personal_reminder(PersonalReminderId id) {
    connection_.require_transaction();
    connection_.run("DELETE FROM personal_reminder WHERE id = ?", id);
}

void Transaction::append_journal(JournalRow const& row) {
    static auto const sql = insert_into<JournalRow>();
    insert(sql, row);
}

void Transaction::insert_answer(AnswerRow const& row) {
    static auto const sql = insert_into<AnswerRow>();
    insert(sql, row);
}

void Transaction::insert_content(ContentRow const& row) {
    connection_.require_transaction();
    connection_.run(
        "INSERT INTO content (sha256, size, kept_at, octets) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, kept_at = excluded.kept_at, "
        "octets = excluded.octets "
        "WHERE content.octets <> excluded.octets",
        row.sha256,
        row.octets.size(),
        row.kept_at,
        Blob{row.octets});
}

std::optional<DeliveryId> Transaction::insert_delivery(delivery::Delivery const& row) {
    static auto const sql =
        insert_into<delivery::Delivery>("ON CONFLICT (occurrence, recipient, channel) DO NOTHING");
    insert(sql, row);
    if (connection_.changes() == 0) return std::nullopt;
    return DeliveryId{connection_.last_id()};
}

void Transaction::update_delivery(delivery::Delivery const& row) {
    update_one(
        "UPDATE delivery SET message = ?, role = ?, address = ?, language = ?, expires_at = ?, "
        "phase = ?, attempts = ?, failures = ?, uncertain = ?, not_before = ?, subject = ?, "
        "text = ?, html = ?, calendar = ?, variables = ?, attachments = ?, reason = ?, provider_id "
        "= ?, "
        "confirmed_at = ?, claimed_at = ?, carrier = ? "
        "WHERE id = ?",
        row.message,
        row.role,
        row.address,
        row.language,
        row.expires_at,
        row.phase,
        row.attempts,
        row.failures,
        row.uncertain,
        row.not_before,
        row.subject,
        row.text,
        row.html,
        row.calendar,
        row.variables,
        row.attachments,
        row.reason,
        row.provider_id,
        row.confirmed_at,
        row.claimed_at,
        row.carrier,
        row.id);
}

void Transaction::insert_attempt(delivery::Attempt const& row) {
    static auto const sql = insert_into<delivery::Attempt>();
    insert(sql, row);
}

void Transaction::insert_early_receipt(EarlyReceiptRow const& row) {
    static auto const sql = insert_into<EarlyReceiptRow>();
    insert(sql, row);
}

void Transaction::remove_early_receipts(std::string_view channel, std::string_view provider_id) {
    connection_.run(
        "DELETE FROM early_receipt WHERE channel = ? AND provider_id = ?", channel, provider_id);
}

void Transaction::remove_early_receipts_before(Instant instant) {
    connection_.run("DELETE FROM early_receipt WHERE at < ?", instant);
}

SilenceId Transaction::insert_silence(SilenceRow const& row) {
    static auto const sql = insert_into<SilenceRow>();
    insert(sql, row);
    return SilenceId{connection_.last_id()};
}

void Transaction::end_silence(SilenceId id, Instant at) {
    update_one("UPDATE silence SET until = ? WHERE id = ?", at, id);
}

void Transaction::insert_channel(std::string_view name, Instant at) {
    connection_.require_transaction();
    connection_.run(
        "INSERT INTO channel (name, known_at) VALUES (?, ?) ON CONFLICT DO NOTHING", name, at);
}

void Transaction::keep_clock(ClockRow const& row) {
    connection_.require_transaction();
    connection_.run(
        "INSERT INTO clock (id, looked_at, trusted, leapt_to, leapt_from) VALUES (1, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET looked_at = excluded.looked_at, "
        "trusted = excluded.trusted, leapt_to = excluded.leapt_to, "
        "leapt_from = excluded.leapt_from",
        row.looked_at,
        row.trusted,
        row.leapt_to,
        row.leapt_from);
}

void Transaction::insert_zone_database(ZoneDatabaseRow const& row) {
    static auto const sql = insert_into<ZoneDatabaseRow>("ON CONFLICT DO NOTHING");
    insert(sql, row);
}

void Transaction::keep_refused_address(RefusedAddressRow const& row) {
    static auto const sql = insert_into<RefusedAddressRow>(
        "ON CONFLICT (channel, address) DO UPDATE SET at = excluded.at, code = excluded.code, "
        "words = excluded.words");
    insert(sql, row);
}

void Transaction::remove_refused_address(std::string_view channel, std::string_view address) {
    connection_.require_transaction();
    connection_.run(
        "DELETE FROM refused_address WHERE channel = ? AND address = ?", channel, address);
}

void Transaction::commit() {
    connection_.commit();
}

}  // namespace duban::sqlite
