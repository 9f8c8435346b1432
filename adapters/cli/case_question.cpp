#include "adapters/cli/case_question.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "engine/calendar/zone.hpp"

namespace duban::cli {

namespace {

/// An empty key would be in every title.
Failure<Text> nothing_to_compare(std::string const& search) {
    return Failure<Text>{
        {.zh_cn = fmt::format("“{}”里没有可比对的字：只比对汉字、拉丁字母和数字", search),
         .en = fmt::format("there is nothing to look for in \"{}\": titles are compared by their "
                           "Han characters, Latin letters and digits",
                           search)}};
}

}  // namespace

Result<ports::CaseFilter, Text> filter_of(House& house, CaseQuestion const& question) {
    ports::CaseFilter filter;
    if (!question.state.empty()) filter.state = question.state;
    if (!question.workflow.empty()) filter.workflow = question.workflow;
    if (!question.all) filter.open = !question.closed;
    if (!question.search.empty()) {
        filter.search_key = house.office().get()->search_key(question.search);
        if (filter.search_key.empty()) return nothing_to_compare(question.search);
    }
    if (!question.due_before.empty()) {
        auto const day = parse_day(question.due_before);
        if (!day) {
            return Failure<Text>{
                {.zh_cn = fmt::format("“{}”不是日期，写法如 2026-03-01", question.due_before),
                 .en = fmt::format("\"{}\" is no date; write it like 2026-03-01",
                                   question.due_before)}};
        }
        // A deadline of that day ends as the next one begins; "before" leaves the bound out.
        auto const zone = calendar::Zone::find(house.configuration().time_zone);
        filter.due_before = zone->to_instant(WallTime{*day + std::chrono::days{1}}) + Duration{1};
    }
    filter.after = CaseId{question.page.after};
    filter.limit = question.page.limit;
    return filter;
}

void suggest_state(Session const& session,
                   House& house,
                   std::string const& workflow,
                   std::string const& state) {
    auto const reader = house.store().read();
    std::vector<service::ProcedurePointer> kept;
    std::vector<std::string_view> paths;
    for (auto const& row : reader->list_workflows()) {
        if (!workflow.empty() && row.name != workflow) continue;
        try {
            kept.push_back(house.procedures().find(*reader, row.id));
        } catch (ports::StoreFailure const&) {
            throw;
        } catch (std::runtime_error const&) {
            return;  // what it calls its states is not known
        }
        for (auto const& one : kept.back()->workflow.states) paths.emplace_back(one.path);
    }
    if (!paths.empty()) suggest(session, state, paths);
}

Listing::Listing(House& house, ports::Reader& reader, std::vector<ports::CaseRow> rows) {
    for (auto& row : rows) {
        auto file = service::read_case(reader, house.procedures(), std::move(row));
        if (file) {
            cases.push_back(std::move(*file));
        } else {
            unreadable.push_back(std::move(file.error()));
        }
    }
}

}  // namespace duban::cli
