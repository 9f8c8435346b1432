#include "engine/tracking/memory_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "engine/tracking/place.hpp"
#include "engine/tracking/value_json_impl.hpp"

namespace duban::tracking {

namespace {

using boost::json::array;
using boost::json::object;
using workflow::Index;
using workflow::Workflow;

object part_object(Workflow const& workflow, Part const& part) {
    object fields;
    auto const first = workflow.states[part.region].for_each->key;
    for (std::size_t i = 0; i < part.fields.size(); ++i) {
        if (!part.fields[i].is_null())
            fields[workflow.fields[first + i].name] = to_json(part.fields[i], {});
    }
    object json;
    json["number"] = part.number;
    json["region"] = workflow.states[part.region].path;
    json["key"] = part.key;
    json["opened_at"] = to_milliseconds(part.opened_at);
    json["fields"] = std::move(fields);
    return json;
}

object memory_object(Workflow const& workflow, statechart::Memory const& memory) {
    array nodes;
    for (auto const node : memory.nodes) {
        object one;
        one["state"] = workflow.states[node.state].path;
        one["part"] = node.part;
        nodes.push_back(std::move(one));
    }
    object json;
    json["state"] = workflow.states[memory.state].path;
    json["part"] = memory.part;
    json["deep"] = memory.deep;
    json["nodes"] = std::move(nodes);
    return json;
}

Index state_at(Workflow const& workflow, boost::json::value const& path) {
    auto const state = workflow.find_state(std::string_view{path.as_string()});
    if (state != workflow::none) return state;
    throw std::runtime_error{fmt::format("the definition {} has no state \"{}\"",
                                         workflow.name,
                                         std::string_view{path.as_string()})};
}

PartNumber number_of(boost::json::value const& json) {
    return json.to_number<PartNumber>();
}

Part part_from(Workflow const& workflow, object const& json) {
    Part part;
    part.number = number_of(json.at("number"));
    part.region = state_at(workflow, json.at("region"));
    part.key = std::string{json.at("key").as_string()};
    part.opened_at = from_milliseconds(json.at("opened_at").as_int64());
    auto const& region = workflow.states[part.region];
    if (!region.for_each) {
        throw std::runtime_error{fmt::format("the region \"{}\" has no parts", region.path)};
    }
    auto const& fields = json.at("fields").as_object();
    for (std::size_t i = region.for_each->key;
         i < workflow.fields.size() && workflow.fields[i].region == part.region;
         ++i) {
        auto const* const item = fields.if_contains(workflow.fields[i].name);
        auto value = item == nullptr ? Result<expression::Value, Text>{expression::Value{}}
                                     : from_json(workflow.fields[i], *item);
        if (!value) throw std::runtime_error{value.error().en};
        part.fields.push_back(std::move(*value));
    }
    return part;
}

statechart::Memory memory_from(Workflow const& workflow, object const& json) {
    statechart::Memory memory;
    memory.state = state_at(workflow, json.at("state"));
    memory.part = number_of(json.at("part"));
    memory.deep = json.at("deep").as_bool();
    for (auto const& node : json.at("nodes").as_array()) {
        memory.nodes.push_back({state_at(workflow, node.at("state")), number_of(node.at("part"))});
    }
    return memory;
}

}  // namespace

std::string encode_memory(Procedure const& procedure, Case const& state) {
    if (state.last_part == 0 && state.position.memories.empty()) return {};
    auto const& workflow = procedure.workflow;
    array parts;
    for (auto const& part : state.parts) parts.push_back(part_object(workflow, part));
    array memories;
    for (auto const& memory : state.position.memories)
        memories.push_back(memory_object(workflow, memory));
    object json;
    json["place"] = encode_place(procedure, state.position.active);
    json["last_part"] = state.last_part;
    json["parts"] = std::move(parts);
    json["memories"] = std::move(memories);
    return boost::json::serialize(json);
}

void decode_memory(Procedure const& procedure,
                   std::string_view paths,
                   std::string_view text,
                   Case& state) {
    std::string place{paths};
    if (!text.empty()) {
        auto const json = boost::json::parse(text).as_object();
        place = std::string{json.at("place").as_string()};
        state.last_part = number_of(json.at("last_part"));
        for (auto const& part : json.at("parts").as_array())
            state.parts.push_back(part_from(procedure.workflow, part.as_object()));
        for (auto const& memory : json.at("memories").as_array())
            state.position.memories.push_back(memory_from(procedure.workflow, memory.as_object()));
    }
    auto active = decode_place(procedure, place);
    if (!active) {
        throw std::runtime_error{
            fmt::format("the definition {} has no state \"{}\"", procedure.workflow.name, place)};
    }
    state.position.active = std::move(*active);
}

}  // namespace duban::tracking
