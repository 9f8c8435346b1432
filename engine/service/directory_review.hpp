// Who of the directory cannot be reached through the channels there are, and where a workflow
// speaks to nobody. Facts, not faults: a person who only proposes may have no address.
#pragma once

#include <string>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::service {

/// A role of a definition whose group is empty, or is not in the directory.
struct EmptyRole {
    std::string workflow;
    std::string role;
    Text title;
    std::string group;
};

/// An address to which nothing is sent until its refusal ends (refused_address.hpp).
struct RefusedPerson {
    delivery::Person const* person;
    ports::RefusedAddressRow refused;
};

struct DirectoryReview {
    std::vector<delivery::Person const*> people;  // without an address that a channel takes
    std::vector<delivery::Unit const*> units;     // nobody of them can be reached
    std::vector<std::string> groups;              // without anybody
    std::vector<EmptyRole> roles;

    [[nodiscard]] bool is_empty() const {
        return people.empty() && units.empty() && groups.empty() && roles.empty();
    }
};

/// The office must outlive the answer.
DirectoryReview review_directory(Office const& office,
                                 std::vector<workflow::Workflow> const& workflows);

/// Those whose address on a channel is refused at the instant, in the order of the directory.
std::vector<RefusedPerson> refused_people(Office const& office, ports::Reader& reader, Instant now);

}  // namespace duban::service
