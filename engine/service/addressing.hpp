// Who is told, and how: a notice that a decision asked for becomes deliveries, one per person and
// channel. Decides on values; sends nothing.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/delivery/delivery.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/office.hpp"
#include "engine/tracking/change.hpp"

namespace duban::service {

/// Somebody whom a field names for a role, and the directory does not have.
struct Stranger {
    workflow::Index role;
    std::string id;
};

struct Addressed {
    std::vector<delivery::Delivery>
        deliveries;                       // phase queued, or dead where a person has no address
    std::vector<workflow::Index> nobody;  // roles of the notice in which nobody was found
    std::vector<Stranger> strangers;      // beside others who were found
};

struct InRole {
    std::vector<delivery::Person const*> people;  // in the order of the directory, each once
    std::vector<std::string> strangers;           // named by a field, and not in the directory
};

/// Whom a role speaks of on this case. `part`: in which part of it; 0: in all of them.
InRole who_is_in(CaseFile const& file,
                 workflow::Index role,
                 tracking::PartNumber part,
                 delivery::Directory const& directory);

/// Of them those who can be told.
std::vector<delivery::Person const*> people_in(CaseFile const& file,
                                               workflow::Index role,
                                               tracking::PartNumber part,
                                               delivery::Directory const& directory);

/// How the occurrences begin of all that speaks of this end of a deadline: one that moves is
/// reminded of anew, and so is one whose reminders were set back with the clock.
std::string occurrence_of_end(DeadlineId deadline, Day due_day, int rewound);

/// What a notice is told apart by: said once, however often it is asked for. `file` is the case
/// after the change.
std::string occurrence_of(CaseFile const& file, tracking::Notice const& notice);

/// `file` is the case after the change.
Addressed address(CaseFile const& file,
                  tracking::Notice const& notice,
                  std::string const& occurrence,
                  Office const& office,
                  Instant now);

/// A letter to whoever `former` went to, the same way, about something of its own; without words.
delivery::Delivery draft_for(delivery::Delivery const& former,
                             std::string occurrence,
                             Office const& office,
                             Instant now);

/// A notice of the house itself to its secretariat; written at once, not from a definition's
/// messages. By short message, where it goes so at all, its subject alone is said.
std::vector<delivery::Delivery> address_secretariat(CaseId id,
                                                    HouseNotice const& notice,
                                                    Office const& office,
                                                    Instant now,
                                                    bool goes_by_sms = false);

/// The same about channels that carry nothing now: on the others, by short message too. Where none
/// of those tells the whole, it waits on all that carry mail besides.
std::vector<delivery::Delivery> address_secretariat_past(std::set<std::string> const& channels,
                                                         CaseId id,
                                                         HouseNotice const& notice,
                                                         Office const& office,
                                                         Instant now);

/// Whether the person has any of the definition's roles on this case, in whatever part of it.
bool is_concerned(CaseFile const& file,
                  std::string_view person,
                  delivery::Directory const& directory);

/// The draft as a delivery to this person on each route that reaches them, or as a dead one.
std::vector<delivery::Delivery> address_person(delivery::Delivery const& draft,
                                               delivery::Person const& person,
                                               Office const& office,
                                               bool goes_by_sms);

/// The reminder was written before the deadline's end moved.
bool speaks_of_another_end(delivery::Delivery const& delivery, tracking::Deadline const& deadline);

/// Its Message-ID, made once from what it is told apart by.
void give_identity(delivery::Delivery& delivery, Office const& office);

/// Where a person is reached on a route; empty where not.
std::string const& address_on(Route const& route, delivery::Person const& person);

}  // namespace duban::service
