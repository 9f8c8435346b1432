#include "engine/proof/prove.hpp"

#include "engine/proof/choice_check.hpp"

namespace duban::proof {

workflow::Definition check(workflow::DefinitionText const& text,
                           calendar::Calendar const* /*calendar*/) {
    auto definition = workflow::read_definition(text);
    if (!definition.workflow) return definition;
    auto const& workflow = *definition.workflow;
    Findings findings{text.workflow};
    SetFields const set{workflow};
    check_choices(workflow, set, findings);
    auto found = findings.take();
    definition.problems.insert(definition.problems.end(), found.begin(), found.end());
    return definition;
}

}  // namespace duban::proof
