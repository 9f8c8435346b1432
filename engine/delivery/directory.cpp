#include "engine/delivery/directory.hpp"

#include <algorithm>
#include <utility>

namespace duban::delivery {

namespace {

template <class Row>
Row const* find_by_id(std::vector<Row> const& rows, std::string_view id) {
    auto const found =
        std::find_if(rows.begin(), rows.end(), [id](Row const& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

bool contains(std::vector<std::string> const& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<Person const*> people_with(std::vector<Person> const& people,
                                       std::vector<std::string> Person::*names,
                                       std::string_view name) {
    std::vector<Person const*> members;
    for (auto const& person : people) {
        if (contains(person.*names, name)) members.push_back(&person);
    }
    return members;
}

}  // namespace

Directory::Directory(std::vector<Person> people,
                     std::vector<Unit> units,
                     std::vector<std::string> groups)
    : people_(std::move(people)), units_(std::move(units)), groups_(std::move(groups)) {}

Person const* Directory::find_person(std::string_view id) const {
    return find_by_id(people_, id);
}

Unit const* Directory::find_unit(std::string_view id) const {
    return find_by_id(units_, id);
}

std::string const& Directory::calendar_of(Person const& person) const {
    if (!person.calendar.empty()) return person.calendar;
    for (auto const& id : person.units) {
        auto const* const unit = find_unit(id);
        if (unit != nullptr && !unit->calendar.empty()) return unit->calendar;
    }
    return person.calendar;
}

bool Directory::has_group(std::string_view name) const {
    return contains(groups_, name);
}

std::vector<Person const*> Directory::members_of_group(std::string_view name) const {
    return people_with(people_, &Person::groups, name);
}

std::vector<Person const*> Directory::members_of_unit(std::string_view id) const {
    return people_with(people_, &Person::units, id);
}

std::vector<Person const*> Directory::leaders_of_unit(std::string_view id) const {
    return people_with(people_, &Person::leads, id);
}

}  // namespace duban::delivery
