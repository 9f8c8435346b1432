#include "engine/service/recipient_hours.hpp"

#include "engine/tracking/office_hours.hpp"

namespace duban::service {

Instant next_instant_for(std::string_view recipient,
                         tracking::Procedure const& procedure,
                         Office const& office,
                         Instant at) {
    auto const* const person = office.directory.find_person(recipient);
    if (person == nullptr) return tracking::next_office_instant(procedure, at);
    auto const own = office.calendars.find(office.directory.calendar_of(*person));
    if (own == office.calendars.end()) return tracking::next_office_instant(procedure, at);
    return tracking::next_office_instant(own->second, procedure.zone, at);
}

}  // namespace duban::service
