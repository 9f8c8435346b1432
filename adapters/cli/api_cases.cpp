#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/cli/api.hpp"
#include "adapters/cli/api_answer.hpp"
#include "adapters/cli/api_parameters.hpp"
#include "adapters/cli/case_question.hpp"
#include "adapters/cli/case_view.hpp"
#include "adapters/cli/why_view.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t cases_shown = 50;
constexpr std::size_t records_shown = 500;

Failure<Text> refuse(Text text) {
    return Failure<Text>{std::move(text)};
}

/// Of "show": open where nothing is said.
bool is_shown_word(std::string_view word) {
    constexpr std::array<std::string_view, 5> known{"", "open", "overdue", "closed", "all"};
    return std::ranges::find(known, word) != known.end();
}

Result<CaseQuestion, Text> question_of(web::Fields const& parameters) {
    auto const page = read_page(parameters, {.limit = cases_shown});
    if (!page) return refuse(page.error());
    CaseQuestion question{.state = web::value_of(parameters, "state"),
                          .workflow = web::value_of(parameters, "workflow"),
                          .search = web::value_of(parameters, "search"),
                          .due_before = web::value_of(parameters, "due_before"),
                          .page = *page};
    auto const show = web::value_of(parameters, "show");
    if (!is_shown_word(show))
        return refuse({.zh_cn = "“show”应为 open、overdue、closed 或 all",
                       .en = "\"show\" must be open, overdue, closed or all"});
    question.closed = show == "closed";
    question.all = show == "all";
    return question;
}

http::Response no_such_case(std::int64_t number) {
    return problem_answer(404,
                          {.zh_cn = fmt::format("没有{}号案件", number),
                           .en = fmt::format("there is no case {}", number)});
}

/// Drops what is beyond the page; whether anything was.
template <class Row>
bool cut(std::vector<Row>& rows, std::size_t limit) {
    bool const more = rows.size() > limit;
    if (more) rows.resize(limit);
    return more;
}

}  // namespace

http::Response case_list(ApiCall& call) {
    auto const question = question_of(call.parameters);
    if (!question) return problem_answer(400, question.error());
    auto filter = filter_of(call.house, *question);
    if (!filter) return problem_answer(400, filter.error());
    if (web::value_of(call.parameters, "show") == "overdue")
        filter->due_before = std::min(filter->due_before.value_or(call.now), call.now);
    auto const limit = filter->limit++;
    auto const reader = call.house.store().read();
    auto rows = reader->list_cases(*filter);
    auto const next = cut(rows, limit) ? fmt::format("{}", rows.back().id.value) : "null";
    return json_answer(
        fmt::format(R"({{"cases":{},"next":{}}})", case_entries(call.house, *reader, rows), next));
}

http::Response case_standing(ApiCall& call) {
    auto const reader = call.house.store().read();
    auto const file = service::open_case(*reader, call.house.procedures(), CaseId{call.number});
    if (!file) return no_such_case(call.number);
    return json_answer(why_json(ask(call.house, *reader, *file, call.language), call.language));
}

http::Response case_journal(ApiCall& call) {
    auto const page = read_page(call.parameters, {.limit = records_shown});
    if (!page) return problem_answer(400, page.error());
    auto const reader = call.house.store().read();
    if (!reader->find_case(CaseId{call.number})) return no_such_case(call.number);
    auto rows = reader->journal(CaseId{call.number}, page->after, page->limit + 1);
    auto const next = cut(rows, page->limit) ? fmt::format("{}", rows.back().number) : "null";
    std::string records;
    for (auto const& row : rows) records += (records.empty() ? "" : ",") + record_json(row);
    return json_answer(fmt::format(R"({{"records":[{}],"next":{}}})", records, next));
}

}  // namespace duban::cli
