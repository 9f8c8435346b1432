#include "engine/service/bell.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "engine/service/recorder.hpp"
#include "engine/service/telling.hpp"
#include "engine/service/too_late.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::service {

namespace {

using tracking::Deadline;

// What one case has done by the clock before it is acted on; a ring of events that raise each other
// is told in the journal, and need not hold up whoever acts.
constexpr int catching_up_max = 1000;

/// Empty where it runs in none.
std::string key_of_part(tracking::Case const& state, tracking::PartNumber number) {
    auto const part = std::ranges::find(state.parts, number, &tracking::Part::number);
    return part != state.parts.end() ? part->key : std::string{};
}

bool has_come(Deadline const& deadline, Instant now) {
    return !deadline.passed && !deadline.is_stopped() && deadline.due_at <= now;
}

/// Another end, or an event, of the same case comes before the end of this one, and may do away
/// with it.
bool is_preceded(tracking::Case const& state, Deadline const& deadline, Instant now) {
    return std::ranges::any_of(state.deadlines,
                               [&](Deadline const& other) {
                                   return has_come(other, now) && other.due_at < deadline.due_at;
                               }) ||
           std::ranges::any_of(state.pending, [&](tracking::Pending const& pending) {
               return pending.at <= now && pending.at < deadline.due_at;
           });
}

std::optional<Instant> earliest_due(CaseFile const& file, Instant now) {
    auto earliest = Instant::max();
    for (auto const& deadline : file.state.deadlines) {
        if (auto const next = tracking::next_alarm(*file.procedure, deadline))
            earliest = std::min(earliest, *next);
    }
    for (auto const& pending : file.state.pending) earliest = std::min(earliest, pending.at);
    return earliest <= now ? std::optional{earliest} : std::nullopt;
}

using Due = std::variant<std::monostate, ports::AlarmRow, ports::RaiseRow>;

/// Of one moment the deadline comes first.
Due first_due(CaseFile const& file, Instant now) {
    Due first;
    auto earliest = Instant::max();
    for (auto const& deadline : file.state.deadlines) {
        if (!has_come(deadline, now) || deadline.due_at >= earliest) continue;
        earliest = deadline.due_at;
        first = ports::AlarmRow{deadline.id, deadline.due_at};
    }
    for (auto const& pending : file.state.pending) {
        if (pending.at > now || pending.at >= earliest) continue;
        earliest = pending.at;
        first = ports::RaiseRow{.id = pending.id,
                                .case_id = file.row.id,
                                .event = file.procedure->workflow.events[pending.event],
                                .name = pending.name,
                                .part = pending.part,
                                .at = pending.at};
    }
    return first;
}

}  // namespace

Bell::Bell(ports::Transaction& transaction,
           Procedures& procedures,
           Office const& office,
           Instant now,
           Missed& missed)
    : transaction_{transaction},
      procedures_{procedures},
      office_{office},
      now_{now},
      missed_{missed} {}

void Bell::ring(ports::AlarmRow const& alarm) {
    left_.reset();
    auto const row = transaction_.find_deadline(alarm.deadline);
    if (!row || row->ended_at) return transaction_.clear_alarm(alarm.deadline);
    auto file = open_case(transaction_, procedures_, row->case_id);
    if (!file) return transaction_.clear_alarm(alarm.deadline);
    auto const& running = file->state.deadlines;
    auto const deadline = std::ranges::find(running, alarm.deadline, &Deadline::id);
    bool const is_running = deadline != running.end();
    // What was to be said before the end is said with it, if it still comes to that.
    if (is_running && has_come(*deadline, now_) && alarm.at < deadline->due_at &&
        is_preceded(file->state, *deadline, now_)) {
        transaction_.set_alarm({alarm.deadline, deadline->due_at});
        left_ = earliest_due(*file, now_);
        return;
    }
    auto const change = tracking::decide(
        *file->procedure, file->state, tracking::AlarmRang{.deadline = alarm.deadline, .at = now_});
    if (change.is_empty()) {
        // Rang early (the clock was set back, or the ladder moved): ask the ladder again.
        auto const next = is_running ? tracking::next_alarm(*file->procedure, *deadline)
                                     : std::optional<Instant>{};
        return next ? transaction_.set_alarm({alarm.deadline, *next})
                    : transaction_.clear_alarm(alarm.deadline);
    }
    // Its part may be gone afterwards.
    auto const part = key_of_part(file->state, static_cast<tracking::PartNumber>(row->part));
    missed_.add(*file, change);
    keep(*file, change, {.kind = "alarm", .action = {}, .actor = "clock"});
    if (change.deadline_passed)
        tell_of_what_is_late(transaction_, *file, *row, part, office_, now_);
}

void Bell::come(ports::RaiseRow const& raise) {
    left_.reset();
    auto file = open_case(transaction_, procedures_, raise.case_id);
    // Another one of the same moment may have closed the case, or cancelled this one.
    bool const waits = file && std::ranges::any_of(file->state.pending, [&](auto const& one) {
                           return one.id == raise.id;
                       });
    if (!waits) return transaction_.remove_raise(raise.id);
    auto const change = tracking::decide(
        *file->procedure, file->state, tracking::RaiseCame{.raise = raise.id, .at = now_});
    keep(*file, change, {.kind = "event", .action = raise.event, .actor = "clock"});
}

void Bell::catch_up(CaseFile file) {
    auto const id = file.row.id;
    for (int done = 0; done < catching_up_max && !file.state.closed_at; ++done) {
        auto const due = first_due(file, now_);
        if (std::holds_alternative<std::monostate>(due)) return;
        if (auto const* const alarm = std::get_if<ports::AlarmRow>(&due)) ring(*alarm);
        if (auto const* const raise = std::get_if<ports::RaiseRow>(&due)) come(*raise);
        file = *open_case(transaction_, procedures_, id);
    }
}

void Bell::keep(CaseFile& file,
                tracking::Change const& change,
                tracking::Occasion const& occasion) {
    notices_ += change.notices.size();
    record(transaction_, file, change, occasion, office_);
    left_ = earliest_due(file, now_);
}

bool is_something_due(CaseFile const& file, Instant now) {
    return !std::holds_alternative<std::monostate>(first_due(file, now));
}

std::optional<CaseFile> open_up_to_date(ports::Transaction& transaction,
                                        Procedures& procedures,
                                        Office const& office,
                                        CaseId id,
                                        Instant now) {
    auto file = open_case(transaction, procedures, id);
    if (!file || !is_something_due(*file, now)) return file;
    Missed missed;
    Bell{transaction, procedures, office, now, missed}.catch_up(std::move(*file));
    if (!missed.is_empty()) tell_secretariat(transaction, {}, missed.notice(now), office, now);
    return open_case(transaction, procedures, id);
}

}  // namespace duban::service
