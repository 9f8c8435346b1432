#include "engine/delivery/calendar_entry.hpp"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <new>

namespace duban::delivery {

namespace {

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

Component component(icalcomponent_kind kind) {
    Component made{icalcomponent_new(kind), &icalcomponent_free};
    if (!made) throw std::bad_alloc{};
    return made;
}

icaltimetype date_of(Day day) {
    std::chrono::year_month_day const date{day};
    auto time = icaltime_null_date();
    time.year = static_cast<int>(date.year());
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return time;
}

icaltimetype time_of(Instant instant) {
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    return icaltime_from_timet_with_zone(
        static_cast<time_t>(second.time_since_epoch().count()), 0, icaltimezone_get_utc_timezone());
}

icalproperty* organizer_of(CalendarEntry const& entry) {
    auto* const organizer =
        icalproperty_new_organizer(fmt::format("mailto:{}", entry.organizer).c_str());
    // A quote cannot stand in a parameter at all (RFC 5545 section 3.2).
    auto name = entry.organizer_name;
    std::erase(name, '"');
    if (!name.empty()) {
        icalproperty_add_parameter(organizer, icalparameter_new_cn(name.c_str()));
    }
    return organizer;
}

Component event_of(CalendarEntry const& entry) {
    auto event = component(ICAL_VEVENT_COMPONENT);
    auto const add = [&](icalproperty* property) {
        icalcomponent_add_property(event.get(), property);
    };
    auto const sequence = std::min<std::int64_t>(entry.sequence, std::numeric_limits<int>::max());
    add(icalproperty_new_uid(entry.uid.c_str()));
    add(icalproperty_new_dtstamp(time_of(entry.stamp)));
    add(icalproperty_new_sequence(static_cast<int>(sequence)));
    if (!entry.organizer.empty()) add(organizer_of(entry));
    add(icalproperty_new_dtstart(date_of(entry.day)));
    add(icalproperty_new_summary(entry.summary.c_str()));
    if (!entry.link.empty()) add(icalproperty_new_url(entry.link.c_str()));
    add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    bool const is_over = entry.method == CalendarEntry::Method::cancel;
    add(icalproperty_new_status(is_over ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    return event;
}

}  // namespace

std::string to_icalendar(CalendarEntry const& entry) {
    auto const calendar = component(ICAL_VCALENDAR_COMPONENT);
    auto const add = [&](icalproperty* property) {
        icalcomponent_add_property(calendar.get(), property);
    };
    add(icalproperty_new_prodid("-//Duban//Deadlines//EN"));
    add(icalproperty_new_version("2.0"));
    add(icalproperty_new_method(
        entry.method == CalendarEntry::Method::cancel ? ICAL_METHOD_CANCEL : ICAL_METHOD_PUBLISH));
    icalcomponent_add_component(calendar.get(), event_of(entry).release());
    std::unique_ptr<char, decltype(&icalmemory_free_buffer)> const text{
        icalcomponent_as_ical_string_r(calendar.get()),
        [](void* buffer) { icalmemory_free_buffer(buffer); }};
    if (!text) throw std::bad_alloc{};
    return text.get();
}

}  // namespace duban::delivery
