#include "engine/service/directory_review.hpp"

#include "engine/service/addressing.hpp"
#include "engine/service/reachability.hpp"
#include "engine/service/refused_address.hpp"

namespace duban::service {

namespace {

void add_empty_roles(delivery::Directory const& directory,
                     workflow::Workflow const& workflow,
                     std::vector<EmptyRole>& to) {
    for (auto const& role : workflow.roles) {
        if (role.group.empty() || !directory.members_of_group(role.group).empty()) continue;
        to.push_back({workflow.name, role.name, role.title, role.group});
    }
}

}  // namespace

DirectoryReview review_directory(Office const& office,
                                 std::vector<workflow::Workflow> const& workflows) {
    DirectoryReview review;
    auto const& directory = office.directory;
    for (auto const& person : directory.people()) {
        if (!can_be_reached(person, office)) review.people.push_back(&person);
    }
    for (auto const& unit : directory.units()) {
        if (!unit_can_be_reached(unit.id, office)) review.units.push_back(&unit);
    }
    for (auto const& group : directory.groups()) {
        if (directory.members_of_group(group).empty()) review.groups.push_back(group);
    }
    for (auto const& workflow : workflows) add_empty_roles(directory, workflow, review.roles);
    return review;
}

std::vector<RefusedPerson> refused_people(Office const& office,
                                          ports::Reader& reader,
                                          Instant now) {
    std::vector<RefusedPerson> refused;
    for (auto const& person : office.directory.people()) {
        for (auto const& route : office.routes) {
            auto const& address = address_on(route, person);
            if (!is_refused(reader, route.channel, address, now)) continue;
            refused.push_back({&person, *reader.find_refused_address(route.channel, address)});
        }
    }
    return refused;
}

}  // namespace duban::service
