#include "tests/conformance/sample_rows.hpp"

#include "engine/base/sha256.hpp"
#include "tests/conformance/store_suite.hpp"

namespace duban::conformance {

using namespace ports;
using std::chrono::hours;
using std::chrono::milliseconds;

Instant noon(int day) {
    return *parse_instant("2026-03-01T12:00:00.250Z") + hours(24) * (day - 1);
}

WorkflowRow sample_workflow(std::string const& name, int version) {
    return {.id = {},
            .content = sha256(name + std::to_string(version)),
            .name = name,
            .version = version,
            .text = "format: 1\nworkflow: " + name,
            .stored_at = noon(1)};
}

CaseRow sample_case(WorkflowId workflow, std::string const& title) {
    return {.id = {},
            .workflow = workflow,
            .state = "handling.answer",
            .revision = 3,
            .title = title,
            .search_key = title,
            .data = R"({"host":"民政局"})",
            .memory = R"({"last_part":2})",
            .opened_at = noon(2),
            .closed_at = std::nullopt,
            .suspended_since = noon(6),
            .journal_length = 5,
            .journal_head = sha256(title)};
}

DeadlineRow sample_deadline(CaseId id, Instant due_at) {
    return {.id = {},
            .case_id = id,
            .state = "handling",
            .part = 2,
            .name = "reply",
            .started_at = noon(3),
            .term = "3 months",
            .counting = "next_working_day",
            .calendar_version = "cn 2026-1",
            .extensions = R"([{"at":1772452800000,"to":"4 months"}])",
            .stops = "[[1772452800000,1772539200000]]",
            .stopped_since = noon(3),
            .stopped_by_hand = true,
            .quiet_until = noon(5),
            .moved_from = "2026-03-20",
            .said_from = noon(2),
            .handled_until = noon(4),
            .rewound = 3,
            .passed = true,
            .due_at = due_at,
            .ended_at = std::nullopt};
}

JournalRow sample_record(CaseId id, std::int64_t number) {
    return {.case_id = id,
            .number = number,
            .at = noon(5),
            .record = R"({"action":"accept"})",
            .hash = sha256(std::to_string(number))};
}

AnswerRow sample_answer(CaseId id, std::string const& key) {
    return {.key = key,
            .at = noon(6),
            .case_id = id,
            .revision = 4,
            .state = "assigning",
            .content = sha256(key)};
}

ContentRow sample_content() {
    std::string const octets = "%PDF-1.7";
    return {.sha256 = sha256(octets), .octets = octets, .kept_at = noon(5)};
}

delivery::Delivery sample_delivery(CaseId id, std::string const& occurrence) {
    return {.id = {},
            .case_id = id,
            .deadline = {},
            .occurrence = occurrence,
            .message = "reply_soon",
            .role = "host",
            .recipient = "li.na",
            .on_behalf_of = "zhang.wei",
            .address = "li.na@example.org",
            .channel = "mail",
            .language = Language::en,
            .message_id = "<1@duban.example.org>",
            .created_at = noon(7),
            .expires_at = noon(8),
            .phase = delivery::Phase::queued,
            .attempts = 4,
            .failures = 2,
            .uncertain = 1,
            .not_before = noon(9),
            .subject = "催办：reply soon",
            .text = "Three days are left.",
            .html = "<p>Three days are left.</p>",
            .calendar = "BEGIN:VCALENDAR",
            .variables = R"({"days_left":"3"})",
            .attachments = R"([{"name":"a.pdf"}])",
            .reason = "450 try later",
            .provider_id = "q-17",
            .claimed_at = noon(6)};
}

delivery::Attempt sample_attempt(DeliveryId id, int number) {
    return {.delivery = id,
            .number = number,
            .at = noon(10),
            .address = "chen@example.org",
            .outcome = "temporary",
            .error_class = "provider",
            .code = "450 4.2.1",
            .words = "try later"};
}

OfficeWithACase::OfficeWithACase() : store(make_empty_store()) {
    write([&](Transaction& transaction) {
        workflow = transaction.insert_workflow(sample_workflow("cppcc-proposal"));
        id = transaction.insert_case(sample_case(workflow));
    });
}

DeadlineId OfficeWithACase::add_deadline(Instant due_at) {
    DeadlineId deadline;
    write([&](Transaction& transaction) {
        deadline = transaction.insert_deadline(sample_deadline(id, due_at));
    });
    return deadline;
}

DeliveryId OfficeWithACase::add_delivery(delivery::Delivery row) {
    std::optional<DeliveryId> added;
    write([&](Transaction& transaction) { added = transaction.insert_delivery(row); });
    return added.value();
}

}  // namespace duban::conformance
