// A unit of work on a copy of the tables, put in the store's place by `commit`.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "adapters/storage/memory/reading.hpp"

namespace duban::memory {

class Transaction : public Reading<ports::Transaction> {
  public:
    using Publish = std::function<void(Tables)>;

    /// Holds `turn` until it is destroyed.
    Transaction(Tables tables, std::unique_lock<std::mutex> turn, Publish publish)
        : Reading(std::move(tables)), turn_(std::move(turn)), publish_(std::move(publish)) {}

    WorkflowId insert_workflow(ports::WorkflowRow const& row) override;
    void insert_calendar(ports::CalendarRow const& row) override;
    CaseId insert_case(ports::CaseRow const& row) override;
    void update_case(ports::CaseRow const& row) override;
    DeadlineId insert_deadline(ports::DeadlineRow const& row) override;
    void update_deadline(ports::DeadlineRow const& row) override;
    void set_calendar_version(DeadlineId id, std::string_view version) override;
    void set_alarm(ports::AlarmRow const& row) override;
    void clear_alarm(DeadlineId deadline) override;
    RaiseId insert_raise(ports::RaiseRow const& row) override;
    void remove_raise(RaiseId id) override;
    PersonalReminderId insert_personal_reminder(ports::PersonalReminderRow const& row) override;
    void remove_personal_reminder(PersonalReminderId id) override;
    void append_journal(ports::JournalRow const& row) override;
    void insert_answer(ports::AnswerRow const& row) override;
    void insert_content(ports::ContentRow const& row) override;
    std::optional<DeliveryId> insert_delivery(delivery::Delivery const& row) override;
    void update_delivery(delivery::Delivery const& row) override;
    void insert_attempt(delivery::Attempt const& row) override;
    void insert_early_receipt(ports::EarlyReceiptRow const& row) override;
    void remove_early_receipts(std::string_view channel, std::string_view provider_id) override;
    void remove_early_receipts_before(Instant instant) override;
    SilenceId insert_silence(ports::SilenceRow const& row) override;
    void end_silence(SilenceId id, Instant at) override;
    void insert_channel(std::string_view name, Instant at) override;
    void keep_clock(ports::ClockRow const& row) override;
    void insert_zone_database(ports::ZoneDatabaseRow const& row) override;
    void keep_refused_address(ports::RefusedAddressRow const& row) override;
    void remove_refused_address(std::string_view channel, std::string_view address) override;
    void commit() override;

  private:
    enum class State { open, failed, committed };

    /// Fails unless `condition` holds and the transaction is still open.
    void require(bool condition, std::string_view what);

    std::unique_lock<std::mutex> turn_;
    Publish publish_;
    State state_ = State::open;
};

}  // namespace duban::memory
