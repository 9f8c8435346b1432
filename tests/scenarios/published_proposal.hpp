// The published proposal of Panyu, 2015, and the office that handles it in tests; the project's own
// example where the real one is not there.
#pragma once

#include <string>

#include "engine/service/office.hpp"
#include "engine/service/tracker.hpp"

namespace duban::support {

/// Where the page lies. `is_real`: not the project's own.
struct PublishedProposal {
    std::string path;
    bool is_real = false;
};

PublishedProposal published_proposal();

/// Its directory knows the page's proposer.
service::Office office_of_panyu();

/// What the import makes of the page: a request to file it.
service::Request filing_of(PublishedProposal const& page,
                           workflow::Workflow const& workflow,
                           delivery::Directory const& directory);

}  // namespace duban::support
