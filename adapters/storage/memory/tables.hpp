// The rows of a memory store. A Table is a map that copies itself before its first change: copying
// Tables is cheap, and a copy never sees what is done to the other.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "engine/ports/store.hpp"

namespace duban::memory {

template <class Key, class Row>
class Table {
  public:
    using Rows = std::map<Key, std::shared_ptr<Row const>>;

    [[nodiscard]] Rows const& rows() const { return *rows_; }

    [[nodiscard]] Row const* find(Key const& key) const {
        auto const found = rows_->find(key);
        return found == rows_->end() ? nullptr : found->second.get();
    }

    void put(Key const& key, Row row) {
        own();
        (*rows_)[key] = std::make_shared<Row const>(std::move(row));
    }

    void remove(Key const& key) {
        if (find(key) == nullptr) return;
        own();
        rows_->erase(key);
    }

    /// One more than the greatest identifier.
    [[nodiscard]] Key next_id() const {
        return rows_->empty() ? Key{1} : Key{rows_->rbegin()->first.value + 1};
    }

  private:
    void own() {
        if (rows_.use_count() > 1) rows_ = std::make_shared<Rows>(*rows_);
    }

    std::shared_ptr<Rows> rows_ = std::make_shared<Rows>();
};

/// What two deliveries never share: occurrence, recipient, channel.
using DeliveryIdentity = std::tuple<std::string, std::string, std::string>;

struct Tables {
    Table<WorkflowId, ports::WorkflowRow> workflows;
    Table<std::size_t, ports::CalendarRow> calendars;  // from 1, in their order
    Table<CaseId, ports::CaseRow> cases;
    Table<DeadlineId, ports::DeadlineRow> deadlines;
    Table<DeadlineId, Instant> alarms;
    Table<RaiseId, ports::RaiseRow> raises;
    Table<PersonalReminderId, ports::PersonalReminderRow> personal_reminders;
    PersonalReminderId last_personal_reminder;  // the greatest number that was ever given
    Table<std::pair<CaseId, std::int64_t>, ports::JournalRow> journal;
    Table<std::string, ports::AnswerRow> answers;
    Table<Hash, ports::ContentRow> contents;
    Table<DeliveryId, delivery::Delivery> deliveries;
    Table<DeliveryIdentity, DeliveryId> delivery_identities;
    Table<std::pair<DeliveryId, int>, delivery::Attempt> attempts;
    Table<std::int64_t, ports::EarlyReceiptRow> early_receipts;  // in the order they came
    Table<SilenceId, ports::SilenceRow> silences;
    Table<std::string, Instant> channels;
    std::optional<ports::ClockRow> clock;
    Table<std::string, ports::ZoneDatabaseRow> zone_databases;
    Table<std::pair<std::string, std::string>, ports::RefusedAddressRow> refused_addresses;
};

}  // namespace duban::memory
