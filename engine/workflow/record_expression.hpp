// A record that an effect writes as a mapping, `append: {contacts: {on: today, means: means}}`: an
// expression for each of its fields, put together to one for the whole.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// `node` is a mapping for a record, a list of mappings for a list of them; what else it is, and
/// what does not fit the field, is reported.
std::optional<expression::Expression> read_record_expression(Reading& reading,
                                                             yaml::Node const& node,
                                                             Field const& field);

}  // namespace duban::workflow
