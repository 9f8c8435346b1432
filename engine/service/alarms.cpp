#include "engine/service/alarms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/service/case_file.hpp"
#include "engine/service/recorder.hpp"
#include "engine/service/telling.hpp"
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
    auto const reader = store_.read();
    auto const alarm = reader->next_alarm();
    auto const raise = reader->next_raise();
    if (!alarm && !raise) return std::nullopt;
    if (!alarm || !raise) return alarm ? alarm->at : raise->at;
    return std::min(alarm->at, raise->at);
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
    auto const alarms = transaction->due_alarms(now, limit);
    auto const raises = transaction->due_raises(now, limit);
    // Where one of the two was cut off, the rest of it comes before what is later in the other.
    auto horizon = now;
    if (alarms.size() == limit) horizon = std::min(horizon, alarms.back().at);
    if (raises.size() == limit) horizon = std::min(horizon, raises.back().at);
    // In the order of their moments: what was raised before a deadline's end is answered before it.
    auto raise = raises.begin();
    auto const come_until = [&](Instant until) {
        for (; raise != raises.end() && raise->at < until && raise->at <= horizon; ++raise)
            come_safely(*transaction, *raise, now, result);
    };
    for (auto const& alarm : alarms) {
        if (alarm.at > horizon) break;
        come_until(alarm.at);
        ring_safely(*transaction, alarm, now, result);
    }
    come_until(Instant::max());
    transaction->commit();
    transaction.reset();  // what was missed is told in a unit of work of its own
    if (alarms.size() < limit && raises.size() < limit) tell_missed(now);
    return result;
}

void Alarms::tell_missed(Instant now) {
    if (missed_.is_empty()) return;
    auto const transaction = store_.write();
    tell_secretariat(*transaction, {}, missed_.notice(now), *office_.get(), now);
    transaction->commit();
    missed_ = {};
}

void Alarms::ring_safely(ports::Transaction& transaction,
                         ports::AlarmRow const& alarm,
                         Instant now,
                         Rang& result) {
    ++result.alarms;
    try {
        ring_one(transaction, alarm, now, result);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        // Thrown while the case was read, before anything of it was written.
        transaction.set_alarm({alarm.deadline, now + postponement});
        result.failures.push_back(
            fmt::format("deadline {}: {}", alarm.deadline.value, failure.what()));
    }
}

void Alarms::come_safely(ports::Transaction& transaction,
                         ports::RaiseRow const& raise,
                         Instant now,
                         Rang& result) {
    ++result.alarms;
    try {
        come(transaction, raise, now, result);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::exception const& failure) {
        transaction.remove_raise(raise.id);
        auto postponed = raise;
        postponed.id = {};
        postponed.at = now + postponement;
        transaction.insert_raise(postponed);
        result.failures.push_back(fmt::format("raise {}: {}", raise.id.value, failure.what()));
    }
}

void Alarms::come(ports::Transaction& transaction,
                  ports::RaiseRow const& raise,
                  Instant now,
                  Rang& result) {
    auto file = open_case(transaction, procedures_, raise.case_id);
    // Another one of the same moment may have closed the case, or cancelled this one.
    bool const waits = file && std::ranges::any_of(file->state.pending, [&](auto const& one) {
                           return one.id == raise.id;
                       });
    if (!waits) return transaction.remove_raise(raise.id);
    auto const change = tracking::decide(
        *file->procedure, file->state, tracking::RaiseCame{.raise = raise.id, .at = now});
    result.notices += change.notices.size();
    record(transaction,
           *file,
           change,
           {.kind = "event", .action = raise.event, .actor = "clock"},
           *office_.get());
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
    missed_.add(*file, change);
    record(transaction,
           *file,
           change,
           {.kind = "alarm", .action = {}, .actor = "clock"},
           *office_.get());
}

}  // namespace duban::service
