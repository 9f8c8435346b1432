#include "adapters/storage/memory/reading.hpp"

#include <algorithm>

#include "adapters/storage/memory/case_row.hpp"
#include "adapters/storage/memory/outbox_row.hpp"
#include "adapters/storage/memory/selection.hpp"

namespace duban::memory {

using namespace ports;

template <class Port>
std::optional<WorkflowRow> Reading<Port>::find_workflow(WorkflowId id) {
    return copy_of(tables_.workflows.find(id));
}

template <class Port>
std::optional<WorkflowRow> Reading<Port>::find_workflow(Hash const& content) {
    auto rows = select(tables_.workflows, [&](auto const& row) { return row.content == content; });
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

template <class Port>
std::optional<WorkflowRow> Reading<Port>::find_workflow(std::string_view name) {
    auto rows = select(tables_.workflows, [&](auto const& row) { return row.name == name; });
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.back()));
}

template <class Port>
std::optional<WorkflowId> Reading<Port>::find_workflow_id(std::string_view name) {
    auto const row = find_workflow(name);
    return row ? std::optional{row->id} : std::nullopt;
}

template <class Port>
std::vector<WorkflowRow> Reading<Port>::list_workflows() {
    return select(tables_.workflows, [](auto const&) { return true; });
}

template <class Port>
std::vector<CalendarRow> Reading<Port>::list_calendars() {
    return select(tables_.calendars, [](auto const&) { return true; });
}

template <class Port>
std::int64_t Reading<Port>::count_open_cases(WorkflowId id) {
    return std::ranges::count_if(tables_.cases.rows(), [id](auto const& entry) {
        return entry.second->workflow == id && !entry.second->closed_at;
    });
}

template <class Port>
std::optional<CaseRow> Reading<Port>::find_case(CaseId id) {
    return copy_of(tables_.cases.find(id));
}

template <class Port>
std::vector<CaseRow> Reading<Port>::list_cases(CaseFilter const& filter) {
    return select(tables_.cases, filter.after, filter.limit, [&](CaseRow const& row) {
        return fits(tables_, row, filter);
    });
}

template <class Port>
std::vector<DeadlineRow> Reading<Port>::running_deadlines(CaseId id) {
    return select(tables_.deadlines,
                  [&](DeadlineRow const& row) { return row.case_id == id && !row.ended_at; });
}

template <class Port>
std::vector<DeadlineRow> Reading<Port>::all_deadlines(CaseId id) {
    return select(tables_.deadlines, [&](DeadlineRow const& row) { return row.case_id == id; });
}

template <class Port>
std::optional<DeadlineRow> Reading<Port>::find_deadline(DeadlineId id) {
    return copy_of(tables_.deadlines.find(id));
}

template <class Port>
std::vector<std::pair<WorkflowId, DeadlineRow>> Reading<Port>::deadlines_counted_by(
    std::string_view calendar_version, DeadlineId after, std::size_t limit) {
    auto rows = select(tables_.deadlines, after, limit, [&](DeadlineRow const& row) {
        return !row.ended_at && row.calendar_version == calendar_version;
    });
    std::vector<std::pair<WorkflowId, DeadlineRow>> counted;
    for (auto& row : rows) {
        auto const workflow = tables_.cases.find(row.case_id)->workflow;
        counted.emplace_back(workflow, std::move(row));
    }
    return counted;
}

template <class Port>
std::int64_t Reading<Port>::count_running_deadlines(std::string_view calendar_version,
                                                    Instant due_after) {
    return std::ranges::count_if(tables_.deadlines.rows(), [&](auto const& entry) {
        auto const& row = *entry.second;
        return !row.ended_at && row.due_at > due_after && row.calendar_version == calendar_version;
    });
}

template <class Port>
std::vector<DeadlineRow> Reading<Port>::deadlines_handled_after(Instant instant,
                                                                DeadlineId after,
                                                                std::size_t limit) {
    return select(tables_.deadlines, after, limit, [&](DeadlineRow const& row) {
        return !row.ended_at && row.handled_until > instant;
    });
}

template <class Port>
std::optional<AlarmRow> Reading<Port>::find_alarm(DeadlineId deadline) {
    auto const* const at = tables_.alarms.find(deadline);
    return at != nullptr ? std::optional{AlarmRow{deadline, *at}} : std::nullopt;
}

template <class Port>
std::optional<AlarmRow> Reading<Port>::next_alarm() {
    auto const first = due_alarms(Instant::max(), 1);
    return first.empty() ? std::nullopt : std::optional(first.front());
}

template <class Port>
std::vector<AlarmRow> Reading<Port>::due_alarms(Instant until, std::size_t limit) {
    std::vector<AlarmRow> due;
    for (auto const& [deadline, at] : tables_.alarms.rows()) {
        if (*at <= until) due.push_back({.deadline = deadline, .at = *at});
    }
    std::ranges::stable_sort(due, {}, &AlarmRow::at);
    shorten(due, limit);
    return due;
}

template <class Port>
std::vector<RaiseRow> Reading<Port>::raises(CaseId id) {
    return select(tables_.raises, [&](RaiseRow const& row) { return row.case_id == id; });
}

template <class Port>
std::optional<RaiseRow> Reading<Port>::next_raise() {
    auto const first = due_raises(Instant::max(), 1);
    return first.empty() ? std::nullopt : std::optional(first.front());
}

template <class Port>
std::vector<RaiseRow> Reading<Port>::due_raises(Instant until, std::size_t limit) {
    auto due = select(tables_.raises, [&](RaiseRow const& row) { return row.at <= until; });
    std::ranges::stable_sort(due, {}, &RaiseRow::at);
    shorten(due, limit);
    return due;
}

template <class Port>
std::vector<PersonalReminderRow> Reading<Port>::personal_reminders(CaseId id) {
    return select(tables_.personal_reminders,
                  [&](PersonalReminderRow const& row) { return row.case_id == id; });
}

template <class Port>
std::optional<PersonalReminderRow> Reading<Port>::next_personal_reminder() {
    auto const first = due_personal_reminders(Instant::max(), 1);
    return first.empty() ? std::nullopt : std::optional(first.front());
}

template <class Port>
std::vector<PersonalReminderRow> Reading<Port>::due_personal_reminders(Instant until,
                                                                       std::size_t limit) {
    auto due = select(tables_.personal_reminders,
                      [&](PersonalReminderRow const& row) { return row.at <= until; });
    std::ranges::stable_sort(due, {}, &PersonalReminderRow::at);
    shorten(due, limit);
    return due;
}

template <class Port>
std::vector<JournalRow> Reading<Port>::journal(CaseId id, std::int64_t after, std::size_t limit) {
    std::vector<JournalRow> records;
    auto const& rows = tables_.journal.rows();
    for (auto at = rows.upper_bound({id, after});
         at != rows.end() && at->first.first == id && records.size() < limit;
         ++at) {
        records.push_back(*at->second);
    }
    return records;
}

template <class Port>
std::optional<AnswerRow> Reading<Port>::find_answer(std::string_view key) {
    return copy_of(tables_.answers.find(std::string(key)));
}

template <class Port>
std::optional<std::string> Reading<Port>::find_content(Hash const& sha256) {
    auto const* const row = tables_.contents.find(sha256);
    return row == nullptr ? std::nullopt : std::optional{row->octets};
}

template <class Port>
std::optional<delivery::Delivery> Reading<Port>::find_delivery(DeliveryId id) {
    return copy_of(tables_.deliveries.find(id));
}

template <class Port>
std::optional<delivery::Delivery> Reading<Port>::find_delivery(std::string_view channel,
                                                               std::string_view provider_id) {
    auto rows = select(tables_.deliveries, [&](auto const& row) {
        return row.channel == channel && row.provider_id == provider_id && !provider_id.empty();
    });
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.back()));
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::list_deliveries(DeliveryFilter const& filter) {
    return select(tables_.deliveries, filter.after, filter.limit, [&](auto const& row) {
        return fits(row, filter);
    });
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::deliveries_of(std::string_view occurrence) {
    return select(tables_.deliveries,
                  [&](auto const& row) { return row.occurrence == occurrence; });
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::due_deliveries(std::string_view channel,
                                                              Instant until,
                                                              std::size_t limit) {
    auto due = select(tables_.deliveries, [&](auto const& row) {
        return is_pending(row, channel) && row.not_before <= until;
    });
    std::ranges::stable_sort(due, {}, &delivery::Delivery::not_before);
    shorten(due, limit);
    return due;
}

template <class Port>
std::optional<Instant> Reading<Port>::next_delivery(std::string_view channel) {
    std::optional<Instant> next;
    for (auto const& [id, row] : tables_.deliveries.rows()) {
        if (is_pending(*row, channel))
            next = std::min(next.value_or(Instant::max()), row->not_before);
    }
    return next;
}

template <class Port>
std::vector<delivery::Attempt> Reading<Port>::attempts(DeliveryId id) {
    return select(tables_.attempts, [&](auto const& row) { return row.delivery == id; });
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::due_for(std::string_view channel,
                                                       std::string_view recipient,
                                                       Instant until,
                                                       std::size_t limit) {
    auto due = select(tables_.deliveries, [&](auto const& row) {
        return row.channel == channel && row.recipient == recipient && is_waiting(row) &&
               row.not_before <= until;
    });
    std::ranges::stable_sort(due, {}, &delivery::Delivery::not_before);
    shorten(due, limit);
    return due;
}

template <class Port>
std::vector<Instant> Reading<Port>::latest_claims(std::string_view channel,
                                                  std::string_view recipient,
                                                  std::size_t limit) {
    std::vector<Instant> claims;
    for (auto const& [id, row] : tables_.deliveries.rows()) {
        if (row->channel == channel && row->recipient == recipient && row->claimed_at &&
            may_have_arrived(*row))
            claims.push_back(*row->claimed_at);
    }
    std::ranges::sort(claims, std::greater{});
    shorten(claims, limit);
    return claims;
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::carried_by(DeliveryId carrier) {
    return select(tables_.deliveries, [&](auto const& row) { return row.carrier == carrier; });
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::awaiting_receipt(std::string_view channel,
                                                                Instant since,
                                                                DeliveryId after,
                                                                std::size_t limit) {
    return select(tables_.deliveries, after, limit, [&](auto const& row) {
        return row.channel == channel && is_unconfirmed(row) && row.claimed_at &&
               *row.claimed_at >= since;
    });
}

template <class Port>
std::vector<delivery::Delivery> Reading<Port>::deliveries_ahead_of(Instant instant,
                                                                   DeliveryId after,
                                                                   std::size_t limit) {
    return select(tables_.deliveries, after, limit, [&](auto const& row) {
        bool const was_attempted = row.claimed_at && *row.claimed_at > instant;
        return was_attempted || (is_pending(row, row.channel) && row.not_before > instant);
    });
}

template <class Port>
std::optional<ClockRow> Reading<Port>::clock() {
    return tables_.clock;
}

template <class Port>
std::vector<ZoneDatabaseRow> Reading<Port>::zone_databases() {
    auto rows = select(tables_.zone_databases, [](auto const&) { return true; });
    std::ranges::stable_sort(rows, {}, &ZoneDatabaseRow::seen_at);
    return rows;
}

template <class Port>
std::optional<RefusedAddressRow> Reading<Port>::find_refused_address(std::string_view channel,
                                                                     std::string_view address) {
    return copy_of(tables_.refused_addresses.find({std::string{channel}, std::string{address}}));
}

template <class Port>
std::vector<RefusedAddressRow> Reading<Port>::refused_addresses() {
    return select(tables_.refused_addresses, [](auto const&) { return true; });
}

template <class Port>
std::vector<SilenceRow> Reading<Port>::silences(Instant at) {
    return select(tables_.silences, [&](auto const& row) { return row.until > at; });
}

template <class Port>
std::vector<std::string> Reading<Port>::known_channels() {
    std::vector<std::string> names;
    for (auto const& [name, at] : tables_.channels.rows()) names.push_back(name);
    return names;
}

template <class Port>
std::vector<EarlyReceiptRow> Reading<Port>::early_receipts(std::string_view channel,
                                                           std::string_view provider_id) {
    return select(tables_.early_receipts, [&](auto const& row) {
        return row.channel == channel && row.receipt.provider_id == provider_id;
    });
}

template <class Port>
Counts Reading<Port>::counts() {
    Counts counts;
    for (auto const& [id, row] : tables_.cases.rows()) {
        ++(row->closed_at ? counts.closed_cases : counts.open_cases);
    }
    for (auto const& [id, row] : tables_.deadlines.rows()) {
        if (row->ended_at) continue;
        ++counts.running_deadlines;
        if (row->passed) ++counts.passed_deadlines;
    }
    std::map<delivery::Phase, std::int64_t> by_phase;
    for (auto const& [id, row] : tables_.deliveries.rows()) ++by_phase[row->phase];
    counts.deliveries.assign(by_phase.begin(), by_phase.end());
    return counts;
}

template class Reading<ports::Reader>;
template class Reading<ports::Transaction>;

}  // namespace duban::memory
