// What a published page gives to a case: the fields of a workflow that have a counterpart in it.
// What the page does not say stays empty.
#pragma once

#include <vector>

#include "adapters/intake/published_case.hpp"
#include "engine/delivery/directory.hpp"
#include "engine/tracking/input.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::cli {

struct PageValues {
    tracking::NamedValues with;
    std::vector<intake::Doubt> left_out;  // what the page says and filing does not take
};

/// By the names of the workflow's fields: title, number, proposers, reasons, requests. A proposer
/// whom the directory knows by exactly that name, in either script, is taken as that person;
/// another stays a name. A field that an action asks for, and the reply, are left out: a page that
/// was printed elsewhere answers and rates nothing here, and the case begins at its start.
PageValues values_of(intake::PublishedCase const& published,
                     workflow::Workflow const& workflow,
                     delivery::Directory const& directory);

}  // namespace duban::cli
