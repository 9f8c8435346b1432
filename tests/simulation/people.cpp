#include "tests/simulation/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace duban::simulation {

namespace {

using std::chrono::days;

constexpr int units_of_a_leader = 4;

}  // namespace

int draw(Random& random, int least, int most) {
    auto const choices = static_cast<std::uint64_t>(most - least + 1);
    return least + static_cast<int>(random() % choices);
}

bool chance(Random& random, int percent) {
    return draw(random, 1, 100) <= percent;
}

People::People(int units, Names calendars, Random& random) : calendars_{std::move(calendars)} {
    std::string leader;
    for (int n = 0; n < units; ++n) {
        units_.push_back(fmt::format("unit-{:02}", n + 1));
        work_by_another(units_.back(), 25, random);
        for (int people = draw(random, 1, 3); people > 0; --people) join(units_.back(), random);
        if (n % units_of_a_leader == 0) leader = join("leadership", random);
        if (chance(random, 90)) leads_[units_.back()] = leader;
    }
    for (int n = 0; n < 2; ++n) join("secretariat", random);
    for (int n = 0; n < 2; ++n) join("supervisor", random);
}

std::string People::join(std::string const& place, Random& random) {
    auto const person = fmt::format("p{:04}-{}", ++joined_, place);
    settle(person, place);
    work_by_another(person, 8, random);
    return person;
}

void People::work_by_another(std::string const& who, int percent, Random& random) {
    auto const last = static_cast<int>(calendars_.size()) - 1;
    auto const calendar = static_cast<std::size_t>(draw(random, 0, last));
    if (chance(random, percent)) calendar_of_[who] = calendars_[calendar];
}

std::string People::calendar_of(std::string const& person) const {
    auto own = calendar_of_.find(person);
    auto const place = places_.find(person);
    if (place == places_.end()) return {};
    if (own == calendar_of_.end()) own = calendar_of_.find(place->second);
    return own == calendar_of_.end() ? std::string{} : own->second;
}

/// The members of a place stand in the order of the directory.
void People::settle(std::string const& person, std::string const& place) {
    places_[person] = place;
    auto& members = members_[place];
    members.insert(std::ranges::upper_bound(members, person), person);
}

void People::leave(std::string const& person) {
    std::erase(members_.at(places_.at(person)), person);
    places_.erase(person);
    absences_.erase(person);
}

Names const& People::members_of(std::string const& place) const {
    static Names const nobody;
    auto const found = members_.find(place);
    return found == members_.end() ? nobody : found->second;
}

bool People::is_member(std::string const& person, std::string const& place) const {
    auto const found = places_.find(person);
    return found != places_.end() && found->second == place;
}

Names People::leaders_of(std::string const& unit) const {
    auto const found = leads_.find(unit);
    return found == leads_.end() ? Names{} : Names{found->second};
}

std::string const& People::present_for(std::string const& person, Day day) const {
    Names asked;
    auto const* at = &person;
    while (true) {
        auto const absence = absences_.find(*at);
        if (absence == absences_.end() || day < absence->second.from || day > absence->second.until)
            return *at;
        asked.push_back(*at);
        at = &absence->second.deputy;
        // Nobody, or in a circle: then the person themself is told.
        if (!knows(*at) || std::ranges::find(asked, *at) != asked.end()) return person;
    }
}

std::string People::somebody_of(std::string const& place, Random& random) const {
    auto const& members = members_of(place);
    if (members.empty()) return place;
    return members[static_cast<std::size_t>(draw(random, 0, static_cast<int>(members.size()) - 1))];
}

std::string People::anybody(Random& random) const {
    auto const last = static_cast<int>(places_.size()) - 1;
    return std::next(places_.begin(), draw(random, 0, last))->first;
}

std::string People::change(Random& random) {
    auto const place =
        units_[static_cast<std::size_t>(draw(random, 0, static_cast<int>(units_.size()) - 1))];
    auto const what = draw(random, 1, 10);
    if (what <= 3) return join(place, random) + " begins";
    auto const person = anybody(random);
    auto const from = places_.at(person);
    bool const in_group = !from.starts_with("unit-");
    if (what <= 6 && !in_group) {
        std::erase(members_.at(from), person);
        settle(person, place);
        return fmt::format("{} moves to {}", person, place);
    }
    // Groups always have somebody: whoever is told that nobody could be told.
    if (in_group) hand_units_over(person, join(from, random), random);
    leave(person);
    return person + " leaves";
}

void People::hand_units_over(std::string const& from, std::string const& to, Random& random) {
    for (auto unit = leads_.begin(); unit != leads_.end();) {
        bool const stays_led = unit->second != from || chance(random, 80);
        if (unit->second == from) unit->second = to;
        unit = stays_led ? std::next(unit) : leads_.erase(unit);
    }
}

std::string People::go_away(Random& random, Day today) {
    auto const person = anybody(random);
    auto const from = today + days{draw(random, 0, 3)};
    delivery::Absence absence{
        .from = from, .until = from + days{draw(random, 0, 24)}, .deputy = {}};
    auto const luck = draw(random, 1, 100);
    if (luck <= 70) absence.deputy = somebody_of(places_.at(person), random);
    if (luck > 85) absence.deputy = anybody(random);
    if (absence.deputy == person) absence.deputy.clear();
    absences_[person] = absence;
    return fmt::format("{} is away from {} to {}, deputy \"{}\"",
                       person,
                       to_text(absence.from),
                       to_text(absence.until),
                       absence.deputy);
}

delivery::Directory People::directory() const {
    std::vector<delivery::Person> people;
    for (auto const& [person, place] : places_) {
        bool const in_group = !place.starts_with("unit-");
        delivery::Person entry{.id = person,
                               .name = person,
                               .email = person + "@example.org",
                               .phone = {},
                               .groups = in_group ? Names{place} : Names{},
                               .units = in_group ? Names{} : Names{place}};
        for (auto const& [unit, leader] : leads_) {
            if (leader == person) entry.leads.push_back(unit);
        }
        if (calendar_of_.contains(person)) entry.calendar = calendar_of_.at(person);
        if (absences_.contains(person)) entry.absences.push_back(absences_.at(person));
        people.push_back(std::move(entry));
    }
    std::vector<delivery::Unit> units;
    for (auto const& unit : units_)
        units.push_back({unit, unit, calendar_of_.contains(unit) ? calendar_of_.at(unit) : ""});
    return {people, units, {"secretariat", "supervisor", "leadership"}};
}

}  // namespace duban::simulation
