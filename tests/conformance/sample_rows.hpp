// Rows for the suite: no member has its default value, so that one that a store forgets shows.
// `fields` names every member by structured binding: a member added to a row stops it compiling.
#pragma once

#include <string>
#include <tuple>

#include "engine/ports/store.hpp"

namespace duban::conformance {

Instant noon(int day);  // of March 2026, UTC

ports::WorkflowRow sample_workflow(std::string const& name, int version = 1);
ports::CaseRow sample_case(WorkflowId workflow, std::string const& title = "关于加装电梯的提案");
ports::DeadlineRow sample_deadline(CaseId id, Instant due_at = noon(20));
ports::JournalRow sample_record(CaseId id, std::int64_t number);
ports::AnswerRow sample_answer(CaseId id, std::string const& key);
ports::ContentRow sample_content();
delivery::Delivery sample_delivery(CaseId id, std::string const& occurrence);
delivery::Attempt sample_attempt(DeliveryId id, int number);

inline auto fields(ports::WorkflowRow const& row) {
    auto const& [id, content, name, version, text, stored_at] = row;
    return std::make_tuple(id, content, name, version, text, stored_at);
}

inline auto fields(ports::CaseRow const& row) {
    auto const& [id,
                 workflow,
                 state,
                 revision,
                 title,
                 key,
                 data,
                 memory,
                 opened,
                 closed,
                 suspended,
                 length,
                 head] = row;
    return std::make_tuple(id,
                           workflow,
                           state,
                           revision,
                           title,
                           key,
                           data,
                           memory,
                           opened,
                           closed,
                           suspended,
                           length,
                           head);
}

inline auto fields(ports::DeadlineRow const& row) {
    auto const& [id,
                 case_id,
                 state,
                 part,
                 name,
                 started,
                 term,
                 roll,
                 calendar,
                 extensions,
                 stops,
                 stopped,
                 by_hand,
                 quiet,
                 moved,
                 said,
                 handled,
                 rewound,
                 passed,
                 due,
                 ended] = row;
    return std::make_tuple(id,
                           case_id,
                           state,
                           part,
                           name,
                           started,
                           term,
                           roll,
                           calendar,
                           extensions,
                           stops,
                           stopped,
                           by_hand,
                           quiet,
                           moved,
                           said,
                           handled,
                           rewound,
                           passed,
                           due,
                           ended);
}

inline auto fields(ports::JournalRow const& row) {
    auto const& [case_id, number, at, record, hash] = row;
    return std::make_tuple(case_id, number, at, record, hash);
}

inline auto fields(ports::AnswerRow const& row) {
    auto const& [key, at, case_id, revision, state, content] = row;
    return std::make_tuple(key, at, case_id, revision, state, content);
}

inline auto fields(delivery::Delivery const& row) {
    auto const& [id,
                 case_id,
                 deadline,
                 occurrence,
                 message,
                 role,
                 recipient,
                 behalf,
                 address,
                 channel,
                 language,
                 message_id,
                 created,
                 expires,
                 phase,
                 attempts,
                 failures,
                 uncertain,
                 not_before,
                 subject,
                 text,
                 html,
                 calendar,
                 variables,
                 attachments,
                 reason,
                 provider,
                 confirmed,
                 claimed,
                 carrier] = row;
    return std::make_tuple(id,
                           case_id,
                           deadline,
                           occurrence,
                           message,
                           role,
                           recipient,
                           behalf,
                           address,
                           channel,
                           language,
                           message_id,
                           created,
                           expires,
                           phase,
                           attempts,
                           failures,
                           uncertain,
                           not_before,
                           subject,
                           text,
                           html,
                           calendar,
                           variables,
                           attachments,
                           reason,
                           provider,
                           confirmed,
                           claimed,
                           carrier);
}

inline auto fields(delivery::Attempt const& row) {
    auto const& [delivery, number, at, address, outcome, error, code, words] = row;
    return std::make_tuple(delivery, number, at, address, outcome, error, code, words);
}

/// A store with one workflow and one case in it.
struct OfficeWithACase {
    OfficeWithACase();

    template <class Work>
    void write(Work work) {
        auto const transaction = store->write();
        work(*transaction);
        transaction->commit();
    }

    DeadlineId add_deadline(Instant due_at = noon(20));
    DeliveryId add_delivery(delivery::Delivery row);

    std::unique_ptr<ports::Store> store;
    WorkflowId workflow;
    CaseId id;
};

}  // namespace duban::conformance
