// The questions of ports::Reader, answered from Tables: the same for a Reader, whose tables stand
// still, and for a Transaction, which reads its own writes.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/storage/memory/tables.hpp"
#include "engine/ports/store.hpp"

namespace duban::memory {

template <class Port>
class Reading : public Port {
  public:
    explicit Reading(Tables tables) : tables_(std::move(tables)) {}

    std::optional<ports::WorkflowRow> find_workflow(WorkflowId id) override;
    std::optional<ports::WorkflowRow> find_workflow(Hash const& content) override;
    std::optional<ports::WorkflowRow> find_workflow(std::string_view name) override;
    std::optional<WorkflowId> find_workflow_id(std::string_view name) override;
    std::vector<ports::WorkflowRow> list_workflows() override;
    std::vector<ports::CalendarRow> list_calendars() override;
    std::int64_t count_open_cases(WorkflowId id) override;
    std::optional<ports::CaseRow> find_case(CaseId id) override;
    std::vector<ports::CaseRow> list_cases(ports::CaseFilter const& filter) override;
    std::vector<ports::DeadlineRow> running_deadlines(CaseId id) override;
    std::vector<ports::DeadlineRow> all_deadlines(CaseId id) override;
    std::optional<ports::DeadlineRow> find_deadline(DeadlineId id) override;
    std::vector<std::pair<WorkflowId, ports::DeadlineRow>> deadlines_counted_by(
        std::string_view calendar_version, DeadlineId after, std::size_t limit) override;
    std::int64_t count_running_deadlines(std::string_view calendar_version,
                                         Instant due_after) override;
    std::vector<ports::DeadlineRow> deadlines_handled_after(Instant instant,
                                                            DeadlineId after,
                                                            std::size_t limit) override;
    std::optional<ports::AlarmRow> find_alarm(DeadlineId deadline) override;
    std::optional<ports::AlarmRow> next_alarm() override;
    std::vector<ports::AlarmRow> due_alarms(Instant until, std::size_t limit) override;
    std::vector<ports::RaiseRow> raises(CaseId id) override;
    std::optional<ports::RaiseRow> next_raise() override;
    std::vector<ports::RaiseRow> due_raises(Instant until, std::size_t limit) override;
    std::vector<ports::PersonalReminderRow> personal_reminders(CaseId id) override;
    std::optional<ports::PersonalReminderRow> next_personal_reminder() override;
    std::vector<ports::PersonalReminderRow> due_personal_reminders(Instant until,
                                                                   std::size_t limit) override;
    std::vector<ports::JournalRow> journal(CaseId id,
                                           std::int64_t after,
                                           std::size_t limit) override;
    std::optional<ports::AnswerRow> find_answer(std::string_view key) override;
    std::optional<std::string> find_content(Hash const& sha256) override;
    std::optional<delivery::Delivery> find_delivery(DeliveryId id) override;
    std::optional<delivery::Delivery> find_delivery(std::string_view channel,
                                                    std::string_view provider_id) override;
    std::vector<delivery::Delivery> list_deliveries(ports::DeliveryFilter const& filter) override;
    std::vector<delivery::Delivery> deliveries_of(std::string_view occurrence) override;
    std::vector<delivery::Delivery> due_deliveries(std::string_view channel,
                                                   Instant until,
                                                   std::size_t limit) override;
    std::optional<Instant> next_delivery(std::string_view channel) override;
    std::vector<delivery::Attempt> attempts(DeliveryId id) override;
    std::vector<delivery::Delivery> due_for(std::string_view channel,
                                            std::string_view recipient,
                                            Instant until,
                                            std::size_t limit) override;
    std::vector<Instant> latest_claims(std::string_view channel,
                                       std::string_view recipient,
                                       std::size_t limit) override;
    std::vector<delivery::Delivery> carried_by(DeliveryId carrier) override;
    std::vector<delivery::Delivery> awaiting_receipt(std::string_view channel,
                                                     Instant since,
                                                     DeliveryId after,
                                                     std::size_t limit) override;
    std::vector<delivery::Delivery> deliveries_ahead_of(Instant instant,
                                                        DeliveryId after,
                                                        std::size_t limit) override;
    std::optional<ports::ClockRow> clock() override;
    std::vector<ports::ZoneDatabaseRow> zone_databases() override;
    std::optional<ports::RefusedAddressRow> find_refused_address(std::string_view channel,
                                                                 std::string_view address) override;
    std::vector<ports::RefusedAddressRow> refused_addresses() override;
    std::vector<ports::SilenceRow> silences(Instant at) override;
    std::vector<std::string> known_channels() override;
    std::vector<ports::EarlyReceiptRow> early_receipts(std::string_view channel,
                                                       std::string_view provider_id) override;
    ports::Counts counts() override;

  protected:
    Tables tables_;
};

}  // namespace duban::memory
