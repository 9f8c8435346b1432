#include "engine/tracking/journal.hpp"

#include <boost/json.hpp>

#include "engine/tracking/value_json_impl.hpp"

namespace duban::tracking {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::storage_ptr;

object guard_record(Procedure const& procedure,
                    Case const& before,
                    Change const& change,
                    GuardRead const& read,
                    storage_ptr const& memory) {
    object values(memory);
    for (auto const index : read.guard->uses()) {
        auto const* value = index < before.fields.size() ? &before.fields[index] : nullptr;
        for (auto const& set : change.fields) {
            if (set.field == index) value = &set.value;
        }
        if (value != nullptr)
            values[procedure.workflow.fields[index].name] = to_json(*value, memory);
    }
    return object(
        {{"guard", read.guard->text()}, {"open", read.open}, {"values", std::move(values)}},
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

object started_record(workflow::Workflow const& workflow,
                      Deadline const& deadline,
                      storage_ptr const& memory) {
    return object({{"deadline", workflow.states[deadline.state].due->name},
                   {"term", calendar::to_text(deadline.term)},
                   {"due", to_text(deadline.due_day)},
                   {"provisional", deadline.provisional},
                   {"calendar", deadline.calendar_version}},
                  memory);
}

std::string_view path_of(workflow::Workflow const& workflow, workflow::Index state) {
    return state == workflow::none ? std::string_view{} : workflow.states[state].path;
}

void add_if_any(object& record, char const* key, array items) {
    if (!items.empty()) record[key] = std::move(items);
}

void append_big_endian(std::string& to, std::int64_t number) {
    auto const bits = static_cast<std::uint64_t>(number);
    for (int shift = 56; shift >= 0; shift -= 8) {
        to.push_back(static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xFFU));
    }
}

}  // namespace

std::string record_of(Procedure const& procedure,
                      Case const& before,
                      Change const& change,
                      Occasion const& occasion) {
    auto const& workflow = procedure.workflow;
    boost::json::monotonic_resource pool;
    storage_ptr const memory{&pool};
    object record(memory);
    record["kind"] = occasion.kind;
    if (!occasion.action.empty()) record["action"] = occasion.action;
    record["actor"] = occasion.actor;
    if (change.from != workflow::none) record["from"] = path_of(workflow, change.from);
    record["to"] = path_of(workflow, change.to);
    if (!change.fields.empty()) {
        object set(memory);
        for (auto const& [field, value] : change.fields) {
            set[workflow.fields[field].name] = to_json(value, memory);
        }
        record["set"] = std::move(set);
    }
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
    if (change.rungs_skipped > 0) record["reminders_skipped"] = change.rungs_skipped;
    return boost::json::serialize(record);
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
