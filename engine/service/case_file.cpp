#include "engine/service/case_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "engine/tracking/case_data.hpp"
#include "engine/tracking/ledger_json.hpp"
#include "engine/tracking/memory_json.hpp"
#include "engine/tracking/place.hpp"

namespace duban::service {

namespace {

workflow::Index state_at(tracking::Procedure const& procedure, std::string const& path) {
    auto const state = procedure.workflow.find_state(path);
    if (state == workflow::none) {
        throw std::runtime_error{
            fmt::format("the definition {} has no state \"{}\"", procedure.workflow.name, path)};
    }
    return state;
}

}  // namespace

std::optional<CaseFile> open_case(ports::Reader& reader, Procedures& procedures, CaseId id) {
    auto row = reader.find_case(id);
    if (!row) return std::nullopt;
    return open_case(reader, procedures, std::move(*row));
}

CaseFile open_case(ports::Reader& reader, Procedures& procedures, ports::CaseRow row) {
    auto procedure = procedures.find(reader, row.workflow);
    tracking::Case state{.id = row.id,
                         .revision = row.revision,
                         .position = {},
                         .fields = tracking::decode_fields(procedure->workflow, row.data),
                         .parts = {},
                         .last_part = 0,
                         .deadlines = {},
                         .pending = {},
                         .opened_at = row.opened_at,
                         .closed_at = row.closed_at,
                         .suspended_since = row.suspended_since};
    auto const deadlines = reader.running_deadlines(row.id);
    for (auto const& deadline : deadlines) {
        // Another process has put a calendar in force since.
        if (!procedure->knows_calendar(deadline.calendar_version) &&
            procedures.learn(reader, deadline.calendar_version))
            procedure = procedures.find(reader, row.workflow);
    }
    for (auto const& deadline : deadlines) {
        state.deadlines.push_back(from_row(*procedure, deadline));
    }
    tracking::decode_memory(*procedure, row.state, row.memory, state);
    for (auto const& raise : reader.raises(row.id)) {
        state.pending.push_back({.id = raise.id,
                                 .event = procedure->workflow.find_event(raise.event),
                                 .name = raise.name,
                                 .part = static_cast<tracking::PartNumber>(raise.part),
                                 .at = raise.at});
    }
    return {.row = std::move(row), .procedure = std::move(procedure), .state = std::move(state)};
}

ports::DeadlineRow to_row(tracking::Procedure const& procedure,
                          CaseId id,
                          tracking::Deadline const& deadline) {
    auto const& state = procedure.workflow.states[deadline.state];
    auto const& ledger = deadline.ledger;
    return {.id = deadline.id,
            .case_id = id,
            .state = state.path,
            .part = deadline.part,
            .name = state.due->name,
            .started_at = ledger.started_at,
            .term = calendar::to_text(ledger.term),
            .counting = calendar::to_text(ledger.counting),
            .calendar_version = ledger.calendar_version,
            .extensions = tracking::encode_extensions(ledger.extensions),
            .stops = tracking::encode_stops(ledger.stops),
            .stopped_since = ledger.stopped_since,
            .stopped_by_hand = deadline.stopped_by_hand,
            .quiet_until = deadline.quiet_until,
            .moved_from = deadline.moved_from ? to_text(*deadline.moved_from) : std::string{},
            .said_from = deadline.said_from,
            .handled_until = deadline.handled_until,
            .rewound = deadline.rewound,
            .passed = deadline.passed,
            .due_at = deadline.due_at,
            .ended_at = std::nullopt};
}

tracking::Deadline from_row(tracking::Procedure const& procedure, ports::DeadlineRow const& row) {
    auto const term = calendar::parse_term(row.term);
    auto const counting = calendar::parse_counting(row.counting);
    if (!term || !counting) {
        throw std::runtime_error{fmt::format("the stored deadline {} has the term \"{}\" ({})",
                                             row.id.value,
                                             row.term,
                                             row.counting)};
    }
    auto const state = state_at(procedure, row.state);
    if (!procedure.workflow.states[state].due) {
        throw std::runtime_error{
            fmt::format("the stored deadline {} is of the state \"{}\", which has none",
                        row.id.value,
                        row.state)};
    }
    calendar::Ledger ledger{.started_at = row.started_at,
                            .term = *term,
                            .counting = *counting,
                            .calendar_version = row.calendar_version,
                            .extensions = tracking::decode_extensions(row.extensions),
                            .stops = tracking::decode_stops(row.stops),
                            .stopped_since = row.stopped_since};
    tracking::Deadline deadline{.id = row.id,
                                .state = state,
                                .part = static_cast<tracking::PartNumber>(row.part),
                                .ledger = std::move(ledger),
                                .said_from = row.said_from,
                                .handled_until = row.handled_until,
                                .rewound = row.rewound,
                                .passed = row.passed,
                                .stopped_by_hand = row.stopped_by_hand,
                                .quiet_until = row.quiet_until,
                                .moved_from = parse_day(row.moved_from),
                                .due_day = {},
                                .due_at = row.due_at,
                                .provisional = false};
    // A day ends with the midnight after it; hours may end at a midnight, which begins its day.
    bool const in_hours = calendar::is_in_hours(deadline.ledger.term_in_force());
    deadline.due_day =
        procedure.zone.day_of(in_hours ? row.due_at : row.due_at - std::chrono::milliseconds{1});
    deadline.provisional = derived_end(procedure, deadline).provisional;
    return deadline;
}

calendar::DueInstant derived_end(tracking::Procedure const& procedure,
                                 tracking::Deadline const& deadline) {
    return calendar::due_instant(
        deadline.ledger, procedure.calendar_of(deadline.ledger), procedure.zone);
}

std::string state_titles(CaseFile const& file, Language language, tracking::PartNumber part) {
    std::vector<std::string_view> titles;
    auto const& procedure = *file.procedure;
    for (auto const leaf : tracking::leaves_of(procedure.chart, file.state.position.active)) {
        if (part != 0 && leaf.part != part) continue;
        std::string_view const title = procedure.workflow.states[leaf.state].title.in(language);
        if (std::ranges::find(titles, title) == titles.end()) titles.push_back(title);
    }
    return fmt::format("{}", fmt::join(titles, language == Language::zh_cn ? "、" : ", "));
}

std::string title_of(CaseFile const& file) {
    auto const field = file.procedure->workflow.find_field("title");
    if (field == workflow::none) return fmt::format("{}", file.row.id.value);
    auto const* const title = file.state.fields[field].as<std::string>();
    return title != nullptr ? *title : fmt::format("{}", file.row.id.value);
}

}  // namespace duban::service
