// One unit of work: all of it or nothing, its own writes at once, nobody else's in between.
#include <catch2/catch.hpp>

#include <functional>
#include <thread>
#include <vector>

#include "engine/base/sha256.hpp"
#include "tests/conformance/sample_rows.hpp"
#include "tests/conformance/store_suite.hpp"

using namespace duban;
using namespace duban::conformance;
using namespace duban::ports;

namespace {

/// One row of every kind, and a change to a row that was there.
void write_everything(Transaction& transaction, OfficeWithACase const& office) {
    transaction.insert_workflow(sample_workflow("second"));
    auto const id = transaction.insert_case(sample_case(office.workflow));
    auto changed = transaction.find_case(office.id).value();
    changed.state = "changed";
    transaction.update_case(changed);
    auto const deadline = transaction.insert_deadline(sample_deadline(id));
    transaction.set_alarm({.deadline = deadline, .at = noon(1)});
    transaction.append_journal(sample_record(id, 1));
    transaction.insert_answer(sample_answer(id, "k"));
    transaction.insert_content(sample_content());
    auto const delivery = transaction.insert_delivery(sample_delivery(id, "o"));
    transaction.insert_attempt(sample_attempt(delivery.value(), 1));
}

bool has_everything(Reader& reader, OfficeWithACase const& office) {
    auto const added = reader.find_answer("k");
    return added && reader.find_workflow("second") &&
           reader.find_content(sample_content().sha256) == sample_content().octets &&
           reader.find_case(office.id)->state == "changed" && reader.find_case(added->case_id) &&
           reader.running_deadlines(added->case_id).size() == 1 && reader.next_alarm() &&
           reader.journal(added->case_id, 0, 9).size() == 1 &&
           reader.next_delivery("mail") == noon(9) &&
           reader.attempts(reader.list_deliveries({}).at(0).id).size() == 1;
}

bool has_nothing_of_it(Reader& reader, OfficeWithACase const& office) {
    auto const counts = reader.counts();
    return !reader.find_answer("k") && !reader.find_workflow("second") &&
           !reader.find_content(sample_content().sha256) &&
           reader.find_case(office.id)->state == sample_case({}).state && counts.open_cases == 1 &&
           counts.running_deadlines == 0 && !reader.next_alarm() && counts.deliveries.empty();
}

}  // namespace

TEST_CASE("a unit of work reads its own writes, others after the commit") {
    OfficeWithACase office;
    auto transaction = office.store->write();
    write_everything(*transaction, office);
    CHECK(has_everything(*transaction, office));
    CHECK(has_nothing_of_it(*office.store->read(), office));

    transaction->commit();
    CHECK(has_everything(*office.store->read(), office));
    transaction.reset();
    CHECK(has_everything(*office.store->read(), office));
}

TEST_CASE("a unit of work that is destroyed without a commit leaves nothing") {
    OfficeWithACase office;
    {
        auto const transaction = office.store->write();
        write_everything(*transaction, office);
    }
    CHECK(has_nothing_of_it(*office.store->read(), office));
    office.write([&](Transaction& transaction) { write_everything(transaction, office); });
    CHECK(has_everything(*office.store->read(), office));
}

TEST_CASE("a unit of work that is left by an exception leaves nothing") {
    OfficeWithACase office;
    CHECK_THROWS_AS(office.write([&](Transaction& transaction) {
        write_everything(transaction, office);
        throw std::logic_error("refused");
    }),
                    std::logic_error);
    CHECK(has_nothing_of_it(*office.store->read(), office));
}

TEST_CASE("a reader keeps its moment while others write") {
    OfficeWithACase office;
    auto const before = office.store->read();
    office.write([&](Transaction& transaction) { write_everything(transaction, office); });
    auto const after = office.store->read();

    CHECK(has_nothing_of_it(*before, office));
    CHECK(has_everything(*after, office));
    CHECK(has_nothing_of_it(*before, office));
}

TEST_CASE("the change mark differs after each commit, and only then") {
    OfficeWithACase office;
    auto const start = office.store->change_mark();
    CHECK(office.store->change_mark() == start);
    {
        auto const given_up = office.store->write();
        given_up->insert_workflow(sample_workflow("never"));
    }
    office.store->read()->counts();
    CHECK(office.store->change_mark() == start);

    office.add_deadline();
    auto const first = office.store->change_mark();
    CHECK(first != start);
    office.add_deadline();
    CHECK(office.store->change_mark() != first);
    CHECK(office.store->change_mark() != start);
}

TEST_CASE("a row that contradicts the others is refused, with all of its unit of work") {
    using Act = std::function<void(Transaction&, OfficeWithACase const&)>;
    auto const [what, act] = GENERATE(table<char const*, Act>({
        {"a second workflow of one content",
         [](auto& to, auto&) { to.insert_workflow(sample_workflow("cppcc-proposal")); }},
        {"a case of no workflow",
         [](auto& to, auto&) { to.insert_case(sample_case(WorkflowId{999})); }},
        {"an update of no case",
         [](auto& to, auto& office) { to.update_case(sample_case(office.workflow)); }},
        {"a deadline of no case",
         [](auto& to, auto&) { to.insert_deadline(sample_deadline(CaseId{999})); }},
        {"an update of no deadline",
         [](auto& to, auto& office) { to.update_deadline(sample_deadline(office.id)); }},
        {"a calendar for no deadline",
         [](auto& to, auto&) { to.set_calendar_version(DeadlineId{999}, "cn 2026-2"); }},
        {"an alarm of no deadline",
         [](auto& to, auto&) { to.set_alarm({.deadline = {999}, .at = noon(1)}); }},
        {"a record of no case",
         [](auto& to, auto&) { to.append_journal(sample_record(CaseId{999}, 1)); }},
        {"a second record of one number",
         [](auto& to, auto& office) {
             to.append_journal(sample_record(office.id, 1));
             to.append_journal(sample_record(office.id, 1));
         }},
        {"an answer of no case",
         [](auto& to, auto&) { to.insert_answer(sample_answer(CaseId{999}, "k")); }},
        {"a second answer under one key",
         [](auto& to, auto& office) {
             to.insert_answer(sample_answer(office.id, "k"));
             to.insert_answer(sample_answer(office.id, "k"));
         }},
        {"a delivery of no case",
         [](auto& to, auto&) { to.insert_delivery(sample_delivery(CaseId{999}, "o")); }},
        {"an update of no delivery",
         [](auto& to, auto& office) { to.update_delivery(sample_delivery(office.id, "o")); }},
        {"an attempt of no delivery",
         [](auto& to, auto&) { to.insert_attempt(sample_attempt(DeliveryId{999}, 1)); }},
        {"a second attempt of one number",
         [](auto& to, auto& office) {
             auto const id = to.insert_delivery(sample_delivery(office.id, "o")).value();
             to.insert_attempt(sample_attempt(id, 1));
             to.insert_attempt(sample_attempt(id, 1));
         }},
    }));
    CAPTURE(what);
    OfficeWithACase office;
    {
        auto const transaction = office.store->write();
        transaction->insert_answer(sample_answer(office.id, "before"));
        CHECK_THROWS_AS(act(*transaction, office), StoreFailure);
        CHECK_THROWS_AS(transaction->insert_answer(sample_answer(office.id, "after")),
                        StoreFailure);
        CHECK_THROWS_AS(transaction->commit(), StoreFailure);
    }
    CHECK_FALSE(office.store->read()->find_answer("before"));
    office.write([&](Transaction& next) { next.insert_answer(sample_answer(office.id, "next")); });
    CHECK(office.store->read()->find_answer("next"));
}

TEST_CASE("nothing is written after the commit") {
    OfficeWithACase office;
    auto transaction = office.store->write();
    transaction->commit();
    CHECK_THROWS_AS(transaction->insert_answer(sample_answer(office.id, "late")), StoreFailure);
    CHECK_THROWS_AS(transaction->commit(), StoreFailure);
    transaction.reset();
    CHECK_FALSE(office.store->read()->find_answer("late"));
}

TEST_CASE("one delivery per occurrence, recipient and channel") {
    auto const [occurrence, recipient, channel, fresh] =
        GENERATE(table<std::string, std::string, std::string, bool>({
            {"o", "li.na", "mail", false},
            {"p", "li.na", "mail", true},
            {"o", "wang.wei", "mail", true},
            {"o", "li.na", "sms", true},
            {"o", "LI.NA", "mail", true},
        }));
    CAPTURE(occurrence, recipient, channel);
    OfficeWithACase office;
    auto const first = office.add_delivery(sample_delivery(office.id, "o"));

    auto again = sample_delivery(office.id, occurrence);
    again.recipient = recipient;
    again.channel = channel;
    again.text = "said again";
    office.write([&, fresh = fresh](Transaction& transaction) {
        CHECK(transaction.insert_delivery(again).has_value() == fresh);
        transaction.insert_answer(sample_answer(office.id, "the unit of work goes on"));
    });
    auto const reader = office.store->read();
    CHECK(reader->list_deliveries({}).size() == (fresh ? 2 : 1));
    CHECK(reader->find_delivery(first)->text == sample_delivery({}, "").text);
    CHECK(reader->find_answer("the unit of work goes on"));
}

TEST_CASE("many threads take turns to write, and no turn is lost") {
    OfficeWithACase office;
    constexpr int threads = 4;
    constexpr int turns = 25;
    std::vector<std::thread> writers;
    for (int thread = 0; thread < threads; ++thread) {
        writers.emplace_back([&office] {
            for (int turn = 0; turn < turns; ++turn) {
                auto const transaction = office.store->write();
                auto row = transaction->find_case(office.id).value();
                row.revision += 1;
                transaction->update_case(row);
                transaction->commit();
                office.store->read()->find_case(office.id);
                office.store->change_mark();
            }
        });
    }
    for (auto& writer : writers) writer.join();
    auto const start = sample_case({}).revision;
    CHECK(office.store->read()->find_case(office.id)->revision == start + threads * turns);
}
