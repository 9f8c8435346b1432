#include "adapters/storage/sqlite/reading_impl.hpp"

#include <algorithm>

#include "adapters/storage/sqlite/columns_impl.hpp"
#include "adapters/storage/sqlite/filter_impl.hpp"

namespace duban::sqlite {

using namespace ports;

namespace {

std::int64_t take_number(Query query) {
    return query.next() ? query.take<std::int64_t>() : 0;
}

}  // namespace

template <class Port>
std::optional<WorkflowRow> Reading<Port>::find_workflow(WorkflowId id) {
    static auto const sql = select<WorkflowRow>("WHERE id = ?");
    return take_one<WorkflowRow>(ask(sql, id));
}

template <class Port>
std::optional<WorkflowRow> Reading<Port>::find_workflow(Hash const& content) {
    static auto const sql = select<WorkflowRow>("WHERE content = ?");
    return take_one<WorkflowRow>(ask(sql, content));
}

template <class Port>
std::optional<WorkflowRow> Reading<Port>::find_workflow(std::string_view name) {
    static auto const sql = select<WorkflowRow>("WHERE name = ? ORDER BY id DESC LIMIT 1");
    return take_one<WorkflowRow>(ask(sql, name));
}

template <class Port>
std::optional<WorkflowId> Reading<Port>::find_workflow_id(std::string_view name) {
    Query query = ask("SELECT id FROM workflow WHERE name = ? ORDER BY id DESC LIMIT 1", name);
    return query.next() ? std::optional(query.take<WorkflowId>()) : std::nullopt;
}

template <class Port>
std::vector<WorkflowRow> Reading<Port>::list_workflows() {
    static auto const sql = select<WorkflowRow>("ORDER BY id");
    return take_rows<WorkflowRow>(ask(sql));
}

template <class Port>
std::vector<CalendarRow> Reading<Port>::list_calendars() {
    static auto const sql = select<CalendarRow>("ORDER BY number");
    return take_rows<CalendarRow>(ask(sql));
}

template <class Port>
std::int64_t Reading<Port>::count_open_cases(WorkflowId id) {
    return take_number(
        ask("SELECT count(*) FROM \"case\" WHERE closed_at IS NULL AND workflow = ?", id));
}

template <class Port>
std::optional<CaseRow> Reading<Port>::find_case(CaseId id) {
    static auto const sql = select<CaseRow>("WHERE id = ?");
    return take_one<CaseRow>(ask(sql, id));
}

template <class Port>
std::vector<CaseRow> Reading<Port>::list_cases(CaseFilter const& filter) {
    auto query = ask(select<CaseRow>(cases_where(filter)));
    bind_filter(query, filter);
    return take_rows<CaseRow>(std::move(query));
}

template <class Port>
std::vector<DeadlineRow> Reading<Port>::running_deadlines(CaseId id) {
    static auto const sql =
        select<DeadlineRow>("WHERE case_id = ? AND ended_at IS NULL ORDER BY id");
    return take_rows<DeadlineRow>(ask(sql, id));
}

template <class Port>
std::vector<DeadlineRow> Reading<Port>::all_deadlines(CaseId id) {
    static auto const sql = select<DeadlineRow>("WHERE case_id = ? ORDER BY id");
    return take_rows<DeadlineRow>(ask(sql, id));
}

template <class Port>
std::optional<DeadlineRow> Reading<Port>::find_deadline(DeadlineId id) {
    static auto const sql = select<DeadlineRow>("WHERE id = ?");
    return take_one<DeadlineRow>(ask(sql, id));
}

template <class Port>
std::vector<std::pair<WorkflowId, DeadlineRow>> Reading<Port>::deadlines_counted_by(
    std::string_view calendar_version, DeadlineId after, std::size_t limit) {
    static auto const sql = fmt::format(
        "SELECT {}, (SELECT workflow FROM \"case\" WHERE id = deadline.case_id) FROM deadline "
        "WHERE ended_at IS NULL AND calendar_version = ? AND id > ? ORDER BY id LIMIT ?",
        Columns<DeadlineRow>::names);
    std::vector<std::pair<WorkflowId, DeadlineRow>> counted;
    auto query = ask(sql, calendar_version, after.value, static_cast<std::int64_t>(limit));
    while (query.next()) {
        auto row = take_row<DeadlineRow>(query);
        counted.emplace_back(query.template take<WorkflowId>(), std::move(row));
    }
    return counted;
}

template <class Port>
std::int64_t Reading<Port>::count_running_deadlines(std::string_view calendar_version,
                                                    Instant due_after) {
    return take_number(
        ask("SELECT count(*) FROM deadline WHERE ended_at IS NULL AND due_at > ? AND "
            "calendar_version = ?",
            due_after,
            calendar_version));
}

template <class Port>
std::vector<DeadlineRow> Reading<Port>::deadlines_handled_after(Instant instant,
                                                                DeadlineId after,
                                                                std::size_t limit) {
    static auto const sql = select<DeadlineRow>(
        "WHERE ended_at IS NULL AND handled_until > ? AND id > ? ORDER BY id LIMIT ?");
    return take_rows<DeadlineRow>(ask(sql, instant, after.value, rows_at_most(limit)));
}

template <class Port>
std::optional<AlarmRow> Reading<Port>::find_alarm(DeadlineId deadline) {
    static auto const sql = select<AlarmRow>("WHERE deadline = ?");
    return take_one<AlarmRow>(ask(sql, deadline));
}

template <class Port>
std::optional<AlarmRow> Reading<Port>::next_alarm() {
    static auto const sql = select<AlarmRow>("ORDER BY at, deadline LIMIT 1");
    return take_one<AlarmRow>(ask(sql));
}

template <class Port>
std::vector<AlarmRow> Reading<Port>::due_alarms(Instant until, std::size_t limit) {
    static auto const sql = select<AlarmRow>("WHERE at <= ? ORDER BY at, deadline LIMIT ?");
    return take_rows<AlarmRow>(ask(sql, until, rows_at_most(limit)));
}

template <class Port>
std::vector<RaiseRow> Reading<Port>::raises(CaseId id) {
    static auto const sql = select<RaiseRow>("WHERE case_id = ? ORDER BY id");
    return take_rows<RaiseRow>(ask(sql, id));
}

template <class Port>
std::optional<RaiseRow> Reading<Port>::next_raise() {
    static auto const sql = select<RaiseRow>("ORDER BY at, id LIMIT 1");
    return take_one<RaiseRow>(ask(sql));
}

template <class Port>
std::vector<RaiseRow> Reading<Port>::due_raises(Instant until, std::size_t limit) {
    static auto const sql = select<RaiseRow>("WHERE at <= ? ORDER BY at, id LIMIT ?");
    return take_rows<RaiseRow>(ask(sql, until, rows_at_most(limit)));
}

template <class Port>
std::vector<PersonalReminderRow> Reading<Port>::personal_reminders(CaseId id) {
    static auto const sql = select<PersonalReminderRow>("WHERE case_id = ? ORDER BY id");
    return take_rows<PersonalReminderRow>(ask(sql, id));
}

template <class Port>
std::optional<PersonalReminderRow> Reading<Port>::next_personal_reminder() {
    static auto const sql = select<PersonalReminderRow>("ORDER BY at, id LIMIT 1");
    return take_one<PersonalReminderRow>(ask(sql));
}

template <class Port>
std::vector<PersonalReminderRow> Reading<Port>::due_personal_reminders(Instant until,
                                                                       std::size_t limit) {
    static auto const sql = select<PersonalReminderRow>("WHERE at <= ? ORDER BY at, id LIMIT ?");
    return take_rows<PersonalReminderRow>(ask(sql, until, rows_at_most(limit)));
}

template <class Port>
std::vector<JournalRow> Reading<Port>::journal(CaseId id, std::int64_t after, std::size_t limit) {
    static auto const sql =
        select<JournalRow>("WHERE case_id = ? AND number > ? ORDER BY number LIMIT ?");
    return take_rows<JournalRow>(ask(sql, id, after, rows_at_most(limit)));
}

template <class Port>
std::optional<AnswerRow> Reading<Port>::find_answer(std::string_view key) {
    static auto const sql = select<AnswerRow>("WHERE key = ?");
    return take_one<AnswerRow>(ask(sql, key));
}

template <class Port>
std::optional<std::string> Reading<Port>::find_content(Hash const& sha256) {
    auto query = ask("SELECT octets FROM content WHERE sha256 = ?", sha256);
    return query.next() ? std::optional{query.take_blob()} : std::nullopt;
}

template <class Port>
std::optional<delivery::Delivery> Reading<Port>::find_delivery(DeliveryId id) {
    static auto const sql = select<delivery::Delivery>("WHERE id = ?");
    return take_one<delivery::Delivery>(ask(sql, id));
}

template <class Port>
std::optional<delivery::Delivery> Reading<Port>::find_delivery(std::string_view channel,
                                                               std::string_view provider_id) {
    static auto const sql = select<delivery::Delivery>(
        "WHERE channel = ? AND provider_id = ? AND provider_id <> '' ORDER BY id DESC LIMIT 1");
    return take_one<delivery::Delivery>(ask(sql, channel, provider_id));
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::list_deliveries(DeliveryFilter const& filter) {
    auto query = ask(select<delivery::Delivery>(deliveries_where(filter)));
    bind_filter(query, filter);
    return take_rows<delivery::Delivery>(std::move(query));
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::deliveries_of(std::string_view occurrence) {
    static auto const sql = select<delivery::Delivery>("WHERE occurrence = ? ORDER BY id");
    return take_rows<delivery::Delivery>(ask(sql, occurrence));
}

// INDEXED BY: without statistics SQLite might walk every delivery that waits on any channel; it
// refuses to prepare the statement if the index ever stops to fit.
template <class Port>
std::vector<delivery::Delivery> Reading<Port>::due_deliveries(std::string_view channel,
                                                              Instant until,
                                                              std::size_t limit) {
    static auto const sql = select<delivery::Delivery>(
        "INDEXED BY delivery_pending WHERE channel = ? AND not_before <= ? "
        "AND phase IN ('standby', 'queued', 'sending', 'backing_off', 'held') "
        "ORDER BY not_before, id LIMIT ?");
    return take_rows<delivery::Delivery>(ask(sql, channel, until, rows_at_most(limit)));
}

template <class Port>
std::optional<Instant> Reading<Port>::next_delivery(std::string_view channel) {
    Query query =
        ask("SELECT not_before FROM delivery INDEXED BY delivery_pending WHERE channel = ? "
            "AND phase IN ('standby', 'queued', 'sending', 'backing_off', 'held') "
            "ORDER BY not_before LIMIT 1",
            channel);
    return query.next() ? std::optional(query.take<Instant>()) : std::nullopt;
}

template <class Port>
std::vector<delivery::Attempt> Reading<Port>::attempts(DeliveryId id) {
    static auto const sql = select<delivery::Attempt>("WHERE delivery = ? ORDER BY number");
    return take_rows<delivery::Attempt>(ask(sql, id));
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::due_for(std::string_view channel,
                                                       std::string_view recipient,
                                                       Instant until,
                                                       std::size_t limit) {
    static auto const sql = select<delivery::Delivery>(
        "INDEXED BY delivery_waiting WHERE recipient = ? AND channel = ? AND not_before <= ? "
        "AND phase IN ('queued', 'backing_off') ORDER BY not_before, id LIMIT ?");
    return take_rows<delivery::Delivery>(ask(sql, recipient, channel, until, rows_at_most(limit)));
}

template <class Port>
std::vector<Instant> Reading<Port>::latest_claims(std::string_view channel,
                                                  std::string_view recipient,
                                                  std::size_t limit) {
    Query query =
        ask("SELECT claimed_at FROM delivery INDEXED BY delivery_claimed WHERE recipient = ? "
            "AND channel = ? AND claimed_at IS NOT NULL "
            "AND phase IN ('sending', 'delivered', 'uncertain', 'bounced') "
            "ORDER BY claimed_at DESC LIMIT ?",
            recipient,
            channel,
            rows_at_most(limit));
    std::vector<Instant> claims;
    while (query.next()) claims.push_back(query.take<Instant>());
    return claims;
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::carried_by(DeliveryId carrier) {
    static auto const sql = select<delivery::Delivery>("WHERE carrier = ? ORDER BY id");
    return take_rows<delivery::Delivery>(ask(sql, carrier));
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::awaiting_receipt(std::string_view channel,
                                                                Instant since,
                                                                DeliveryId after,
                                                                std::size_t limit) {
    static auto const sql = select<delivery::Delivery>(
        "INDEXED BY delivery_unconfirmed WHERE channel = ? AND claimed_at >= ? AND id > ? "
        "AND phase IN ('delivered', 'uncertain') AND confirmed_at IS NULL ORDER BY id LIMIT ?");
    // Not `after`: an id of zero would be bound as NULL.
    return take_rows<delivery::Delivery>(
        ask(sql, channel, since, after.value, rows_at_most(limit)));
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::deliveries_ahead_of(Instant instant,
                                                                   DeliveryId after,
                                                                   std::size_t limit) {
    static auto const sql = select<delivery::Delivery>(
        "WHERE id > ?2 AND (claimed_at > ?1 OR (not_before > ?1 AND "
        "phase IN ('standby', 'queued', 'sending', 'backing_off', 'held'))) ORDER BY id LIMIT ?3");
    return take_rows<delivery::Delivery>(ask(sql, instant, after.value, rows_at_most(limit)));
}

template <class Port>
std::optional<ClockRow> Reading<Port>::clock() {
    static auto const sql = select<ClockRow>("WHERE id = 1");
    return take_one<ClockRow>(ask(sql));
}

template <class Port>
std::vector<ZoneDatabaseRow> Reading<Port>::zone_databases() {
    static auto const sql = select<ZoneDatabaseRow>("ORDER BY seen_at, version");
    return take_rows<ZoneDatabaseRow>(ask(sql));
}

template <class Port>
std::optional<RefusedAddressRow> Reading<Port>::find_refused_address(std::string_view channel,
                                                                     std::string_view address) {
    static auto const sql = select<RefusedAddressRow>("WHERE channel = ? AND address = ?");
    return take_one<RefusedAddressRow>(ask(sql, channel, address));
}

template <class Port>
std::vector<RefusedAddressRow> Reading<Port>::refused_addresses() {
    static auto const sql = select<RefusedAddressRow>("ORDER BY channel, address");
    return take_rows<RefusedAddressRow>(ask(sql));
}

template <class Port>
std::vector<SilenceRow> Reading<Port>::silences(Instant at) {
    static auto const sql = select<SilenceRow>("WHERE until > ? ORDER BY id");
    return take_rows<SilenceRow>(ask(sql, at));
}

template <class Port>
std::vector<std::string> Reading<Port>::known_channels() {
    Query query = ask("SELECT name FROM channel ORDER BY name");
    std::vector<std::string> names;
    while (query.next()) names.push_back(query.take<std::string>());
    return names;
}

template <class Port>
std::vector<EarlyReceiptRow> Reading<Port>::early_receipts(std::string_view channel,
                                                           std::string_view provider_id) {
    static auto const sql =
        select<EarlyReceiptRow>("WHERE channel = ? AND provider_id = ? ORDER BY number");
    return take_rows<EarlyReceiptRow>(ask(sql, channel, provider_id));
}

template <class Port>
Counts Reading<Port>::counts() {
    Counts counts;
    counts.open_cases = take_number(ask("SELECT count(*) FROM \"case\" WHERE closed_at IS NULL"));
    counts.closed_cases =
        take_number(ask("SELECT count(*) FROM \"case\" WHERE closed_at IS NOT NULL"));
    Query deadlines =
        ask("SELECT count(*), coalesce(sum(passed), 0) FROM deadline INDEXED BY deadline_running "
            "WHERE ended_at IS NULL");
    if (deadlines.next()) {
        deadlines.take(counts.running_deadlines);
        deadlines.take(counts.passed_deadlines);
    }
    Query phases = ask("SELECT phase, count(*) FROM delivery GROUP BY phase");
    while (phases.next()) {
        auto const phase = phases.take<delivery::Phase>();
        counts.deliveries.emplace_back(phase, phases.take<std::int64_t>());
    }
    std::ranges::sort(counts.deliveries);
    return counts;
}

template class Reading<ports::Reader>;
template class Reading<ports::Transaction>;

}  // namespace duban::sqlite
