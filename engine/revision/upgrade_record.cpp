#include "engine/revision/upgrade_record.hpp"

#include <boost/json.hpp>

#include "engine/tracking/case_data.hpp"
#include "engine/tracking/journal.hpp"
#include "engine/tracking/place.hpp"

namespace duban::revision {

namespace {

using boost::json::array;
using boost::json::object;

object deadline_json(tracking::Deadline const& deadline) {
    auto const& ledger = deadline.ledger;
    object json{{"started_at", to_text(ledger.started_at)},
                {"term", calendar::to_text(ledger.term_in_force())},
                {"counting", calendar::to_text(ledger.counting)},
                {"calendar_version", ledger.calendar_version},
                {"due", to_text(deadline.due_day)},
                {"due_at", to_text(deadline.due_at)}};
    if (ledger.stopped_since) json["stopped_since"] = to_text(*ledger.stopped_since);
    return json;
}

object deadline_record(DeadlineMoved const& moved) {
    object record{{"deadline", moved.name}, {"what", to_text(moved.what)}};
    if (!moved.part.empty()) record["part"] = moved.part;
    if (moved.before) record["before"] = deadline_json(*moved.before);
    if (moved.after) record["after"] = deadline_json(*moved.after);
    return record;
}

object field_record(FieldMoved const& moved) {
    object record{{"what", to_text(moved.what)}};
    if (!moved.from.empty()) record["from"] = moved.from;
    if (!moved.to.empty()) record["to"] = moved.to;
    if (!moved.part.empty()) record["part"] = moved.part;
    record["before"] = boost::json::parse(tracking::encode_value(moved.before));
    record["after"] = boost::json::parse(tracking::encode_value(moved.after));
    return record;
}

/// What the fields of the case have become, as an action's record tells it: null where one is gone.
object fields_set(workflow::Workflow const& from,
                  workflow::Workflow const& to,
                  tracking::Case const& before,
                  tracking::Case const& after) {
    auto const old = boost::json::parse(tracking::encode_fields(from, before.fields)).as_object();
    auto set = boost::json::parse(tracking::encode_fields(to, after.fields)).as_object();
    for (auto const& [name, value] : old) {
        auto const* const now = set.if_contains(name);
        if (now == nullptr) {
            set[name] = nullptr;
        } else if (*now == value) {
            set.erase(name);
        }
    }
    return set;
}

/// Every part as it is in the new definition, whose regions and fields may be called otherwise.
object parts_record(workflow::Workflow const& to, tracking::Case const& after) {
    object parts;
    for (auto const& part : after.parts) {
        auto const& region = to.states[part.region];
        object set;
        for (std::size_t i = 0; i < part.fields.size(); ++i) {
            if (part.fields[i].is_null()) continue;
            set[to.fields[region.for_each->key + i].name] =
                boost::json::parse(tracking::encode_value(part.fields[i]));
        }
        parts[std::to_string(part.number)] = object{
            {"region", region.path}, {"key", part.key}, {"opened", true}, {"set", std::move(set)}};
    }
    return parts;
}

object told(Upgraded const& upgraded) {
    object json;
    object states;
    for (auto const& moved : upgraded.states)
        states[moved.from] = boost::json::value_from(moved.to);
    json["states"] = std::move(states);
    array fields;
    for (auto const& moved : upgraded.fields) fields.push_back(field_record(moved));
    json["fields"] = std::move(fields);
    array deadlines;
    for (auto const& moved : upgraded.deadlines) deadlines.push_back(deadline_record(moved));
    json["deadlines"] = std::move(deadlines);
    return json;
}

}  // namespace

std::string to_json(Upgraded const& upgraded) {
    return boost::json::serialize(told(upgraded));
}

std::string record_of(tracking::Procedure const& from,
                      tracking::Procedure const& to,
                      tracking::Case const& before,
                      Upgraded const& upgraded,
                      Mapping const& mapping,
                      std::string_view actor) {
    object record{{"kind", "upgraded"},
                  {"actor", actor},
                  {"from", tracking::encode_place(from, before.position.active)},
                  {"to", tracking::encode_place(to, upgraded.after.position.active)},
                  {"versions",
                   {{"from", from.workflow.version},
                    {"to", to.workflow.version},
                    {"from_content", to_text(from.workflow.content)},
                    {"to_content", to_text(to.workflow.content)}}}};
    for (auto const& [key, value] : told(upgraded)) record[key] = value;
    if (!upgraded.notices.empty())
        record["notices"] =
            boost::json::parse(tracking::encode_notices(to.workflow, upgraded.notices));
    auto set = fields_set(from.workflow, to.workflow, before, upgraded.after);
    if (!set.empty()) record["set"] = std::move(set);
    auto parts = parts_record(to.workflow, upgraded.after);
    if (!parts.empty()) record["parts"] = std::move(parts);
    if (!mapping.because.en.empty() || !mapping.because.zh_cn.empty()) {
        record["because"] = {{"zh-CN", mapping.because.zh_cn}, {"en", mapping.because.en}};
    }
    return boost::json::serialize(record);
}

}  // namespace duban::revision
