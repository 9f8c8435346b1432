#include "engine/service/recorder.hpp"

#include <fmt/format.h>

#include "engine/service/deadline_entry.hpp"
#include "engine/service/reachability.hpp"
#include "engine/service/telling.hpp"
#include "engine/service/unsaid.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/memory_json.hpp"
#include "engine/tracking/place.hpp"
#include "engine/tracking/recount.hpp"

namespace duban::service {

namespace {

using ports::Transaction;
using tracking::Change;
using tracking::Deadline;

void set_alarm(Transaction& transaction,
               tracking::Procedure const& procedure,
               Deadline const& deadline) {
    if (auto const at = tracking::next_alarm(procedure, deadline)) {
        transaction.set_alarm({deadline.id, *at});
    } else {
        transaction.clear_alarm(deadline.id);
    }
}

Deadline const* find(std::vector<Deadline> const& deadlines, DeadlineId id) {
    for (auto const& deadline : deadlines) {
        if (deadline.id == id) return &deadline;
    }
    return nullptr;
}

/// Those that end, as they were.
std::vector<Deadline> end_deadlines(Transaction& transaction,
                                    CaseFile const& before,
                                    Change const& change) {
    std::vector<Deadline> over;
    for (auto const& ended : change.deadlines_ended) {
        auto const* const deadline = find(before.state.deadlines, ended.id);
        if (deadline == nullptr) continue;
        auto row = to_row(*before.procedure, before.row.id, *deadline);
        row.ended_at = change.at;
        transaction.clear_alarm(ended.id);
        transaction.update_deadline(row);
        over.push_back(*deadline);
    }
    return over;
}

void keep_deadlines(Transaction& transaction, CaseFile const& after, Change const& change) {
    for (auto const& changed : change.deadlines_changed) {
        auto const* const deadline = find(after.state.deadlines, changed.id);
        if (deadline == nullptr) continue;
        transaction.update_deadline(to_row(*after.procedure, after.row.id, *deadline));
        set_alarm(transaction, *after.procedure, *deadline);
    }
}

/// Those whose end somebody has moved: extended, stopped, begun at another time. Where a new
/// calendar moved it the next letter says so, and not thousands on one morning.
std::vector<Deadline> moved_ends(tracking::Case const& before, Change const& change) {
    std::vector<Deadline> moved;
    for (auto const& changed : change.deadlines_changed) {
        auto const* const was = find(before.deadlines, changed.id);
        if (was == nullptr || was->due_day == changed.due_day) continue;
        auto const& former = was->ledger;
        auto const& present = changed.ledger;
        if (former.extensions.size() != present.extensions.size() ||
            former.stops.size() != present.stops.size() || former.started_at != present.started_at)
            moved.push_back(changed);
    }
    return moved;
}

void start_deadlines(Transaction& transaction, CaseFile& after) {
    for (auto& deadline : after.state.deadlines) {
        if (deadline.id.value != 0) continue;
        deadline.id = transaction.insert_deadline(to_row(*after.procedure, after.row.id, deadline));
        set_alarm(transaction, *after.procedure, deadline);
    }
}

/// What was raised to come later waits; what has come, or was cancelled, does not.
void keep_raises(Transaction& transaction, CaseFile& after, Change const& change) {
    for (auto const ended : change.raised_ended) transaction.remove_raise(ended);
    auto const& events = after.procedure->workflow.events;
    for (auto& pending : after.state.pending) {
        if (pending.id.value != 0) continue;
        pending.id = transaction.insert_raise({.id = {},
                                               .case_id = after.row.id,
                                               .event = events[pending.event],
                                               .name = pending.name,
                                               .part = pending.part,
                                               .at = pending.at});
    }
    if (!change.closed) return;
    for (auto const& raise : transaction.raises(after.row.id)) transaction.remove_raise(raise.id);
}

void write_fields(CaseFile& file) {
    file.row.data = tracking::encode_fields(file.procedure->workflow, file.state.fields);
}

/// The row of the case as it stands now, but for its fields and the journal. A new case gets its
/// id.
void write_case(Transaction& transaction, CaseFile& file, Office const& office) {
    file.row.state = tracking::encode_paths(*file.procedure, file.state.position.active);
    file.row.memory = tracking::encode_memory(*file.procedure, file.state);
    file.row.revision = file.state.revision;
    file.row.opened_at = file.state.opened_at;
    file.row.closed_at = file.state.closed_at;
    file.row.suspended_since = file.state.suspended_since;
    bool const is_new = file.row.id.value == 0;
    if (is_new) {
        file.row.id = transaction.insert_case(file.row);
        file.state.id = file.row.id;
    }
    auto title = title_of(file);
    if (is_new || title != file.row.title) {
        file.row.search_key = office.search_key(title);
        file.row.title = std::move(title);
    }
}

void append_journal(Transaction& transaction, CaseFile& file, Instant at, std::string record) {
    auto& row = file.row;
    ++row.journal_length;
    row.journal_head = tracking::chain(row.journal_head, row.id, row.journal_length, at, record);
    transaction.append_journal({.case_id = row.id,
                                .number = row.journal_length,
                                .at = at,
                                .record = std::move(record),
                                .hash = row.journal_head});
}

}  // namespace

void keep_deadline(Transaction& transaction,
                   tracking::Procedure const& procedure,
                   CaseId id,
                   Deadline const& deadline) {
    transaction.update_deadline(to_row(procedure, id, deadline));
    set_alarm(transaction, procedure, deadline);
}

Recorded record(Transaction& transaction,
                CaseFile& file,
                Change const& change,
                tracking::Occasion const& occasion,
                Office const& office) {
    auto journal_record = tracking::record_of(*file.procedure, file.state, change, occasion);
    auto const over = end_deadlines(transaction, file, change);
    auto const moved = moved_ends(file.state, change);
    // Most changes move no end, and need no picture of the ends before.
    auto const before =
        change.deadlines_changed.empty() ? std::vector<Deadline>{} : file.state.deadlines;
    tracking::apply(change, file.state);
    take_back_unsaid(transaction, before, file);
    if (file.row.data.empty() || !change.fields.empty()) write_fields(file);
    write_case(transaction, file, office);
    append_journal(transaction, file, change.at, std::move(journal_record));
    transaction.update_case(file.row);
    keep_deadlines(transaction, file, change);
    start_deadlines(transaction, file);
    keep_raises(transaction, file, change);
    take_back_entries(transaction, file, over, office, change.at);
    move_entries(transaction, file, moved, office, change.at);
    if (change.fault) {
        auto const occurrence =
            fmt::format("case {} revision {}", file.row.id.value, file.state.revision);
        auto const notice = could_not_act(file, *change.fault, occurrence);
        tell_secretariat(transaction, file.row.id, notice, office, change.at);
    }
    auto warnings = tell(transaction, file, change.notices, office, change.at);
    for (auto& warning : tell_of_unreachable(transaction, file, change, office))
        warnings.push_back(std::move(warning));
    return {.warnings = std::move(warnings)};
}

void record_upgrade(Transaction& transaction,
                    CaseFile const& before,
                    CaseFile& file,
                    revision::Upgraded const& upgraded,
                    std::string record,
                    Office const& office) {
    take_back_unsaid(transaction, before, file, upgraded.at);
    write_fields(file);
    write_case(transaction, file, office);
    append_journal(transaction, file, upgraded.at, std::move(record));
    transaction.update_case(file.row);
    for (auto const& moved : upgraded.deadlines) {
        if (!moved.before || moved.after) continue;
        auto row = transaction.find_deadline(moved.before->id);
        if (!row) continue;
        row->ended_at = upgraded.at;
        transaction.clear_alarm(row->id);
        transaction.update_deadline(*row);
        take_back_entries(transaction, file, {&*moved.before, 1}, office, upgraded.at);
    }
    for (auto const& deadline : file.state.deadlines) {
        if (deadline.id.value == 0) continue;
        transaction.update_deadline(to_row(*file.procedure, file.row.id, deadline));
        set_alarm(transaction, *file.procedure, deadline);
    }
    start_deadlines(transaction, file);
    auto told = tracking::unmoved(file.state, upgraded.at);
    for (auto const& moved : upgraded.deadlines) {
        if (moved.before && moved.after)
            tracking::tell_of_earlier_end(told, *file.procedure, *moved.before, *moved.after);
    }
    tell(transaction, file, told.notices, office, upgraded.at);
}

}  // namespace duban::service
