// People as vCards, as address books hand them on: UID is the id, FN the name, then EMAIL, TEL, ORG
// (a unit), CATEGORIES (the groups), LANG; the units that somebody leads stand in X-DUBAN-LEADS.
#pragma once

#include <string>
#include <string_view>

#include "engine/delivery/directory.hpp"
#include "engine/delivery/people_list.hpp"

namespace duban::intake {

/// The text is UTF-8. What a card does not say, and any other property, says nothing. Of several
/// addresses the preferred one counts, else the first; of several telephones a mobile one.
delivery::PeopleList read_people_cards(std::string_view text, std::string const& file);

/// Version 3.0, which every address book reads.
std::string people_cards(delivery::Directory const& directory);

}  // namespace duban::intake
