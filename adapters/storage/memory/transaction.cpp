#include "adapters/storage/memory/transaction.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::memory {

using namespace ports;

namespace {

/// Inserts under the row's own id, or the next one where it is zero.
template <class Key, class Row>
Key insert(Table<Key, Row>& table, Row row) {
    if (row.id == Key{}) row.id = table.next_id();
    Key const id = row.id;
    table.put(id, std::move(row));
    return id;
}

}  // namespace

void Transaction::require(bool condition, std::string_view what) {
    if (state_ != State::open) {
        throw StoreFailure("the transaction has ended: begin another one");
    }
    if (condition) return;
    state_ = State::failed;
    throw StoreFailure(fmt::format("the store in memory refuses the row: {}", what));
}

WorkflowId Transaction::insert_workflow(WorkflowRow const& row) {
    require(tables_.workflows.find(row.id) == nullptr, "the workflow is there already");
    require(!find_workflow(row.content), "a workflow of this content is there already");
    return insert(tables_.workflows, row);
}

void Transaction::insert_calendar(CalendarRow const& row) {
    auto const& rows = tables_.calendars.rows();
    bool const known = std::ranges::any_of(
        rows, [&](auto const& entry) { return entry.second->version == row.version; });
    if (!known) tables_.calendars.put(rows.size() + 1, row);
}

CaseId Transaction::insert_case(CaseRow const& row) {
    require(tables_.cases.find(row.id) == nullptr, "the case is there already");
    require(tables_.workflows.find(row.workflow) != nullptr, "its workflow is not there");
    return insert(tables_.cases, row);
}

void Transaction::update_case(CaseRow const& row) {
    require(tables_.cases.find(row.id) != nullptr, "there is no such case");
    require(tables_.workflows.find(row.workflow) != nullptr, "its workflow is not there");
    tables_.cases.put(row.id, row);
}

DeadlineId Transaction::insert_deadline(DeadlineRow const& row) {
    require(tables_.deadlines.find(row.id) == nullptr, "the deadline is there already");
    require(tables_.cases.find(row.case_id) != nullptr, "its case is not there");
    return insert(tables_.deadlines, row);
}

void Transaction::update_deadline(DeadlineRow const& row) {
    require(tables_.deadlines.find(row.id) != nullptr, "there is no such deadline");
    tables_.deadlines.put(row.id, row);
}

void Transaction::set_calendar_version(DeadlineId id, std::string_view version) {
    auto const* const present = tables_.deadlines.find(id);
    require(present != nullptr, "there is no such deadline");
    auto row = *present;
    row.calendar_version = version;
    tables_.deadlines.put(id, std::move(row));
}

void Transaction::set_alarm(AlarmRow const& row) {
    require(tables_.deadlines.find(row.deadline) != nullptr, "its deadline is not there");
    tables_.alarms.put(row.deadline, row.at);
}

void Transaction::clear_alarm(DeadlineId deadline) {
    require(true, {});
    tables_.alarms.remove(deadline);
}

RaiseId Transaction::insert_raise(RaiseRow const& row) {
    require(tables_.raises.find(row.id) == nullptr, "the raise is there already");
    require(tables_.cases.find(row.case_id) != nullptr, "its case is not there");
    return insert(tables_.raises, row);
}

void Transaction::remove_raise(RaiseId id) {
    require(true, {});
    tables_.raises.remove(id);
}

PersonalReminderId Transaction::insert_personal_reminder(PersonalReminderRow const& row) {
    require(tables_.personal_reminders.find(row.id) == nullptr, "the reminder is there already");
    require(tables_.cases.find(row.case_id) != nullptr, "its case is not there");
    auto& last = tables_.last_personal_reminder;
    auto const id = row.id == PersonalReminderId{} ? PersonalReminderId{last.value + 1} : row.id;
    auto kept = row;
    kept.id = id;
    last = std::max(last, id);
    tables_.personal_reminders.put(id, std::move(kept));
    return id;
}

void Transaction::remove_personal_reminder(PersonalReminderId id) {
    require(true, {});
    tables_.personal_reminders.remove(id);
}

void Transaction::append_journal(JournalRow const& row) {
    std::pair const key{row.case_id, row.number};
    require(tables_.journal.find(key) == nullptr, "the record is there already");
    require(tables_.cases.find(row.case_id) != nullptr, "its case is not there");
    tables_.journal.put(key, row);
}

void Transaction::insert_content(ContentRow const& row) {
    require(true, {});
    auto const* const present = tables_.contents.find(row.sha256);
    bool const is_sound = present != nullptr && present->octets == row.octets;
    if (!is_sound) tables_.contents.put(row.sha256, row);
}

void Transaction::insert_answer(AnswerRow const& row) {
    require(tables_.answers.find(row.key) == nullptr, "the answer is there already");
    require(tables_.cases.find(row.case_id) != nullptr, "its case is not there");
    tables_.answers.put(row.key, row);
}

std::optional<DeliveryId> Transaction::insert_delivery(delivery::Delivery const& row) {
    require(tables_.deliveries.find(row.id) == nullptr, "the delivery is there already");
    require(row.case_id == CaseId{} || tables_.cases.find(row.case_id) != nullptr,
            "its case is not there");
    require(row.deadline == DeadlineId{} || tables_.deadlines.find(row.deadline) != nullptr,
            "its deadline is not there");
    require(row.carrier == DeliveryId{} || tables_.deliveries.find(row.carrier) != nullptr,
            "its carrier is not there");
    DeliveryIdentity const identity{row.occurrence, row.recipient, row.channel};
    if (tables_.delivery_identities.find(identity) != nullptr) return std::nullopt;
    auto const id = insert(tables_.deliveries, row);
    tables_.delivery_identities.put(identity, id);
    return id;
}

void Transaction::update_delivery(delivery::Delivery const& row) {
    require(tables_.deliveries.find(row.id) != nullptr, "there is no such delivery");
    require(row.carrier == DeliveryId{} || tables_.deliveries.find(row.carrier) != nullptr,
            "its carrier is not there");
    tables_.deliveries.put(row.id, row);
}

void Transaction::insert_attempt(delivery::Attempt const& row) {
    std::pair const key{row.delivery, row.number};
    require(tables_.attempts.find(key) == nullptr, "the attempt is there already");
    require(tables_.deliveries.find(row.delivery) != nullptr, "its delivery is not there");
    tables_.attempts.put(key, row);
}

void Transaction::insert_early_receipt(EarlyReceiptRow const& row) {
    require(true, {});
    auto const& rows = tables_.early_receipts.rows();
    tables_.early_receipts.put(rows.empty() ? 1 : rows.rbegin()->first + 1, row);
}

void Transaction::remove_early_receipts(std::string_view channel, std::string_view provider_id) {
    require(true, {});
    auto const rows = tables_.early_receipts.rows();
    for (auto const& [number, row] : rows) {
        if (row->channel == channel && row->receipt.provider_id == provider_id)
            tables_.early_receipts.remove(number);
    }
}

void Transaction::remove_early_receipts_before(Instant instant) {
    require(true, {});
    auto const rows = tables_.early_receipts.rows();
    for (auto const& [number, row] : rows) {
        if (row->at < instant) tables_.early_receipts.remove(number);
    }
}

SilenceId Transaction::insert_silence(SilenceRow const& row) {
    require(tables_.silences.find(row.id) == nullptr, "the silence is there already");
    require(row.case_id == CaseId{} || tables_.cases.find(row.case_id) != nullptr,
            "its case is not there");
    return insert(tables_.silences, row);
}

void Transaction::end_silence(SilenceId id, Instant at) {
    auto const* const row = tables_.silences.find(id);
    require(row != nullptr, "there is no such silence");
    auto ended = *row;
    ended.until = at;
    tables_.silences.put(id, std::move(ended));
}

void Transaction::insert_channel(std::string_view name, Instant at) {
    require(true, {});
    std::string const key{name};
    if (tables_.channels.find(key) == nullptr) tables_.channels.put(key, at);
}

void Transaction::keep_clock(ClockRow const& row) {
    require(true, {});
    tables_.clock = row;
}

void Transaction::insert_zone_database(ZoneDatabaseRow const& row) {
    require(true, {});
    if (tables_.zone_databases.find(row.version) == nullptr)
        tables_.zone_databases.put(row.version, row);
}

void Transaction::keep_refused_address(RefusedAddressRow const& row) {
    require(true, {});
    tables_.refused_addresses.put({row.channel, row.address}, row);
}

void Transaction::remove_refused_address(std::string_view channel, std::string_view address) {
    require(true, {});
    tables_.refused_addresses.remove({std::string{channel}, std::string{address}});
}

void Transaction::commit() {
    require(true, {});
    publish_(tables_);
    state_ = State::committed;
    turn_.unlock();
}

}  // namespace duban::memory
