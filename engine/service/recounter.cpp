#include "engine/service/recounter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "engine/service/case_file.hpp"
#include "engine/service/recorder.hpp"
#include "engine/tracking/recount.hpp"

namespace duban::service {

namespace {

constexpr std::size_t page = 500;

/// What would become of it; nothing where its end stays.
std::optional<Recount> moved(tracking::Procedure const& procedure,
                             tracking::Deadline const& running,
                             CaseId id) {
    auto const after = tracking::recount(procedure, running, running.ledger.started_at);
    if (!after || after->due_at == running.due_at) return std::nullopt;
    auto const& before = procedure.calendar_of(running.ledger);
    auto const from = procedure.zone.day_of(running.ledger.started_at);
    return Recount{
        .case_id = id,
        .deadline = procedure.workflow.states[running.state].due->name,
        .calendar = procedure.calendar.name(),
        .was_version = running.ledger.calendar_version,
        .is_version = procedure.calendar.version(),
        .was = running.due_day,
        .is = after->due_day,
        .provisional = after->provisional,
        .because = calendar::differences(
            before, procedure.calendar, from, std::max(running.due_day, after->due_day))};
}

}  // namespace

Recounter::Recounter(ports::Store& store, Procedures& procedures, CurrentOffice& office)
    : store_{store}, procedures_{procedures}, office_{office} {}

std::optional<Recount> Recounter::look_at(ports::Reader& reader,
                                          WorkflowId workflow,
                                          ports::DeadlineRow const& row,
                                          RecountTotals& totals) {
    ++totals.looked_at;
    try {
        auto procedure = procedures_.find(reader, workflow);
        if (!procedure->knows_calendar(row.calendar_version) &&
            procedures_.learn(reader, row.calendar_version))
            procedure = procedures_.find(reader, workflow);
        auto recount = moved(*procedure, from_row(*procedure, row), row.case_id);
        if (recount) ++totals.moved;
        return recount;
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::runtime_error const& failure) {
        if (totals.unreadable++ == 0)
            totals.first_failure = fmt::format("case {}: {}", row.case_id.value, failure.what());
        return std::nullopt;
    }
}

RecountTotals Recounter::plan(std::string_view calendar, See const& see) {
    RecountTotals totals;
    auto const reader = store_.read();
    for (auto const& version : procedures_.former_versions(*reader, calendar)) {
        DeadlineId after;
        for (bool more = true; more;) {
            auto const rows = reader->deadlines_counted_by(version, after, page);
            for (auto const& [workflow, row] : rows) {
                after = row.id;
                if (auto const recount = look_at(*reader, workflow, row, totals)) see(*recount);
            }
            more = rows.size() == page;
        }
    }
    return totals;
}

RecountTotals Recounter::perform(std::string_view calendar,
                                 std::string const& actor,
                                 Instant now,
                                 See const& see) {
    RecountTotals totals;
    std::set<CaseId> unreadable;
    auto const versions = procedures_.former_versions(*store_.read(), calendar);
    for (auto const& version : versions) {
        DeadlineId after;
        for (bool more = true; more;) {
            auto const transaction = store_.write();
            auto const rows = transaction->deadlines_counted_by(version, after, page);
            std::map<CaseId, WorkflowId> cases;
            for (auto const& [workflow, row] : rows) {
                after = row.id;
                if (!unreadable.contains(row.case_id)) cases.emplace(row.case_id, workflow);
            }
            for (auto const& [id, workflow] : cases) {
                auto const before = totals.unreadable;
                // A case is recounted as a whole, also what other versions of its clocks counted.
                for (auto const& row : transaction->running_deadlines(id)) {
                    if (std::ranges::find(versions, row.calendar_version) == versions.end())
                        continue;
                    if (auto const recount = look_at(*transaction, workflow, row, totals))
                        see(*recount);
                }
                if (totals.unreadable == before) {
                    recount_case(*transaction, id, actor, now);
                } else {
                    unreadable.insert(id);
                }
            }
            transaction->commit();
            more = rows.size() == page;
        }
    }
    return totals;
}

void Recounter::recount_case(ports::Transaction& transaction,
                             CaseId id,
                             std::string const& actor,
                             Instant now) {
    auto file = *open_case(transaction, procedures_, id);
    auto const change = tracking::recount(*file.procedure, file.state, now);
    if (tracking::moves_an_end(change, file.state)) {
        record(transaction,
               file,
               change,
               {.kind = "recounted", .action = {}, .actor = actor},
               *office_.get());
        return;
    }
    for (auto const& deadline : change.deadlines_changed)
        keep_deadline(transaction, file, deadline);
}

}  // namespace duban::service
