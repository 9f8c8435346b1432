#include <fmt/format.h>
#include <fmt/ranges.h>

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
constexpr std::int64_t cases_max = 100;
constexpr std::size_t cases_read_at_once = 20;  // the texts of a case may be large
constexpr std::size_t cases_looked_at_max = 500;
constexpr std::int64_t records_max = 500;
constexpr std::size_t records_read_at_once = 20;
constexpr std::size_t bytes_max = 4U << 20U;  // a page ends where it has reached them

/// The entries of a page, in JSON.
class Entries {
  public:
    explicit Entries(std::size_t limit) : limit_{limit} {}

    [[nodiscard]] bool are_full() const { return count_ >= limit_ || json_.size() >= bytes_max; }

    void add(std::string const& entry) {
        ++count_;
        if (!json_.empty()) json_ += ',';
        json_ += entry;
    }

    /// In the place of an entry.
    void pass_over(service::UnreadableCase unreadable) {
        ++count_;
        unreadable_.push_back(std::move(unreadable));
    }

    [[nodiscard]] std::string const& json() const { return json_; }

    [[nodiscard]] auto const& unreadable() const { return unreadable_; }

  private:
    std::size_t limit_;
    std::size_t count_ = 0;
    std::string json_;
    std::vector<service::UnreadableCase> unreadable_;
};

Failure<Text> refuse(Text text) {
    return Failure<Text>{std::move(text)};
}

/// Of "show": open where nothing is said.
bool is_shown_word(std::string_view word) {
    constexpr std::array<std::string_view, 5> known{"", "open", "overdue", "closed", "all"};
    return std::ranges::find(known, word) != known.end();
}

Result<CaseQuestion, Text> question_of(web::Fields const& parameters) {
    auto const page = read_page(parameters, {.limit = cases_shown}, cases_max);
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

bool is_overdue_asked(ApiCall const& call) {
    return web::value_of(call.parameters, "show") == "overdue";
}

/// Late by its clock: one that stands still is not, whatever day it would end on.
bool is_overdue(tracking::Case const& one, Instant now) {
    return !one.suspended_since && std::ranges::any_of(one.deadlines, [now](auto const& deadline) {
        return !deadline.is_stopped() && (deadline.passed || deadline.due_at < now);
    });
}

/// What the page ends after where more may follow; nothing where it is the last.
using Next = std::optional<std::int64_t>;

Next fill(Entries& entries, ports::Reader& reader, ports::CaseFilter filter, ApiCall& call) {
    bool const only_overdue = is_overdue_asked(call);
    filter.limit = cases_read_at_once;
    std::size_t looked_at = 0;
    while (true) {
        auto rows = reader.list_cases(filter);
        for (auto& row : rows) {
            if (entries.are_full() || looked_at == cases_looked_at_max) return filter.after.value;
            filter.after = row.id;
            ++looked_at;
            auto file = service::read_case(reader, call.house.procedures(), std::move(row));
            if (!file) {
                entries.pass_over(std::move(file.error()));
            } else if (!only_overdue || is_overdue(file->state, call.now)) {
                entries.add(case_json(*file, reader.personal_reminders(file->row.id)));
            }
        }
        if (rows.size() < filter.limit) return std::nullopt;
    }
}

Next fill(Entries& entries, ports::Reader& reader, CaseId id, std::int64_t after) {
    while (true) {
        auto const rows = reader.journal(id, after, records_read_at_once);
        for (auto const& row : rows) {
            if (entries.are_full()) return after;
            after = row.number;
            entries.add(record_json(row));
        }
        if (rows.size() < records_read_at_once) return std::nullopt;
    }
}

std::string to_json(Next next) {
    return next ? fmt::format("{}", *next) : "null";
}

void log_unreadable(std::vector<service::UnreadableCase> const& unreadable,
                    runtime::Log const& log) {
    auto const& first = unreadable.front();
    log.error("cases_unreadable",
              {{"cases", fmt::format("{}", unreadable.size())},
               {"why", fmt::format("case {}: {}", first.id.value, first.why)}});
}

std::string told(std::vector<service::UnreadableCase> const& unreadable, runtime::Log const& log) {
    if (unreadable.empty()) return {};
    log_unreadable(unreadable, log);
    std::vector<std::string> entries;
    for (auto const& one : unreadable) entries.push_back(unreadable_json(one));
    return fmt::format("{}", fmt::join(entries, ","));
}

}  // namespace

http::Response case_list(ApiCall& call) {
    auto const question = question_of(call.parameters);
    if (!question) return problem_answer(400, question.error());
    auto filter = filter_of(call.house, *question);
    if (!filter) return problem_answer(400, filter.error());
    if (is_overdue_asked(call))
        filter->due_before = std::min(filter->due_before.value_or(call.now), call.now);
    auto const reader = call.house.store().read();
    Entries entries{question->page.limit};
    auto const next = fill(entries, *reader, *filter, call);
    return json_answer(fmt::format(R"({{"cases":[{}],"unreadable":[{}],"next":{}}})",
                                   entries.json(),
                                   told(entries.unreadable(), call.log),
                                   to_json(next)));
}

http::Response case_standing(ApiCall& call) {
    auto const reader = call.house.store().read();
    auto const file = service::read_case(*reader, call.house.procedures(), CaseId{call.number});
    if (!file) return no_such_case(call.number);
    if (!*file) {
        log_unreadable({file->error()}, call.log);
        return problem_answer(500, service::cannot_be_read(file->error()));
    }
    return json_answer(why_json(ask(call.house, *reader, **file, call.language), call.language));
}

http::Response case_journal(ApiCall& call) {
    auto const page =
        read_page(call.parameters, {.limit = static_cast<std::size_t>(records_max)}, records_max);
    if (!page) return problem_answer(400, page.error());
    auto const reader = call.house.store().read();
    if (!reader->find_case(CaseId{call.number})) return no_such_case(call.number);
    Entries entries{page->limit};
    auto const next = fill(entries, *reader, CaseId{call.number}, page->after);
    return json_answer(
        fmt::format(R"({{"records":[{}],"next":{}}})", entries.json(), to_json(next)));
}

}  // namespace duban::cli
