// Whether the actor may speak in a role on this case.
#include <algorithm>

#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::Index;
using workflow::none;

/// Whether the actor speaks for what the field names, in the role's own way.
class Speech {
  public:
    Speech(Actor const& actor, workflow::Role const& role, workflow::Field const& field)
        : actor_{actor},
          units_{role.leader ? actor.leads : actor.units},
          is_person_{field.kind == workflow::FieldKind::person} {}

    [[nodiscard]] bool is_for(Value const& value) const {
        if (auto const* const name = value.as<std::string>()) return is_for(*name);
        auto const* const list = value.as_list();
        return list != nullptr && std::any_of(list->begin(), list->end(), [&](Value const& item) {
                   auto const* const name = item.as<std::string>();
                   return name != nullptr && is_for(*name);
               });
    }

  private:
    [[nodiscard]] bool is_for(std::string const& name) const {
        if (is_person_) return actor_.id == name;
        return std::find(units_.begin(), units_.end(), name) != units_.end();
    }

    Actor const& actor_;
    std::vector<std::string> const& units_;
    bool is_person_;
};

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
            return Speech{actor, role, workflow.fields[key]}.is_for(part->fields.front());
        }
        if (role.field != none)
            return Speech{actor, role, workflow.fields[role.field]}.is_for(own_value(role.field));
        return std::find(actor.groups.begin(), actor.groups.end(), role.group) !=
               actor.groups.end();
    });
}

}  // namespace duban::tracking
