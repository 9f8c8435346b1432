// Whether an expression fits the record it is put into: its keys, their types and what is known of
// their values.
#pragma once

#include "engine/expression/outline.hpp"
#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Whether a value of the type may be put into the field; what nobody knows yet may.
bool fits(expression::Type const& wanted, expression::Type const& given);

/// What the field takes, for people: "list(string)"; of a record the word of the definition.
std::string wanted_by(Field const& field);

/// Reports what of an expression, which stands in `node`, does not fit a field of any type, each
/// slip where it stands.
void check_content(Reading& reading,
                   yaml::Node const& node,
                   Field const& field,
                   expression::Outline const& given);

/// The field of a record, or null.
Field const* find_part(Field const& record, std::string_view name);
/// Reports a key that the record does not have. Returns the field that was probably meant, or null
/// where none is near.
Field const* report_unknown_part(Reading& reading,
                                 Position at,
                                 Field const& record,
                                 std::string const& name);
/// Reports a key that every record must have.
void report_missing_part(Reading& reading,
                         Position at,
                         Field const& record,
                         std::string const& name);
void report_made_up_file(Reading& reading, Position at);

}  // namespace duban::workflow
