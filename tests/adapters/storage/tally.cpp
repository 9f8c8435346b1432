#include "tests/adapters/storage/tally.hpp"

#include "engine/base/sha256.hpp"

namespace duban::storage_test {

using namespace ports;

namespace {

constexpr CaseId the_case{1};
constexpr DeadlineId the_deadline{1};

delivery::Delivery numbered_delivery(std::int64_t number) {
    delivery::Delivery row;
    row.case_id = the_case;
    row.occurrence = std::to_string(number);
    row.channel = "mail";
    row.text = row.occurrence;
    return row;
}

std::string first_contradiction(Reader& reader, std::int64_t count) {
    auto const journal = reader.journal(the_case, 0, static_cast<std::size_t>(count) + 2);
    if (static_cast<std::int64_t>(journal.size()) != count) return "journal";
    for (auto const& record : journal) {
        auto const number = std::to_string(record.number);
        if (!record.record.starts_with(number + ":")) return "record " + number;
        if (record.hash != sha256(record.record)) return "hash of record " + number;
    }
    DeliveryFilter all;
    all.limit = journal.size() + 2;
    auto const deliveries = reader.list_deliveries(all);
    if (deliveries.size() != journal.size()) return "deliveries";
    if (count == 0) return reader.next_alarm() ? "alarm" : "";
    auto const alarm = reader.next_alarm();
    return alarm && alarm->at == from_milliseconds(count) ? "" : "alarm";
}

}  // namespace

void prepare_tally(Store& store) {
    auto const transaction = store.write();
    if (transaction->find_case(the_case)) return;
    WorkflowRow workflow;
    workflow.name = "tally";
    CaseRow row;
    row.workflow = transaction->insert_workflow(workflow);
    DeadlineRow deadline;
    deadline.case_id = transaction->insert_case(row);
    transaction->insert_deadline(deadline);
    transaction->commit();
}

std::int64_t count_one(Store& store, std::size_t weight) {
    auto const transaction = store.write();
    auto row = transaction->find_case(the_case).value();
    row.revision += 1;
    JournalRow record;
    record.case_id = the_case;
    record.number = row.revision;
    record.record = std::to_string(row.revision) + ":" + std::string(weight, 'x');
    record.hash = sha256(record.record);
    transaction->append_journal(record);
    transaction->insert_delivery(numbered_delivery(row.revision));
    transaction->update_case(row);
    transaction->set_alarm({.deadline = the_deadline, .at = from_milliseconds(row.revision)});
    transaction->commit();
    return row.revision;
}

Tally read_tally(Store& store) {
    auto const reader = store.read();
    auto const row = reader->find_case(the_case);
    if (!row) return {.count = 0, .torn = "case"};
    return {.count = row->revision, .torn = first_contradiction(*reader, row->revision)};
}

}  // namespace duban::storage_test
