#include "engine/delivery/deputy.hpp"

#include <algorithm>

namespace duban::delivery {

namespace {

Absence const* absence_on(Person const& person, Day day) {
    auto const found = std::ranges::find_if(
        person.absences, [&](Absence const& one) { return one.from <= day && day <= one.until; });
    return found == person.absences.end() ? nullptr : &*found;
}

}  // namespace

bool is_absent(Person const& person, Day day) {
    return absence_on(person, day) != nullptr;
}

Person const& stand_in(Directory const& directory, Person const& person, Day day) {
    auto const* at = &person;
    // A chain that is longer than the directory goes in a circle.
    for (std::size_t steps = 0; steps <= directory.people().size(); ++steps) {
        auto const* const absence = absence_on(*at, day);
        if (absence == nullptr) return *at;
        at = directory.find_person(absence->deputy);
        if (at == nullptr) break;
    }
    return person;
}

}  // namespace duban::delivery
