#include "engine/workflow/given_date.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::workflow {

namespace {

expression::Value const never_set;

}  // namespace

bool is_date(Field const& field) {
    return !field.list && (field.kind == FieldKind::date || field.kind == FieldKind::instant);
}

Field const* date_of(Field const& record) {
    auto const found = std::ranges::find_if(record.fields, is_date);
    return found == record.fields.end() ? nullptr : &*found;
}

std::string given_date_name(Workflow const& workflow, Due const& due) {
    if (due.from == none) return {};
    auto const& field = workflow.fields[due.from];
    auto const* const member = date_of(field);
    return member == nullptr ? field.name : fmt::format("{}.{}", field.name, member->name);
}

expression::Value const& given_date(Workflow const& workflow,
                                    Due const& due,
                                    expression::Value const& held) {
    auto const* const member = date_of(workflow.fields[due.from]);
    if (member == nullptr) return held;
    auto const* const record = held.as_map();
    if (record == nullptr) return never_set;
    auto const found = record->find(std::string_view{member->name});
    return found == record->end() ? never_set : found->second;
}

}  // namespace duban::workflow
