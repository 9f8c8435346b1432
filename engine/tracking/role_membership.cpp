// Whether the actor may speak in a role on this case.
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

}  // namespace

bool WorkingCase::has_role(Actor const& actor,
                           std::vector<Index> const& roles,
                           Part const* part) const {
    auto const& workflow = procedure_.workflow;
    return std::any_of(roles.begin(), roles.end(), [&](Index index) {
        auto const& role = workflow.roles[index];
        if (role.part) {
            if (part == nullptr) return false;
            auto const key = workflow.states[part->region].for_each->key;
            return is_in_field(actor, workflow.fields[key], part->fields.front());
        }
        if (role.field != none)
            return is_in_field(actor, workflow.fields[role.field], own_value(role.field));
        return std::find(actor.groups.begin(), actor.groups.end(), role.group) !=
               actor.groups.end();
    });
}

}  // namespace duban::tracking
