#include "engine/service/recipient_hours.hpp"

#include "engine/calendar/office_hours.hpp"

namespace duban::service {

namespace {

calendar::Calendar const& calendar_for(std::string_view recipient,
                                       tracking::Procedure const& procedure,
                                       Office const& office) {
    auto const* const person = office.directory.find_person(recipient);
    if (person == nullptr) return procedure.calendar;
    auto const own = office.calendars.find(office.directory.calendar_of(*person));
    return own == office.calendars.end() ? procedure.calendar : own->second;
}

}  // namespace

Instant next_instant_for(std::string_view recipient,
                         tracking::Procedure const& procedure,
                         Office const& office,
                         Instant at) {
    return calendar::next_office_instant(
        calendar_for(recipient, procedure, office), procedure.zone, at);
}

}  // namespace duban::service
