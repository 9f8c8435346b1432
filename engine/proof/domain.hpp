// What a field can hold, as far as the guards at hand tell it apart: the words of a choice, true
// and false, the numbers at and between the literals, one text unlike all that are named, and null
// where nobody need have set it. Whatever holds for these values holds for all.
#pragma once

#include <map>
#include <vector>

#include "engine/expression/formula.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::proof {

using workflow::Index;
using workflow::Workflow;

/// What is known of the fields where a guard is asked.
struct Facts {
    std::vector<bool> set;                       // by field: never null here; empty: nothing known
    std::map<Index, expression::Value> fixed{};  // counters whose value is followed

    [[nodiscard]] bool is_set(Index field) const { return field < set.size() && set[field]; }
};

struct Domain {
    Index field = workflow::none;
    std::vector<expression::Value> values;
};

/// `literals` are those that some guard compares the field with.
Domain domain_of(Workflow const& workflow,
                 Index field,
                 std::vector<expression::Value> const& literals,
                 Facts const& facts);

}  // namespace duban::proof
