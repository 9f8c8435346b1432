#include "tests/bench/million_cases.hpp"

#include <random>

#include "adapters/storage/sqlite/sqlite_store.hpp"

namespace duban::bench {

namespace {

constexpr std::int64_t cases_per_commit = 20'000;
constexpr std::int64_t year_milliseconds = 365LL * 24 * 3600 * 1000;
constexpr Instant start = from_milliseconds(4'070'908'800'000);  // 2099-01-01

/// Alarms fall on random instants of a year, as those of an office do in the order of its cases.
void add_case(ports::Transaction& transaction, WorkflowId workflow, std::mt19937_64& random) {
    ports::CaseRow row;
    row.workflow = workflow;
    row.state = "handling.answer.drafting";
    row.title = "关于进一步推进老旧小区加装电梯工作的提案";
    row.search_key = row.title;
    row.data = R"({"host":"住房和城乡建设局","proposers":["li.na","wang.wei"],"round":1})";
    row.opened_at = start;
    ports::DeadlineRow deadline;
    deadline.case_id = transaction.insert_case(row);
    deadline.state = "handling";
    deadline.name = "reply";
    deadline.term = "3 months";
    deadline.counting = "next_working_day";
    deadline.calendar_version = "cn 2026";
    std::uniform_int_distribution<std::int64_t> later(0, year_milliseconds);
    deadline.due_at = start + Duration(later(random));
    auto const id = transaction.insert_deadline(deadline);
    transaction.set_alarm({.deadline = id, .at = deadline.due_at});
}

}  // namespace

MillionCases::MillionCases() {
    auto const store = open();
    std::mt19937_64 random(7);
    WorkflowId workflow;
    for (std::int64_t count = 0; count < total;) {
        auto const transaction = store->write();
        if (count == 0) workflow = transaction->insert_workflow({});
        auto const end = count + cases_per_commit;
        for (; count < end; ++count) add_case(*transaction, workflow, random);
        transaction->commit();
    }
}

std::unique_ptr<ports::Store> MillionCases::open() const {
    return sqlite::open_sqlite_store({.path = path_});
}

MillionCases const& million_cases() {
    static MillionCases const cases;
    return cases;
}

}  // namespace duban::bench
