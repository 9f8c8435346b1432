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
                                    CaseFile const& file,
                                    std::vector<Deadline> const& before,
                                    Change const& change) {
    std::vector<Deadline> over;
    for (auto const& ended : change.deadlines_ended) {
        auto const* const deadline = find(before, ended.id);
        if (deadline == nullptr) continue;
        auto row = to_row(*file.procedure, file.row.id, *deadline);
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
std::vector<Deadline> moved_ends(std::vector<Deadline> const& before, Change const& change) {
    std::vector<Deadline> moved;
    for (auto const& changed : change.deadlines_changed) {
        auto const* const was = find(before, changed.id);
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

/// All of it but the fields, the title and the journal.
void write_standing(CaseFile& file) {
    file.row.state = tracking::encode_paths(*file.procedure, file.state.position.active);
    file.row.memory = tracking::encode_memory(*file.procedure, file.state);
    file.row.revision = file.state.revision;
    file.row.opened_at = file.state.opened_at;
    file.row.closed_at = file.state.closed_at;
    file.row.suspended_since = file.state.suspended_since;
}

void write_title(CaseFile& file, Office const& office) {
    auto title = title_of(file);
    bool const is_new = file.row.journal_length == 0;
    if (!is_new && title == file.row.title) return;
    file.row.search_key = office.search_key(title);
    file.row.title = std::move(title);
}

ports::JournalRow next_in_journal(CaseFile& file, Instant at, std::string record) {
    auto& row = file.row;
    ++row.journal_length;
    row.journal_head = tracking::chain(row.journal_head, row.id, row.journal_length, at, record);
    return {.case_id = row.id,
            .number = row.journal_length,
            .at = at,
            .record = std::move(record),
            .hash = row.journal_head};
}

/// All but what needs the case's id: the title may be its number.
Entry carry_out(CaseFile file, Change const& change) {
    auto before = file.state.deadlines;
    tracking::apply(change, file.state);
    if (file.row.data.empty() || !change.fields.empty()) write_fields(file);
    write_standing(file);
    return {.file = std::move(file), .before = std::move(before), .journal = {}, .letters = {}};
}

/// In its row, in the journal and in letters. The case has its id.
void tell_of(Entry& entry, Change const& change, std::string record, Office const& office) {
    write_title(entry.file, office);
    entry.journal = next_in_journal(entry.file, change.at, std::move(record));
    entry.letters = compose_letters(entry.file, change.notices, office, change.at);
}

void insert_case(Transaction& transaction, CaseFile& file) {
    file.row.id = transaction.insert_case(file.row);
    file.state.id = file.row.id;
}

}  // namespace

void keep_deadline(Transaction& transaction,
                   tracking::Procedure const& procedure,
                   CaseId id,
                   Deadline const& deadline) {
    transaction.update_deadline(to_row(procedure, id, deadline));
    set_alarm(transaction, procedure, deadline);
}

Entry compose(CaseFile file,
              Change const& change,
              tracking::Occasion const& occasion,
              Office const& office) {
    auto text = tracking::record_of(*file.procedure, file.state, change, occasion);
    auto entry = carry_out(std::move(file), change);
    tell_of(entry, change, std::move(text), office);
    return entry;
}

Recorded write(Transaction& transaction, Entry& entry, Change const& change, Office const& office) {
    auto& file = entry.file;
    auto const over = end_deadlines(transaction, file, entry.before, change);
    if (!change.deadlines_changed.empty()) take_back_unsaid(transaction, entry.before, file);
    transaction.append_journal(entry.journal);
    transaction.update_case(file.row);
    keep_deadlines(transaction, file, change);
    start_deadlines(transaction, file);
    keep_raises(transaction, file, change);
    take_back_entries(transaction, file, over, office, change.at);
    move_entries(transaction, file, moved_ends(entry.before, change), office, change.at);
    if (change.fault) {
        auto const occurrence =
            fmt::format("case {} revision {}", file.row.id.value, file.state.revision);
        auto const notice = could_not_act(file, *change.fault, occurrence);
        tell_secretariat(transaction, file.row.id, notice, office, change.at);
    }
    auto warnings =
        tell(transaction, file, change.notices, std::move(entry.letters), office, change.at);
    for (auto& warning : tell_of_unreachable(transaction, file, change, office))
        warnings.push_back(std::move(warning));
    return {.warnings = std::move(warnings)};
}

Recorded record(Transaction& transaction,
                CaseFile& file,
                Change const& change,
                tracking::Occasion const& occasion,
                Office const& office) {
    auto text = tracking::record_of(*file.procedure, file.state, change, occasion);
    auto entry = carry_out(std::move(file), change);
    if (entry.file.row.id.value == 0) insert_case(transaction, entry.file);
    tell_of(entry, change, std::move(text), office);
    auto recorded = write(transaction, entry, change, office);
    file = std::move(entry.file);
    return recorded;
}

void record_upgrade(Transaction& transaction,
                    CaseFile const& before,
                    CaseFile& file,
                    revision::Upgraded const& upgraded,
                    std::string record,
                    Office const& office) {
    take_back_unsaid(transaction, before, file, upgraded.at);
    write_fields(file);
    write_standing(file);
    write_title(file, office);
    transaction.append_journal(next_in_journal(file, upgraded.at, std::move(record)));
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
    tell(transaction, file, upgraded.notices, office, upgraded.at);
}

}  // namespace duban::service
