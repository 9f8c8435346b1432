#include "engine/tracking/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "engine/tracking/place.hpp"
#include "engine/tracking/value_json_impl.hpp"

namespace duban::tracking {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::storage_ptr;

/// The values of the fields that a guard has read. What it has derived from states and deadlines is
/// told by the record around it.
object values_read(Procedure const& procedure,
                   Case const& before,
                   Change const& change,
                   GuardRead const& read,
                   storage_ptr const& memory) {
    object values(memory);
    auto const& fields = procedure.workflow.fields;
    for (auto const index : read.guard->uses()) {
        if (index >= fields.size()) continue;
        auto const part = fields[index].region == workflow::none ? PartNumber{0} : read.part;
        auto const* value = index < before.fields.size() ? &before.fields[index] : nullptr;
        for (auto const& set : change.fields) {
            if (set.field == index && set.part == part) value = &set.value;
        }
        if (value != nullptr) values[fields[index].name] = to_json(*value, memory);
    }
    return values;
}

object guard_record(Procedure const& procedure,
                    Case const& before,
                    Change const& change,
                    GuardRead const& read,
                    storage_ptr const& memory) {
    return object({{"guard", read.guard->text()},
                   {"open", read.open},
                   {"values", values_read(procedure, before, change, read, memory)}},
                  memory);
}

object notice_record(workflow::Workflow const& workflow,
                     Notice const& notice,
                     storage_ptr const& memory) {
    array to(memory);
    for (auto const role : notice.to) to.emplace_back(workflow.roles[role].name);
    return object({{"message", workflow.messages[notice.message].name}, {"to", std::move(to)}},
                  memory);
}

object reminder_record(PersonalReminderTold const& told, storage_ptr const& memory) {
    object record({{"number", told.number}, {"person", told.person}, {"day", told.day}}, memory);
    if (!told.dropped.empty()) record["dropped"] = told.dropped;
    return record;
}

object started_record(workflow::Workflow const& workflow,
                      Deadline const& deadline,
                      storage_ptr const& memory) {
    return object({{"deadline", workflow.states[deadline.state].due->name},
                   {"term", calendar::to_text(deadline.ledger.term)},
                   {"due", to_text(deadline.due_day)},
                   {"provisional", deadline.provisional},
                   {"calendar", deadline.ledger.calendar_version}},
                  memory);
}

/// {"deadline":"reply","extended_to":"6 months","due":"2025-05-30"}, {"deadline":"reply",
/// "stopped_since":…} or {"deadline":"reply","went_on":…,"due":…}; empty where neither was done.
object clock_record(workflow::Workflow const& workflow,
                    Deadline const& before,
                    Deadline const& after,
                    storage_ptr const& memory) {
    object record(memory);
    auto const& ledger = after.ledger;
    if (ledger.extensions.size() > before.ledger.extensions.size())
        record["extended_to"] = calendar::to_text(ledger.term_in_force());
    if (after.is_stopped() && !before.is_stopped())
        record["stopped_since"] = to_text(*ledger.stopped_since);
    if (before.is_stopped() && !after.is_stopped())
        record["went_on"] = to_text(after.handled_until);
    bool const ran = before.state != workflow::none;
    if (ran && after.rewound > before.rewound)
        record["rewound_from"] = to_text(before.handled_until);
    if (ran && ledger.started_at != before.ledger.started_at)
        record["counted_from"] = to_text(ledger.started_at);
    if (ran && ledger.calendar_version != before.ledger.calendar_version)
        record["was_due"] = to_text(before.due_day);
    if (ran && after.quiet_until && after.quiet_until != before.quiet_until)
        record["quiet_until"] = to_text(*after.quiet_until);
    if (record.empty()) return record;
    record["deadline"] = workflow.states[after.state].due->name;
    record["due"] = to_text(after.due_day);
    record["provisional"] = after.provisional;
    record["calendar"] = ledger.calendar_version;
    if (after.part != 0) record["part"] = after.part;
    return record;
}

void add_if_any(object& record, char const* key, array items) {
    if (!items.empty()) record[key] = std::move(items);
}

void add_clocks(object& record,
                workflow::Workflow const& workflow,
                Case const& before,
                Change const& change,
                storage_ptr const& memory) {
    array clocks(memory);
    auto const add = [&](Deadline const& earlier, Deadline const& later) {
        auto one = clock_record(workflow, earlier, later, memory);
        if (!one.empty()) clocks.push_back(std::move(one));
    };
    for (auto const& later : change.deadlines_changed) {
        auto const earlier = std::ranges::find(before.deadlines, later.id, &Deadline::id);
        if (earlier != before.deadlines.end()) add(*earlier, later);
    }
    for (auto const& started : change.deadlines_started) add(Deadline{}, started);
    add_if_any(record, "clocks", std::move(clocks));
}

void add_fields(object& record,
                workflow::Workflow const& workflow,
                Change const& change,
                storage_ptr const& memory) {
    object set(memory);
    for (auto const& [field, part, value] : change.fields) {
        if (part == 0) set[workflow.fields[field].name] = to_json(value, memory);
    }
    if (!set.empty()) record["set"] = std::move(set);
}

/// {"3":{"region":"handling.opinions","key":"unit-7","opened":true,"set":{…}},"4":{…,"closed":"dropped"}}
void add_parts(object& record,
               workflow::Workflow const& workflow,
               Change const& change,
               storage_ptr const& memory) {
    object parts(memory);
    auto const of = [&](PartNumber number) -> object& {
        auto& part = parts[fmt::format("{}", number)];
        return part.is_object() ? part.get_object() : part.emplace_object();
    };
    for (auto const& opened : change.parts_opened) {
        auto& part = of(opened.number);
        part["region"] = workflow.states[opened.region].path;
        part["key"] = opened.key;
        part["opened"] = true;
    }
    for (auto const& [field, number, value] : change.fields) {
        if (number == 0) continue;
        auto& set = of(number)["set"];
        (set.is_object() ? set.get_object() : set.emplace_object())[workflow.fields[field].name] =
            to_json(value, memory);
    }
    for (auto const& closed : change.parts_closed) {
        of(closed.number)["closed"] = closed.why == PartClosed::Why::dropped ? "dropped" : "left";
    }
    if (!parts.empty()) record["parts"] = std::move(parts);
}

void append_big_endian(std::string& to, std::int64_t number) {
    auto const bits = static_cast<std::uint64_t>(number);
    for (int shift = 56; shift >= 0; shift -= 8) {
        to.push_back(static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xFFU));
    }
}

}  // namespace

// Of a usual record: it is laid out once, and its members are found without a hash table.
constexpr std::size_t members_at_most = 16;

std::string record_of(Procedure const& procedure,
                      Case const& before,
                      Change const& change,
                      Occasion const& occasion) {
    auto const& workflow = procedure.workflow;
    boost::json::monotonic_resource pool;
    storage_ptr const memory{&pool};
    object record(members_at_most, memory);
    record["kind"] = occasion.kind;
    if (!occasion.action.empty()) record["action"] = occasion.action;
    if (!occasion.note.empty()) record["note"] = occasion.note;
    if (occasion.personal_reminder != nullptr)
        record["personal_reminder"] = reminder_record(*occasion.personal_reminder, memory);
    record["actor"] = occasion.actor;
    if (!before.position.active.empty())
        record["from"] = encode_place(procedure, before.position.active);
    record["to"] = encode_place(procedure, change.position.active);
    add_fields(record, workflow, change, memory);
    add_parts(record, workflow, change, memory);
    array guards(memory);
    for (auto const& read : change.guards) {
        guards.push_back(guard_record(procedure, before, change, read, memory));
    }
    add_if_any(record, "guards", std::move(guards));
    array started(memory);
    for (auto const& one : change.deadlines_started) {
        started.push_back(started_record(workflow, one, memory));
    }
    add_if_any(record, "started", std::move(started));
    add_clocks(record, workflow, before, change, memory);
    array ended(memory);
    for (auto const& one : change.deadlines_ended) {
        ended.emplace_back(workflow.states[one.state].due->name);
    }
    add_if_any(record, "ended", std::move(ended));
    if (change.deadline_passed) record["deadline_passed"] = true;
    array notices(memory);
    for (auto const& notice : change.notices)
        notices.push_back(notice_record(workflow, notice, memory));
    add_if_any(record, "notices", std::move(notices));
    if (change.suspended) record["suspended"] = *change.suspended;
    if (change.fault) record["fault"] = change.fault->en;
    array raised(memory);
    for (auto const& pending : change.raised) {
        raised.push_back(object({{"event", workflow.events[pending.event]},
                                 {"id", pending.name},
                                 {"part", pending.part},
                                 {"at", to_text(pending.at)}},
                                memory));
    }
    add_if_any(record, "raised", std::move(raised));
    if (change.rungs_skipped > 0) record["reminders_skipped"] = change.rungs_skipped;
    array kept(memory);
    for (auto const& hash : occasion.kept) kept.emplace_back(duban::to_text(hash));
    add_if_any(record, "kept", std::move(kept));
    return boost::json::serialize(record);
}

std::string encode_notices(workflow::Workflow const& workflow, std::vector<Notice> const& notices) {
    array told;
    for (auto const& notice : notices) told.push_back(notice_record(workflow, notice, {}));
    return boost::json::serialize(told);
}

Hash chain(
    Hash const& previous, CaseId id, std::int64_t number, Instant at, std::string_view record) {
    std::string octets{previous.begin(), previous.end()};
    octets.reserve(octets.size() + 24 + record.size());
    append_big_endian(octets, id.value);
    append_big_endian(octets, number);
    append_big_endian(octets, to_milliseconds(at));
    octets += record;
    return sha256(octets);
}

}  // namespace duban::tracking
