#include "tests/bench/million_cases.hpp"

#include <random>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/procedures.hpp"
#include "tests/support/world.hpp"

namespace duban::bench {

namespace {

constexpr std::int64_t cases_per_commit = 20'000;
constexpr std::int64_t year_milliseconds = 365LL * 24 * 3600 * 1000;
constexpr Instant start = from_milliseconds(4'070'908'800'000);  // 2099-01-01

constexpr Instant begun = from_milliseconds(1'751'328'000'000);  // 2025-07-01

/// The shipped procedure, its calendar, and when the reply falls due under them.
struct Office {
    calendar::Calendar calendar = support::shipped_calendars().at("cn");
    calendar::Zone zone = *calendar::Zone::find("Asia/Shanghai");
    workflow::DefinitionText text = support::shipped_definition("cppcc-proposal");

    [[nodiscard]] Instant due(Instant started_at) const {
        calendar::Counting const rolls{.on_rest_day = calendar::OnRestDay::next_working_day};
        auto const term = calendar::Term{.unit = calendar::Unit::months, .count = 3};
        return calendar::due_instant(term, started_at, rolls, calendar, zone).at;
    }

    [[nodiscard]] ports::WorkflowRow row() const {
        return {.id = {},
                .content = workflow::content_of(text),
                .name = "cppcc-proposal",
                .version = 1,
                .text = service::encode_definition(text),
                .stored_at = start};
    }
};

/// Alarms fall on random instants of a year, as those of an office do in the order of its cases.
void add_case(ports::Transaction& transaction,
              Office const& office,
              WorkflowId workflow,
              std::mt19937_64& random) {
    ports::CaseRow row;
    row.workflow = workflow;
    row.state = "handling.answer.drafting";
    row.title = "关于进一步推进老旧小区加装电梯工作的提案";
    row.search_key = row.title;
    row.data = R"({"host":"housing-bureau","proposers":["huang-member","li.na"],"round":1})";
    row.opened_at = start;
    ports::DeadlineRow deadline;
    deadline.case_id = transaction.insert_case(row);
    deadline.state = "handling";
    deadline.name = "reply";
    deadline.term = "3 months";
    deadline.counting = "next_working_day";
    deadline.calendar_version = office.calendar.version();
    std::uniform_int_distribution<std::int64_t> later(0, year_milliseconds);
    deadline.started_at = begun + Duration(later(random));
    deadline.handled_until = start;
    deadline.due_at = office.due(deadline.started_at);
    auto const id = transaction.insert_deadline(deadline);
    transaction.set_alarm({.deadline = id, .at = start + Duration(later(random))});
}

}  // namespace

MillionCases::MillionCases() {
    auto const store = open();
    std::mt19937_64 random(7);
    Office const office;
    WorkflowId workflow;
    for (std::int64_t count = 0; count < total;) {
        auto const transaction = store->write();
        if (count == 0) workflow = transaction->insert_workflow(office.row());
        auto const end = count + cases_per_commit;
        for (; count < end; ++count) add_case(*transaction, office, workflow, random);
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
