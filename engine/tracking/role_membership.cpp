#include <algorithm>

#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::Index;
using workflow::none;

bool speaks_for(Actor const& actor, workflow::Field const& field, std::string const& name) {
    if (field.kind == workflow::FieldKind::person) return actor.id == name;
    return std::find(actor.units.begin(), actor.units.end(), name) != actor.units.end();
}

bool is_in_field(Actor const& actor, workflow::Field const& field, Value const& value) {
    if (auto const* const name = value.as<std::string>()) return speaks_for(actor, field, *name);
    auto const* const list = value.as_list();
    return list != nullptr && std::any_of(list->begin(), list->end(), [&](Value const& item) {
               auto const* const name = item.as<std::string>();
               return name != nullptr && speaks_for(actor, field, *name);
           });
}

bool is_in_role(workflow::Workflow const& workflow,
                std::span<Value const* const> fields,
                Actor const& actor,
                workflow::Role const& role) {
    if (role.field == none) {
        return std::find(actor.groups.begin(), actor.groups.end(), role.group) !=
               actor.groups.end();
    }
    return is_in_field(actor, workflow.fields[role.field], *fields[role.field]);
}

}  // namespace

bool has_role(workflow::Workflow const& workflow,
              std::span<Value const* const> fields,
              Actor const& actor,
              std::vector<Index> const& roles,
              PartKey const* key) {
    return std::any_of(roles.begin(), roles.end(), [&](Index role) {
        if (!workflow.roles[role].part)
            return is_in_role(workflow, fields, actor, workflow.roles[role]);
        return key != nullptr && is_in_field(actor, *key->field, *key->value);
    });
}

}  // namespace duban::tracking
