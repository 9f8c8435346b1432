// A unit of work: an immediate transaction on the one connection that writes. It holds its turn
// until it is destroyed, and takes back what was not committed.
#pragma once

#include <functional>
#include <memory>

#include "adapters/storage/sqlite/reading_impl.hpp"

namespace duban::sqlite {

class Transaction final : public Reading<ports::Transaction> {
  public:
    /// `give_back` is called once, at the end.
    Transaction(Connection& connection, std::function<void()> give_back);
    ~Transaction() override;
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;

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
    template <class Row>
    void insert(std::string_view sql, Row const& row);

    template <class... Values>
    void update_one(std::string_view sql, Values const&... values);

    /// The same values in both: where what is indexed is as it stands in the first, and in all
    /// else.
    template <class... Values>
    void update_sparing(std::string_view as_indexed, std::string_view all, Values const&... values);

    std::function<void()> give_back_;
};

}  // namespace duban::sqlite
