#include "engine/service/recounter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "engine/service/case_file.hpp"
#include "engine/service/recorder.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/recount.hpp"

namespace duban::service {

namespace {

// An action waits for no more than this in one transaction: some 20 ms.
constexpr std::size_t page = 1'000;

struct Counted {
    std::shared_ptr<tracking::Procedure const> procedure;
    CaseId id;
    tracking::Deadline before;
    tracking::Deadline after;  // by the present calendar

    [[nodiscard]] bool moves() const { return after.due_at != before.due_at; }
};

Recount told(tracking::Procedure const& procedure,
             CaseId id,
             tracking::Deadline const& before,
             tracking::Deadline const& after) {
    auto const& ledger = before.ledger;
    auto const from = procedure.zone.day_of(ledger.started_at);
    return {.case_id = id,
            .deadline = procedure.workflow.states[before.state].due->name,
            .calendar = procedure.calendar.name(),
            .was_version = ledger.calendar_version,
            .is_version = procedure.calendar.version(),
            .was = before.due_day,
            .is = after.due_day,
            .provisional = after.provisional,
            .because = calendar::differences(procedure.calendar_of(ledger),
                                             procedure.calendar,
                                             from,
                                             std::max(before.due_day, after.due_day))};
}

/// One run over all that is running: reads, counts, and keeps the totals.
class Run {
  public:
    Run(Procedures& procedures, Recounter::See const& see) : procedures_{procedures}, see_{see} {}

    /// Nothing where the row, or its definition, cannot be read.
    std::optional<Counted> count(ports::Reader& reader,
                                 WorkflowId workflow,
                                 ports::DeadlineRow const& row) {
        std::optional<Counted> counted;
        readable(row.case_id, [&] {
            auto procedure = procedures_.find(reader, workflow);
            if (!procedure->knows_calendar(row.calendar_version) &&
                procedures_.learn(reader, row.calendar_version))
                procedure = procedures_.find(reader, workflow);
            auto before = from_row(*procedure, row);
            // What has passed and stays has passed; what moves is counted with its whole case.
            auto after = tracking::recount(*procedure, before, Instant::max());
            if (!after) after = before;
            counted =
                Counted{std::move(procedure), row.case_id, std::move(before), std::move(*after)};
        });
        return counted;
    }

    /// What would become of a deadline, for whoever looks on.
    void look_at(tracking::Procedure const& procedure,
                 CaseId id,
                 tracking::Deadline const& before,
                 tracking::Deadline const& after) {
        ++totals.looked_at;
        if (after.due_at == before.due_at) return;
        ++totals.moved;
        see_(told(procedure, id, before, after));
    }

    /// False where the machine could read the store, and nobody the case: it is then left alone.
    template <class Work>
    bool readable(CaseId id, Work work) {
        if (unreadable_.contains(id)) return false;
        try {
            work();
            return true;
        } catch (ports::StoreFailure const&) {
            throw;
        } catch (std::runtime_error const& failure) {
            if (totals.unreadable++ == 0)
                totals.first_failure = fmt::format("case {}: {}", id.value, failure.what());
            unreadable_.insert(id);
            return false;
        }
    }

    [[nodiscard]] bool is_unreadable(CaseId id) const { return unreadable_.contains(id); }

    RecountTotals totals;

  private:
    Procedures& procedures_;
    Recounter::See const& see_;
    std::set<CaseId> unreadable_;
};

using Rows = std::vector<std::pair<WorkflowId, ports::DeadlineRow>>;

/// The end stays; where the next moment to act stays too, the version is all that is news.
void keep_end(ports::Transaction& transaction, Counted const& counted) {
    auto const& [procedure, id, before, after] = counted;
    if (tracking::next_alarm(*procedure, before) == tracking::next_alarm(*procedure, after))
        return transaction.set_calendar_version(after.id, after.ledger.calendar_version);
    keep_deadline(transaction, *procedure, id, after);
}

/// Most ends stay where they are: their rows alone are written. Answers the cases of which some end
/// moves.
std::set<CaseId> keep_those_that_stay(ports::Transaction& transaction, Rows const& rows, Run& run) {
    std::set<CaseId> moving;
    std::vector<Counted> staying;
    for (auto const& [workflow, row] : rows) {
        auto counted = run.count(transaction, workflow, row);
        if (!counted) continue;
        if (counted->moves()) {
            moving.insert(row.case_id);
        } else {
            staying.push_back(std::move(*counted));
        }
    }
    for (auto const& counted : staying) {
        if (moving.contains(counted.id) || run.is_unreadable(counted.id)) continue;
        run.look_at(*counted.procedure, counted.id, counted.before, counted.after);
        keep_end(transaction, counted);
    }
    return moving;
}

/// A case of which some end moves, whole, with a record in its journal.
void recount_case(ports::Transaction& transaction,
                  CaseFile& file,
                  std::string const& actor,
                  Office const& office,
                  Instant now,
                  Run& run) {
    auto const change = tracking::recount(*file.procedure, file.state, now);
    for (auto const& after : change.deadlines_changed) {
        auto const before =
            std::ranges::find(file.state.deadlines, after.id, &tracking::Deadline::id);
        run.look_at(*file.procedure, file.row.id, *before, after);
    }
    record(transaction, file, change, {.kind = "recounted", .action = {}, .actor = actor}, office);
}

}  // namespace

Recounter::Recounter(ports::Store& store, Procedures& procedures, CurrentOffice& office)
    : store_{store}, procedures_{procedures}, office_{office} {}

RecountTotals Recounter::plan(std::string_view calendar, See const& see) {
    Run run{procedures_, see};
    auto const reader = store_.read();
    for (auto const& version : procedures_.former_versions(*reader, calendar)) {
        DeadlineId after;
        for (bool more = true; more;) {
            auto const rows = reader->deadlines_counted_by(version, after, page);
            for (auto const& [workflow, row] : rows) {
                after = row.id;
                if (auto const counted = run.count(*reader, workflow, row))
                    run.look_at(*counted->procedure, counted->id, counted->before, counted->after);
            }
            more = rows.size() == page;
        }
    }
    return run.totals;
}

RecountTotals Recounter::perform(std::string_view calendar,
                                 std::string const& actor,
                                 Instant now,
                                 See const& see) {
    Run run{procedures_, see};
    auto const office = office_.get();
    for (auto const& version : procedures_.former_versions(*store_.read(), calendar)) {
        DeadlineId after;
        for (bool more = true; more;) {
            auto const transaction = store_.write();
            auto const rows = transaction->deadlines_counted_by(version, after, page);
            for (auto const id : keep_those_that_stay(*transaction, rows, run)) {
                std::optional<CaseFile> file;
                if (run.readable(id, [&] { file = open_case(*transaction, procedures_, id); }))
                    recount_case(*transaction, *file, actor, *office, now, run);
            }
            transaction->commit();
            more = rows.size() == page;
            if (!rows.empty()) after = rows.back().second.id;
        }
    }
    return run.totals;
}

}  // namespace duban::service
