#include "engine/workflow/guard_variable.hpp"

namespace duban::workflow {

namespace {

/// The names of the states in which a part can stand.
std::vector<std::string> states_of(Workflow const& workflow, Index region) {
    std::vector<std::string> names;
    for (auto const& state : workflow.states) {
        if (state.region == region && &state != &workflow.states[region])
            names.push_back(state.name);
    }
    return names;
}

expression::Type part_type(Workflow const& workflow, Derived const& derived) {
    expression::Record record{.name = derived.name, .fields = {}};
    for (auto const& field : workflow.fields) {
        if (field.region == derived.state) record.fields.push_back({field.name, type_of(field)});
    }
    record.fields.push_back({"ended", {.kind = expression::Kind::boolean}});
    record.fields.push_back(
        {"state",
         {.kind = expression::Kind::string, .choices = states_of(workflow, derived.state)}});
    return expression::list_of(expression::record_of(std::move(record)));
}

expression::Type deadline_type(Derived const& derived) {
    return expression::record_of({.name = derived.name,
                                  .fields = {{"running", {.kind = expression::Kind::boolean}},
                                             {"passed", {.kind = expression::Kind::boolean}},
                                             {"stopped", {.kind = expression::Kind::boolean}},
                                             {"started", {.kind = expression::Kind::day}},
                                             {"due", {.kind = expression::Kind::day}},
                                             {"original", {.kind = expression::Kind::day}}}});
}

}  // namespace

expression::Variable variable_of(Workflow const& workflow, Derived const& derived) {
    using Kind = expression::Variable::Kind;
    switch (derived.kind) {
        case Derived::Kind::parts:
            return {derived.name, part_type(workflow, derived), Kind::part_list};
        case Derived::Kind::deadline:
            return {derived.name, deadline_type(derived), Kind::deadline};
        case Derived::Kind::state:
            break;
    }
    return {derived.name, {.kind = expression::Kind::boolean}, Kind::state};
}

}  // namespace duban::workflow
