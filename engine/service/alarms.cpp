#include "engine/service/alarms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "engine/service/bell.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/personal_reminder.hpp"
#include "engine/service/recorder.hpp"
#include "engine/service/telling.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/change.hpp"

namespace duban::service {

namespace {

// A case that cannot be worked on is tried again; the house is told at once.
constexpr auto postponement = std::chrono::hours{1};

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};

using Due = std::variant<ports::AlarmRow, ports::RaiseRow, ports::PersonalReminderRow>;

Instant moment_of(Due const& due) {
    return std::visit([](auto const& row) { return row.at; }, due);
}

/// What is due, of all kinds, in the order of its moments: what was raised before a deadline's end
/// is answered before it; of one moment the deadline comes first, a person's own reminder last.
class Batch {
  public:
    /// Where a kind was cut off at the limit, the rest of it comes before what is later in the
    /// others.
    template <class Row>
    void add(std::vector<Row> const& rows, std::size_t limit) {
        if (rows.size() == limit) horizon_ = std::min(horizon_, rows.back().at);
        due_.insert(due_.end(), rows.begin(), rows.end());
    }

    [[nodiscard]] std::vector<Due> in_order() const {
        auto due = due_;
        std::erase_if(due, [&](Due const& one) { return moment_of(one) > horizon_; });
        std::ranges::stable_sort(due, {}, moment_of);
        return due;
    }

  private:
    std::vector<Due> due_;
    Instant horizon_ = Instant::max();
};

/// Asked again: is the case open, does it still concern the person? The journal keeps either
/// answer. How many letters came of it.
std::size_t ring_reminder(ports::Transaction& transaction,
                          Procedures& procedures,
                          ports::PersonalReminderRow const& reminder,
                          Office const& office,
                          Instant now) {
    auto file = open_case(transaction, procedures, reminder.case_id);
    transaction.remove_personal_reminder(reminder.id);
    if (!file) return 0;
    auto const obstacle = obstacle_of(*file, reminder.person, office.directory);
    tracking::PersonalReminderTold const told{
        reminder.id.value, reminder.person, reminder.day, obstacle};
    record(transaction,
           *file,
           tracking::unmoved(file->state, now),
           {.kind = obstacle.empty() ? "personal_reminder_rang" : "personal_reminder_dropped",
            .action = {},
            .actor = "clock",
            .note = reminder.note,
            .personal_reminder = &told},
           office);
    if (!obstacle.empty()) return 0;
    auto letters = letters_of(*file, reminder, office, now);
    auto const count = letters.size();
    for (auto& letter : letters) post(transaction, std::move(letter), office);
    return count;
}

}  // namespace

Alarms::Alarms(ports::Store& store, Procedures& procedures, CurrentOffice& office)
    : store_{store}, procedures_{procedures}, office_{office} {}

std::optional<Instant> Alarms::next() {
    auto const reader = store_.read();
    auto const alarm = reader->next_alarm();
    auto const raise = reader->next_raise();
    auto const reminder = reader->next_personal_reminder();
    if (!alarm && !raise && !reminder) return std::nullopt;
    auto next = Instant::max();
    if (alarm) next = std::min(next, alarm->at);
    if (raise) next = std::min(next, raise->at);
    if (reminder) next = std::min(next, reminder->at);
    return next;
}

Rang Alarms::ring(Instant now, std::size_t limit) {
    Rang result;
    // Asked of a reader first: most of the time nothing is due, and nobody should wait for the
    // answer.
    auto const earliest = next();
    if (!earliest || *earliest > now) {
        tell_missed(now);
        return result;
    }
    auto transaction = store_.write();
    Batch batch;
    batch.add(transaction->due_alarms(now, limit), limit);
    batch.add(transaction->due_raises(now, limit), limit);
    batch.add(transaction->due_personal_reminders(now, limit), limit);
    auto const office = office_.get();
    Bell bell{*transaction, procedures_, *office, now, missed_};
    for (auto const& due : batch.in_order()) {
        // What the one before has set going comes first: it is in the next batch.
        if (bell.left() && *bell.left() < moment_of(due)) break;
        ++result.alarms;
        std::visit(Overloaded{[&](ports::AlarmRow const& alarm) {
                                  ring_safely(*transaction, bell, alarm, now, result);
                              },
                              [&](ports::RaiseRow const& raise) {
                                  come_safely(*transaction, bell, raise, now, result);
                              },
                              [&](ports::PersonalReminderRow const& reminder) {
                                  remind_safely(*transaction, reminder, now, result);
                              }},
                   due);
    }
    tell_failed(*transaction, result, now);
    result.notices += bell.notices();
    transaction->commit();
    told_failures_.insert(result.failures.begin(), result.failures.end());
    transaction.reset();  // what was missed is told in a unit of work of its own
    tell_missed(now);
    return result;
}

void Alarms::tell_missed(Instant now) {
    if (missed_.is_empty()) return;
    // What has been rung may have set others going that are behind as well.
    auto const left = next();
    if (left && *left <= now) return;
    auto const transaction = store_.write();
    tell_secretariat(*transaction, {}, missed_.notice(now), *office_.get(), now);
    transaction->commit();
    missed_ = {};
}

/// Each fails anew every hour; it is told of once a day, and so is one that joins them later.
void Alarms::tell_failed(ports::Transaction& transaction, Rang const& result, Instant now) {
    auto const day = day_text(now);
    if (failed_on_ != day) told_failures_.clear();
    failed_on_ = day;
    std::vector<std::string> fresh;
    for (auto const& failure : result.failures) {
        if (!told_failures_.contains(failure)) fresh.push_back(failure);
    }
    if (fresh.empty()) return;
    tell_secretariat(transaction, {}, could_not_ring(fresh, now), *office_.get(), now);
}

void Alarms::ring_safely(ports::Transaction& transaction,
                         Bell& bell,
                         ports::AlarmRow const& alarm,
                         Instant now,
                         Rang& result) {
    try {
        bell.ring(alarm);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        // Thrown while the case was read, before anything of it was written.
        transaction.set_alarm({alarm.deadline, now + postponement});
        auto const deadline = transaction.find_deadline(alarm.deadline);
        result.failures.push_back(fmt::format("case {}, deadline {}: {}",
                                              deadline ? deadline->case_id.value : 0,
                                              alarm.deadline.value,
                                              failure.what()));
    }
}

void Alarms::come_safely(ports::Transaction& transaction,
                         Bell& bell,
                         ports::RaiseRow const& raise,
                         Instant now,
                         Rang& result) {
    try {
        bell.come(raise);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        transaction.remove_raise(raise.id);
        auto postponed = raise;
        postponed.id = {};
        postponed.at = now + postponement;
        transaction.insert_raise(postponed);
        result.failures.push_back(fmt::format(
            "case {}, raise {}: {}", raise.case_id.value, raise.id.value, failure.what()));
    }
}

void Alarms::remind_safely(ports::Transaction& transaction,
                           ports::PersonalReminderRow const& reminder,
                           Instant now,
                           Rang& result) {
    try {
        result.notices += ring_reminder(transaction, procedures_, reminder, *office_.get(), now);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        transaction.remove_personal_reminder(reminder.id);
        auto postponed = reminder;
        postponed.at = now + postponement;
        transaction.insert_personal_reminder(postponed);
        result.failures.push_back(fmt::format("case {}, personal reminder {}: {}",
                                              reminder.case_id.value,
                                              reminder.id.value,
                                              failure.what()));
    }
}

}  // namespace duban::service
