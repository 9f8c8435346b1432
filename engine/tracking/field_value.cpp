#include "engine/tracking/field_value.hpp"

namespace duban::tracking {

expression::Value const* field_value(workflow::Workflow const& workflow,
                                     Case const& state,
                                     Part const* part,
                                     workflow::Index field) {
    auto const region = workflow.fields[field].region;
    if (region == workflow::none)
        return field < state.fields.size() ? &state.fields[field] : nullptr;
    if (part == nullptr || part->region != region) return nullptr;
    auto const first = workflow.states[region].for_each->key;
    return &part->fields[static_cast<std::size_t>(field - first)];
}

}  // namespace duban::tracking
