#include "tests/bench/million_cases.hpp"

#include <algorithm>
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

/// When a case's reply began to run, what of it is behind it, and when it must act.
struct Moments {
    Instant started_at;
    Instant handled_until;
    Instant alarm_at;
};

/// As those of an office do in the order of its cases: on random instants of a year.
class RandomMoments {
  public:
    Moments operator()() {
        return {.started_at = begun + Duration(later_(random_)),
                .handled_until = start,
                .alarm_at = start + Duration(later_(random_))};
    }

  private:
    std::mt19937_64 random_{7};
    std::uniform_int_distribution<std::int64_t> later_{0, year_milliseconds};
};

void add_case(ports::Transaction& transaction,
              Office const& office,
              WorkflowId workflow,
              Moments const& moments) {
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
    deadline.started_at = moments.started_at;
    deadline.handled_until = moments.handled_until;
    deadline.due_at = office.due(deadline.started_at);
    auto const id = transaction.insert_deadline(deadline);
    transaction.set_alarm({.deadline = id, .at = moments.alarm_at});
}

template <class NextMoments>
void fill(ports::Store& store, std::int64_t total, NextMoments next_moments) {
    Office const office;
    WorkflowId workflow;
    for (std::int64_t count = 0; count < total;) {
        auto const transaction = store.write();
        if (count == 0) workflow = transaction->insert_workflow(office.row());
        auto const end = std::min(total, count + cases_per_commit);
        for (; count < end; ++count) add_case(*transaction, office, workflow, next_moments());
        transaction->commit();
    }
}

}  // namespace

MillionCases::MillionCases() {
    fill(*open(), total, RandomMoments{});
}

Instant fill_with_cases_of_one_day(ports::Store& store, std::int64_t total) {
    // Three months from 2 March end on 2 June 2026, five working days after 26 May.
    auto const alarm_at = *parse_instant("2026-05-26T01:00:00Z");
    Moments const moments{.started_at = *parse_instant("2026-03-02T02:00:00Z"),
                          .handled_until = alarm_at - std::chrono::hours{1},
                          .alarm_at = alarm_at};
    fill(store, total, [&] { return moments; });
    return alarm_at;
}

std::unique_ptr<ports::Store> MillionCases::open() const {
    return sqlite::open_sqlite_store({.path = path_});
}

MillionCases const& million_cases() {
    static MillionCases const cases;
    return cases;
}

}  // namespace duban::bench
