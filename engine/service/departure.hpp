// A letter is dropped because whoever it was for has left while it waited. Where nobody else of
// their role has it, or can still get it, the secretariat is told. Where an act has put others in
// their place, who are told by it, the secretariat hears of those alone who had been told of the
// case before.
#pragma once

#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// `dropped`: after it was cancelled. Once for each notice and role; of a role that the
/// definition no longer has or that an act has given to others, for each reader.
void tell_of_departure(ports::Transaction& transaction,
                       CaseFile const& file,
                       delivery::Delivery const& dropped,
                       Office const& office,
                       Instant now);

}  // namespace duban::service
