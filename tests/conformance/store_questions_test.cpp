// What a Reader is asked: which alarm is next, what is to be sent, which cases fit, how many.
#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "tests/conformance/sample_rows.hpp"
#include "tests/conformance/store_suite.hpp"

using namespace duban;
using namespace duban::conformance;
using namespace duban::ports;
using delivery::Phase;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds tick{1};

/// The identifiers of the rows, counted from the first one that there could be.
template <class Rows>
std::vector<std::int64_t> ids(Rows const& rows) {
    std::vector<std::int64_t> found;
    for (auto const& row : rows) found.push_back(row.id.value);
    return found;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("alarms ring earliest first, and by deadline where they ring together") {
    OfficeWithACase office;
    auto const a = office.add_deadline();
    auto const b = office.add_deadline();
    auto const c = office.add_deadline();
    CHECK_FALSE(office.store->read()->next_alarm());
    office.write([&](Transaction& transaction) {
        transaction.set_alarm({.deadline = c, .at = noon(2)});
        transaction.set_alarm({.deadline = b, .at = noon(2)});
        transaction.set_alarm({.deadline = a, .at = noon(3)});
    });

    auto const reader = office.store->read();
    CHECK(reader->next_alarm() == AlarmRow{.deadline = b, .at = noon(2)});
    auto const [until, limit, expected] =
        GENERATE_COPY(table<Instant, std::size_t, std::vector<DeadlineId>>({
            {noon(2) - tick, 9, {}},
            {noon(2), 9, {b, c}},
            {noon(2), 1, {b}},
            {noon(3) - tick, 9, {b, c}},
            {noon(3), 9, {b, c, a}},
            {noon(3), 0, {}},
        }));
    CAPTURE(until.time_since_epoch().count(), limit);
    std::vector<DeadlineId> due;
    for (auto const& alarm : reader->due_alarms(until, limit)) due.push_back(alarm.deadline);
    CHECK((due == expected));
}

TEST_CASE("an alarm moves when it is set again, and is gone when it is cleared") {
    OfficeWithACase office;
    auto const deadline = office.add_deadline();
    auto const set = [&](Instant at) {
        office.write([&](Transaction& to) { to.set_alarm({.deadline = deadline, .at = at}); });
    };
    set(noon(5));
    set(noon(7));
    CHECK(office.store->read()->next_alarm() == AlarmRow{.deadline = deadline, .at = noon(7)});
    CHECK(office.store->read()->find_alarm(deadline) == office.store->read()->next_alarm());
    CHECK(office.store->read()->due_alarms(noon(30), 9).size() == 1);
    office.write([&](Transaction& transaction) {
        transaction.clear_alarm(deadline);
        transaction.clear_alarm(deadline);  // harmless
    });
    CHECK_FALSE(office.store->read()->next_alarm());
    CHECK_FALSE(office.store->read()->find_alarm(deadline));
}

TEST_CASE("raises come by their moments, and are gone when they are removed") {
    OfficeWithACase office;
    RaiseRow late{
        .id = {}, .case_id = office.id, .event = "nudge", .name = "n1", .part = 2, .at = noon(9)};
    RaiseRow soon{
        .id = {}, .case_id = office.id, .event = "nudge", .name = "", .part = 0, .at = noon(5)};
    office.write([&](Transaction& transaction) {
        late.id = transaction.insert_raise(late);
        soon.id = transaction.insert_raise(soon);
    });
    auto const reader = office.store->read();
    CHECK(reader->next_raise() == soon);
    CHECK(reader->due_raises(noon(9), 9) == std::vector{soon, late});
    CHECK(reader->due_raises(noon(9) - tick, 9) == std::vector{soon});
    CHECK(reader->due_raises(noon(9), 1) == std::vector{soon});
    CHECK(reader->raises(office.id) == std::vector{late, soon});
    CHECK(reader->raises(CaseId{999}).empty());
    office.write([&](Transaction& transaction) {
        transaction.remove_raise(soon.id);
        transaction.remove_raise(soon.id);  // harmless
    });
    CHECK(office.store->read()->next_raise() == late);
}

TEST_CASE("personal reminders come by their moments, and no number is given twice") {
    OfficeWithACase office;
    PersonalReminderRow late{.id = {},
                             .case_id = office.id,
                             .person = "li.na",
                             .day = "2026-03-07",
                             .note = "看一下会办意见",
                             .at = noon(9)};
    PersonalReminderRow soon{.id = {},
                             .case_id = office.id,
                             .person = "wang.wei",
                             .day = "2026-03-05",
                             .note = "",
                             .at = noon(5)};
    CHECK_FALSE(office.store->read()->next_personal_reminder());
    office.write([&](Transaction& transaction) {
        late.id = transaction.insert_personal_reminder(late);
        soon.id = transaction.insert_personal_reminder(soon);
        CHECK(transaction.next_personal_reminder() == soon);  // it reads its own writes
    });
    auto const reader = office.store->read();
    CHECK(reader->next_personal_reminder() == soon);
    CHECK(reader->due_personal_reminders(noon(9), 9) == std::vector{soon, late});
    CHECK(reader->due_personal_reminders(noon(9) - tick, 9) == std::vector{soon});
    CHECK(reader->due_personal_reminders(noon(9), 1) == std::vector{soon});
    CHECK(reader->personal_reminders(office.id) == std::vector{late, soon});
    CHECK(reader->personal_reminders(CaseId{999}).empty());
    office.write([&](Transaction& transaction) {
        transaction.remove_personal_reminder(soon.id);
        transaction.remove_personal_reminder(soon.id);  // harmless
    });
    CHECK(office.store->read()->next_personal_reminder() == late);
    auto again = soon;
    again.id = {};
    office.write([&](Transaction& transaction) {
        CHECK(transaction.insert_personal_reminder(again).value == soon.id.value + 1);
        // Put off, it keeps its number.
        transaction.insert_personal_reminder(soon);
    });
    CHECK(office.store->read()->personal_reminders(office.id).size() == 3);
}

TEST_CASE("whatever is set and cleared, the alarms are those of a sorted map") {
    OfficeWithACase office;
    std::vector<DeadlineId> deadlines;
    for (int count = 0; count < 5; ++count) deadlines.push_back(office.add_deadline());
    rc::prop("alarms", [&] {
        std::map<DeadlineId, Instant> model;
        // Which deadline; at which minute, where 0 clears.
        auto const acts = *rc::gen::container<std::vector<std::pair<int, int>>>(
            rc::gen::pair(rc::gen::inRange(0, 5), rc::gen::inRange(0, 6)));
        office.write([&](Transaction& transaction) {
            for (auto const deadline : deadlines) transaction.clear_alarm(deadline);
            for (auto const& [which, minute] : acts) {
                auto const deadline = deadlines[static_cast<std::size_t>(which)];
                auto const at = noon(1) + std::chrono::minutes(minute);
                minute == 0 ? transaction.clear_alarm(deadline)
                            : transaction.set_alarm({.deadline = deadline, .at = at});
                minute == 0 ? void(model.erase(deadline)) : void(model[deadline] = at);
            }
        });
        std::vector<std::pair<Instant, DeadlineId>> expected;
        for (auto const& [deadline, at] : model) expected.emplace_back(at, deadline);
        std::ranges::sort(expected);
        std::vector<std::pair<Instant, DeadlineId>> found;
        for (auto const& row : office.store->read()->due_alarms(noon(2), 9)) {
            found.emplace_back(row.at, row.deadline);
        }
        RC_ASSERT(found == expected);
    });
}

TEST_CASE("what is to be looked at: queued, backing off, held, or claimed with a lapsed lease") {
    auto const [phase, pending] = GENERATE(table<Phase, bool>({
        {Phase::queued, true},
        {Phase::backing_off, true},
        {Phase::sending, true},
        {Phase::held, true},     // until its expiry, which is then its moment
        {Phase::standby, true},  // until it is asked whether it is needed
        {Phase::bundled, false},
        {Phase::delivered, false},
        {Phase::uncertain, false},
        {Phase::dead, false},
        {Phase::cancelled, false},
        {Phase::expired, false},
        {Phase::bounced, false},
    }));
    CAPTURE(delivery::to_text(phase));
    OfficeWithACase office;
    auto row = sample_delivery(office.id, "o");
    row.phase = phase;
    office.add_delivery(row);

    auto const reader = office.store->read();
    CHECK(reader->due_deliveries("mail", row.not_before - tick, 9).empty());
    CHECK(reader->due_deliveries("mail", row.not_before, 9).size() == (pending ? 1 : 0));
    CHECK(reader->due_deliveries("sms", row.not_before, 9).empty());
    CHECK(reader->next_delivery("mail").has_value() == pending);
    CHECK_FALSE(reader->next_delivery("sms"));
}

TEST_CASE("what is to be sent comes earliest first, at most as many as asked for") {
    OfficeWithACase office;
    Ids added;
    for (int const day : {12, 11, 11, 13}) {
        auto row = sample_delivery(office.id, std::to_string(added.size()));
        row.not_before = noon(day);
        added.push_back(office.add_delivery(row).value);
    }
    auto const reader = office.store->read();
    CHECK(ids(reader->due_deliveries("mail", noon(12), 9)) == Ids{added[1], added[2], added[0]});
    CHECK(ids(reader->due_deliveries("mail", noon(13), 2)) == Ids{added[1], added[2]});
    CHECK(reader->next_delivery("mail") == noon(11));
    CHECK(fields(reader->due_deliveries("mail", noon(13), 1).at(0)) ==
          fields(reader->find_delivery(DeliveryId{added[1]}).value()));
}

TEST_CASE("running deadlines are found by the version of the calendar that counted them") {
    OfficeWithACase office;
    std::vector<DeadlineId> added;
    office.write([&](Transaction& transaction) {
        for (auto const* version : {"old", "new", "old", "old"}) {
            auto row = sample_deadline(office.id, noon(10 + static_cast<int>(added.size())));
            row.calendar_version = version;
            if (added.size() == 2) row.ended_at = noon(9);
            added.push_back(transaction.insert_deadline(row));
        }
    });
    auto const reader = office.store->read();
    auto const counted = [&](std::string_view version, DeadlineId after, std::size_t limit) {
        Ids ids;
        for (auto const& [workflow, row] : reader->deadlines_counted_by(version, after, limit)) {
            CHECK(workflow == office.workflow);
            ids.push_back(row.id.value);
        }
        return ids;
    };
    CHECK(counted("old", {}, 9) == Ids{added[0].value, added[3].value});
    CHECK(counted("old", {}, 1) == Ids{added[0].value});
    CHECK(counted("old", added[0], 9) == Ids{added[3].value});
    CHECK(counted("new", {}, 9) == Ids{added[1].value});
    CHECK(counted("none", {}, 9).empty());
    CHECK(reader->count_running_deadlines("old", noon(9)) == 2);
    CHECK(reader->count_running_deadlines("old", noon(10)) == 1);
    CHECK(reader->count_running_deadlines("old", noon(13)) == 0);
    CHECK(reader->count_running_deadlines("new", noon(9)) == 1);
}

TEST_CASE("cases are listed by state, workflow, life, title and what falls due") {
    OfficeWithACase office;  // case 1: handling.answer, open, no deadline
    office.write([&](Transaction& transaction) {
        auto const other = transaction.insert_workflow(sample_workflow("npc-suggestion"));
        auto row = sample_case(office.workflow, "关于养老服务的提案");  // case 2
        row.state = "filed.new handling";
        transaction.insert_deadline(sample_deadline(transaction.insert_case(row), noon(20)));
        row = sample_case(other, "公园 100% 开放");  // case 3
        row.state = "handling.answers";
        auto deadline = sample_deadline(transaction.insert_case(row), noon(10));
        deadline.ended_at = noon(9);
        transaction.insert_deadline(deadline);
        row = sample_case(other, "closed_one");  // case 4
        row.state = "closed";
        row.closed_at = noon(25);
        transaction.insert_case(row);
    });
    auto const reader = office.store->read();
    REQUIRE(ids(reader->list_cases({})) == Ids{1, 2, 3, 4});

    auto const with = [](auto set) {
        CaseFilter filter;
        set(filter);
        return filter;
    };
    auto const [what, filter, expected] =
        GENERATE_COPY(
            table<char const*, CaseFilter, Ids>(
                {
                    {"a state and below", with([](auto& f) { f.state = "handling"; }), {1, 2, 3}},
                    {"the first of two", with([](auto& f) { f.state = "filed"; }), {2}},
                    {"a leaf", with([](auto& f) { f.state = "handling.answer"; }), {1}},
                    {"part of a name", with([](auto& f) { f.state = "handl"; }), {}},
                    {"a workflow", with([](auto& f) { f.workflow = "npc-suggestion"; }), {3, 4}},
                    {"an unknown workflow", with([](auto& f) { f.workflow = "npc"; }), {}},
                    {"open", with([](auto& f) { f.open = true; }), {1, 2, 3}},
                    {"closed", with([](auto& f) { f.open = false; }), {4}},
                    {"a word of the title", with([](auto& f) { f.search_key = "的提案"; }), {1, 2}},
                    {"a percent sign", with([](auto& f) { f.search_key = "100%"; }), {3}},
                    {"an underscore", with([](auto& f) { f.search_key = "_"; }), {4}},
                    {"due before", with([](auto& f) { f.due_before = noon(20) + tick; }), {2}},
                    {"due at, not before", with([](auto& f) { f.due_before = noon(20); }), {}},
                    {"a page", with([](auto& f) { f.limit = 2; }), {1, 2}},
                    {"the next page",
                     with(
                         [](auto& f) {
                             f.after = CaseId{2};
                             f.limit = 2;
                         }),
                     {3, 4}},
                    {"an open page",
                     with(
                         [](auto& f) {
                             f.after = CaseId{1};
                             f.open = true;
                         }),
                     {2, 3}},
                    {"no rows", with([](auto& f) { f.limit = 0; }), {}},
                    {"everything at once",
                     with(
                         [](auto& f) {
                             f.state = "handling";
                             f.workflow = "cppcc-proposal";
                             f.open = true;
                             f.search_key = "养老";
                             f.due_before = noon(21);
                         }),
                     {2}},
                }));
    CAPTURE(what);
    CHECK(ids(reader->list_cases(filter)) == expected);
}

TEST_CASE("deliveries are listed by case, phase, channel and recipient") {
    OfficeWithACase office;
    CaseId other;
    office.write([&](Transaction& transaction) {
        other = transaction.insert_case(sample_case(office.workflow));
    });
    office.add_delivery(sample_delivery(office.id, "1"));
    auto row = sample_delivery(other, "2");
    row.phase = Phase::dead;
    office.add_delivery(row);
    row = sample_delivery(other, "3");
    row.channel = "sms";
    office.add_delivery(row);
    row = sample_delivery({}, "4");
    row.recipient = "wang.wei";
    row.message = "house.missed";
    office.add_delivery(row);

    auto const with = [](auto set) {
        DeliveryFilter filter;
        set(filter);
        return filter;
    };
    auto const [what, filter, expected] = GENERATE_COPY(table<char const*, DeliveryFilter, Ids>({
        {"all", {}, {1, 2, 3, 4}},
        {"a case", with([&](auto& f) { f.case_id = other; }), {2, 3}},
        {"no case", with([&](auto& f) { f.case_id = CaseId{}; }), {4}},
        {"a phase", with([](auto& f) { f.phase = Phase::dead; }), {2}},
        {"a channel", with([](auto& f) { f.channel = "mail"; }), {1, 2, 4}},
        {"a recipient", with([](auto& f) { f.recipient = "li.na"; }), {1, 2, 3}},
        {"a message", with([](auto& f) { f.message = "house.missed"; }), {4}},
        {"a page",
         with([](auto& f) {
             f.after = DeliveryId{1};
             f.limit = 2;
         }),
         {2, 3}},
        {"everything at once",
         with([&](auto& f) {
             f.case_id = other;
             f.phase = Phase::queued;
             f.channel = "sms";
             f.recipient = "li.na";
         }),
         {3}},
    }));
    CAPTURE(what);
    CHECK(ids(office.store->read()->list_deliveries(filter)) == expected);
}

TEST_CASE("the deliveries of an occurrence are all of it, and no others") {
    OfficeWithACase office;
    office.add_delivery(sample_delivery(office.id, "deadline 9 number 1"));
    office.add_delivery(sample_delivery(office.id, "deadline 9 number 10"));
    auto row = sample_delivery(office.id, "deadline 9 number 1");
    row.recipient = "wang.wei";
    row.phase = Phase::dead;
    office.add_delivery(row);
    auto const reader = office.store->read();
    CHECK(ids(reader->deliveries_of("deadline 9 number 1")) == Ids{1, 3});
    CHECK(reader->deliveries_of("deadline 9").empty());
}

TEST_CASE("what there is is counted") {
    OfficeWithACase office;
    auto counts = office.store->read()->counts();
    CHECK(counts.open_cases == 1);
    CHECK(counts.closed_cases == 0);
    CHECK(counts.running_deadlines == 0);
    CHECK(counts.passed_deadlines == 0);
    CHECK(counts.deliveries.empty());

    office.write([&](Transaction& transaction) {
        auto closed = sample_case(office.workflow);
        closed.closed_at = noon(3);
        transaction.insert_case(closed);
        transaction.insert_case(closed);
        auto deadline = sample_deadline(office.id);
        transaction.insert_deadline(deadline);
        deadline.passed = false;
        transaction.insert_deadline(deadline);
        deadline.passed = true;
        deadline.ended_at = noon(4);
        transaction.insert_deadline(deadline);
        for (auto const phase : {Phase::dead, Phase::queued, Phase::dead}) {
            auto row = sample_delivery(office.id, std::to_string(counts.deliveries.size()));
            row.phase = phase;
            transaction.insert_delivery(row);
            counts.deliveries.emplace_back();
        }
    });
    counts = office.store->read()->counts();
    CHECK(counts.open_cases == 1);
    CHECK(counts.closed_cases == 2);
    CHECK(counts.running_deadlines == 2);
    CHECK(counts.passed_deadlines == 1);
    CHECK((counts.deliveries ==
           std::vector<std::pair<Phase, std::int64_t>>{{Phase::queued, 1}, {Phase::dead, 2}}));
}
