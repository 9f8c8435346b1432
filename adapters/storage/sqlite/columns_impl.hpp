// How the members of a row stand in its table, in the order of their declaration. One list serves
// both ways, insert and select; a member that is added to a row and missing here does not compile.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "adapters/storage/sqlite/connection_impl.hpp"
#include "engine/ports/store.hpp"

namespace duban::sqlite {

template <class Row>
struct Columns;

template <>
struct Columns<ports::WorkflowRow> {
    static constexpr std::string_view table = "workflow";
    static constexpr std::string_view names = "id, content, name, version, text, stored_at";

    static auto of(auto& row) {
        auto& [id, content, name, version, text, stored_at] = row;
        return std::tie(id, content, name, version, text, stored_at);
    }
};

template <>
struct Columns<ports::CalendarRow> {
    static constexpr std::string_view table = "calendar";
    static constexpr std::string_view names = "version, name, text, stored_at";

    static auto of(auto& row) {
        auto& [version, name, text, stored_at] = row;
        return std::tie(version, name, text, stored_at);
    }
};

template <>
struct Columns<ports::CaseRow> {
    static constexpr std::string_view table = "\"case\"";
    static constexpr std::string_view names =
        "id, workflow, state, revision, title, search_key, data, memory, opened_at, closed_at, "
        "suspended_since, journal_length, journal_head";

    static auto of(auto& row) {
        auto& [id,
               workflow,
               state,
               revision,
               title,
               search_key,
               data,
               memory,
               opened_at,
               closed_at,
               suspended_since,
               journal_length,
               journal_head] = row;
        return std::tie(id,
                        workflow,
                        state,
                        revision,
                        title,
                        search_key,
                        data,
                        memory,
                        opened_at,
                        closed_at,
                        suspended_since,
                        journal_length,
                        journal_head);
    }
};

template <>
struct Columns<ports::DeadlineRow> {
    static constexpr std::string_view table = "deadline";
    static constexpr std::string_view names =
        "id, case_id, state, part, name, started_at, term, counting, calendar_version, "
        "extensions, stops, stopped_since, stopped_by_hand, quiet_until, moved_from, "
        "said_from, handled_until, "
        "rewound, passed, due_at, ended_at";

    static auto of(auto& row) {
        auto& [id,
               case_id,
               state,
               part,
               name,
               started_at,
               term,
               counting,
               calendar_version,
               extensions,
               stops,
               stopped_since,
               stopped_by_hand,
               quiet_until,
               moved_from,
               said_from,
               handled_until,
               rewound,
               passed,
               due_at,
               ended_at] = row;
        return std::tie(id,
                        case_id,
                        state,
                        part,
                        name,
                        started_at,
                        term,
                        counting,
                        calendar_version,
                        extensions,
                        stops,
                        stopped_since,
                        stopped_by_hand,
                        quiet_until,
                        moved_from,
                        said_from,
                        handled_until,
                        rewound,
                        passed,
                        due_at,
                        ended_at);
    }
};

template <>
struct Columns<ports::AlarmRow> {
    static constexpr std::string_view table = "alarm";
    static constexpr std::string_view names = "deadline, at";

    static auto of(auto& row) {
        auto& [deadline, at] = row;
        return std::tie(deadline, at);
    }
};

template <>
struct Columns<ports::RaiseRow> {
    static constexpr std::string_view table = "raise";
    static constexpr std::string_view names = "id, case_id, event, name, part, at";

    static auto of(auto& row) {
        auto& [id, case_id, event, name, part, at] = row;
        return std::tie(id, case_id, event, name, part, at);
    }
};

template <>
struct Columns<ports::PersonalReminderRow> {
    static constexpr std::string_view table = "personal_reminder";
    static constexpr std::string_view names = "id, case_id, person, day, note, at";

    static auto of(auto& row) {
        auto& [id, case_id, person, day, note, at] = row;
        return std::tie(id, case_id, person, day, note, at);
    }
};

template <>
struct Columns<ports::JournalRow> {
    static constexpr std::string_view table = "journal";
    static constexpr std::string_view names = "case_id, number, at, record, hash";

    static auto of(auto& row) {
        auto& [case_id, number, at, record, hash] = row;
        return std::tie(case_id, number, at, record, hash);
    }
};

template <>
struct Columns<ports::AnswerRow> {
    static constexpr std::string_view table = "answer";
    static constexpr std::string_view names = "key, at, case_id, revision, state, content";

    static auto of(auto& row) {
        auto& [key, at, case_id, revision, state, content] = row;
        return std::tie(key, at, case_id, revision, state, content);
    }
};

template <>
struct Columns<delivery::Delivery> {
    static constexpr std::string_view table = "delivery";
    static constexpr std::string_view names =
        "id, case_id, deadline, occurrence, message, role, recipient, on_behalf_of, address, "
        "channel, language, "
        "message_id, created_at, expires_at, phase, attempts, failures, uncertain, not_before, "
        "subject, text, html, calendar, variables, attachments, reason, provider_id, "
        "confirmed_at, claimed_at, carrier";

    static auto of(auto& row) {
        auto& [id,
               case_id,
               deadline,
               occurrence,
               message,
               role,
               recipient,
               on_behalf_of,
               address,
               channel,
               language,
               message_id,
               created_at,
               expires_at,
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
               provider_id,
               confirmed_at,
               claimed_at,
               carrier] = row;
        return std::tie(id,
                        case_id,
                        deadline,
                        occurrence,
                        message,
                        role,
                        recipient,
                        on_behalf_of,
                        address,
                        channel,
                        language,
                        message_id,
                        created_at,
                        expires_at,
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
                        provider_id,
                        confirmed_at,
                        claimed_at,
                        carrier);
    }
};

template <>
struct Columns<delivery::Attempt> {
    static constexpr std::string_view table = "attempt";
    static constexpr std::string_view names =
        "delivery, number, at, address, outcome, error_class, code, words";

    static auto of(auto& row) {
        auto& [delivery, number, at, address, outcome, error_class, code, words] = row;
        return std::tie(delivery, number, at, address, outcome, error_class, code, words);
    }
};

template <>
struct Columns<ports::EarlyReceiptRow> {
    static constexpr std::string_view table = "early_receipt";
    static constexpr std::string_view names = "channel, provider_id, kind, code, words, at";

    static auto of(auto& row) {
        auto& receipt = row.receipt;
        return std::tie(
            row.channel, receipt.provider_id, receipt.kind, receipt.code, receipt.words, row.at);
    }
};

template <>
struct Columns<ports::ClockRow> {
    static constexpr std::string_view table = "clock";
    static constexpr std::string_view names = "looked_at, trusted, leapt_to, leapt_from";

    static auto of(auto& row) {
        auto& [looked_at, trusted, leapt_to, leapt_from] = row;
        return std::tie(looked_at, trusted, leapt_to, leapt_from);
    }
};

template <>
struct Columns<ports::ZoneDatabaseRow> {
    static constexpr std::string_view table = "zone_database";
    static constexpr std::string_view names = "version, seen_at";

    static auto of(auto& row) {
        auto& [version, seen_at] = row;
        return std::tie(version, seen_at);
    }
};

template <>
struct Columns<ports::RefusedAddressRow> {
    static constexpr std::string_view table = "refused_address";
    static constexpr std::string_view names = "channel, address, at, code, words";

    static auto of(auto& row) {
        auto& [channel, address, at, code, words] = row;
        return std::tie(channel, address, at, code, words);
    }
};

template <>
struct Columns<ports::SilenceRow> {
    static constexpr std::string_view table = "silence";
    static constexpr std::string_view names =
        "id, by, why, \"from\", until, case_id, recipient, channel, message";

    static auto of(auto& row) {
        auto& [id, by, why, from, until, case_id, recipient, channel, message] = row;
        return std::tie(id, by, why, from, until, case_id, recipient, channel, message);
    }
};

/// "SELECT … FROM …" and the rest, which begins with WHERE or ORDER BY.
template <class Row>
std::string select(std::string_view rest) {
    return fmt::format("SELECT {} FROM {} {}", Columns<Row>::names, Columns<Row>::table, rest);
}

template <class Row>
Row take_row(Query& query) {
    Row row;
    std::apply([&](auto&... columns) { (query.take(columns), ...); }, Columns<Row>::of(row));
    return row;
}

template <class Row>
std::vector<Row> take_rows(Query query) {
    std::vector<Row> rows;
    while (query.next()) rows.push_back(take_row<Row>(query));
    return rows;
}

template <class Row>
std::optional<Row> take_one(Query query) {
    return query.next() ? std::optional(take_row<Row>(query)) : std::nullopt;
}

/// "INSERT INTO … VALUES (?, …)" and the rest, which may hold a conflict clause.
template <class Row>
std::string insert_into(std::string_view rest = {}) {
    using List = decltype(Columns<Row>::of(std::declval<Row&>()));
    constexpr auto commas = std::ranges::count(Columns<Row>::names, ',');
    static_assert(commas + 1 == std::tuple_size_v<List>);
    std::string marks = "?";
    for (auto left = commas; left > 0; --left) marks += ", ?";
    return fmt::format(
        "INSERT INTO {}({}) VALUES ({}) {}", Columns<Row>::table, Columns<Row>::names, marks, rest);
}

template <class Row>
void run_with(Connection& connection, std::string_view sql, Row const& row) {
    std::apply([&](auto const&... columns) { connection.run(sql, columns...); },
               Columns<Row>::of(row));
}

}  // namespace duban::sqlite
