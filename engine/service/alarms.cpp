#include "engine/service/alarms.hpp"

#include <fmt/format.h>

#include "engine/service/case_file.hpp"
#include "engine/service/recorder.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::service {

namespace {

// A case that cannot be worked on is tried again; an administrator has been told by then.
constexpr auto postponement = std::chrono::hours{1};

}  // namespace

Alarms::Alarms(ports::Store& store, Procedures& procedures, CurrentOffice& office)
    : store_{store}, procedures_{procedures}, office_{office} {}

std::optional<Instant> Alarms::next() {
    auto const alarm = store_.read()->next_alarm();
    if (!alarm) return std::nullopt;
    return alarm->at;
}

Rang Alarms::ring(Instant now, std::size_t limit) {
    Rang result;
    // Asked of a reader first: most of the time nothing is due, and nobody should wait for the
    // answer.
    auto const earliest = next();
    if (!earliest || *earliest > now) return result;
    auto const transaction = store_.write();
    auto const due = transaction->due_alarms(now, limit);
    for (auto const& alarm : due) {
        try {
            ring_one(*transaction, alarm, now, result);
        } catch (ports::StoreFailure const&) {
            throw;
        } catch (std::exception const& failure) {
            // Thrown while the case was read, before anything of it was written.
            transaction->set_alarm({alarm.deadline, now + postponement});
            result.failures.push_back(
                fmt::format("deadline {}: {}", alarm.deadline.value, failure.what()));
        }
        ++result.alarms;
    }
    transaction->commit();
    return result;
}

void Alarms::ring_one(ports::Transaction& transaction,
                      ports::AlarmRow const& alarm,
                      Instant now,
                      Rang& result) {
    auto const deadline = transaction.find_deadline(alarm.deadline);
    if (!deadline || deadline->ended_at) {
        transaction.clear_alarm(alarm.deadline);
        return;
    }
    auto file = open_case(transaction, procedures_, deadline->case_id);
    if (!file) {
        transaction.clear_alarm(alarm.deadline);
        return;
    }
    auto const change = tracking::decide(
        *file->procedure, file->state, tracking::AlarmRang{.deadline = alarm.deadline, .at = now});
    if (change.is_empty()) {
        // Rang early (the clock was set back, or the ladder moved): ask the ladder again.
        for (auto const& running : file->state.deadlines) {
            if (running.id != alarm.deadline) continue;
            if (auto const next = tracking::next_alarm(*file->procedure, running)) {
                transaction.set_alarm({alarm.deadline, *next});
                return;
            }
        }
        transaction.clear_alarm(alarm.deadline);
        return;
    }
    result.notices += change.notices.size();
    record(transaction,
           *file,
           change,
           {.kind = "alarm", .action = {}, .actor = "clock"},
           *office_.get());
}

}  // namespace duban::service
