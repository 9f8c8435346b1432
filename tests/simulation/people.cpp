#include "tests/simulation/people.hpp"

#include <fmt/format.h>

#include <iterator>

namespace duban::simulation {

int draw(Random& random, int least, int most) {
    auto const choices = static_cast<std::uint64_t>(most - least + 1);
    return least + static_cast<int>(random() % choices);
}

bool chance(Random& random, int percent) {
    return draw(random, 1, 100) <= percent;
}

People::People(int units, Random& random) {
    for (int n = 0; n < units; ++n) {
        units_.push_back(fmt::format("unit-{:02}", n + 1));
        for (int people = draw(random, 1, 3); people > 0; --people) join(units_.back());
    }
    for (int n = 0; n < 2; ++n) join("secretariat");
    for (int n = 0; n < 2; ++n) join("supervisor");
}

std::string People::join(std::string const& place) {
    auto const person = fmt::format("p{:04}-{}", ++joined_, place);
    places_.emplace(person, place);
    return person;
}

Names People::members_of(std::string const& place) const {
    Names members;
    for (auto const& [person, of] : places_) {
        if (of == place) members.push_back(person);
    }
    return members;
}

bool People::is_member(std::string const& person, std::string const& place) const {
    auto const found = places_.find(person);
    return found != places_.end() && found->second == place;
}

std::string People::somebody_of(std::string const& place, Random& random) const {
    auto const members = members_of(place);
    if (members.empty()) return place;
    return members[static_cast<std::size_t>(draw(random, 0, static_cast<int>(members.size()) - 1))];
}

std::string People::change(Random& random) {
    auto const place =
        units_[static_cast<std::size_t>(draw(random, 0, static_cast<int>(units_.size()) - 1))];
    auto const what = draw(random, 1, 10);
    if (what <= 3) return join(place) + " begins";
    auto const last = static_cast<int>(places_.size()) - 1;
    auto const who = std::next(places_.begin(), draw(random, 0, last));
    bool const in_group = !who->second.starts_with("unit-");
    auto const person = who->first;
    if (what <= 6 && !in_group) {
        who->second = place;
        return fmt::format("{} moves to {}", person, place);
    }
    // Groups always have somebody: whoever is told that nobody could be told.
    if (in_group) join(who->second);
    places_.erase(who);
    return person + " leaves";
}

delivery::Directory People::directory() const {
    std::vector<delivery::Person> people;
    for (auto const& [person, place] : places_) {
        bool const in_group = !place.starts_with("unit-");
        people.push_back({.id = person,
                          .name = person,
                          .email = person + "@example.org",
                          .phone = {},
                          .groups = in_group ? Names{place} : Names{},
                          .units = in_group ? Names{} : Names{place}});
    }
    std::vector<delivery::Unit> units;
    for (auto const& unit : units_) units.push_back({unit, unit});
    return {people, units, {"secretariat", "supervisor"}};
}

}  // namespace duban::simulation
