// What differs between two definitions of a workflow, as data, for an administrator: each noun that
// came, went, was renamed or says something else than before. Comments, spaces and the order of
// keys are no differences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::revision {

enum class Subject : std::uint8_t { workflow, field, role, state, deadline, action, message };

struct Difference {
    enum class Kind : std::uint8_t {
        added,
        removed,
        renamed,  // suspected: one is gone and another with the same content has come
        changed,
    };

    Kind kind = Kind::changed;
    Subject subject = Subject::workflow;
    std::string name;    // "round", "handling.drafting", "handling.drafting.reply"; as the new
                         // definition calls it, if it is there
    std::string aspect;  // of a change: keys of the definition, "within", "on_due.choose[2].go"
    // As the definition writes it, empty where it said nothing; the names of what was renamed; of
    // a field, a deadline and an action that came or went its type, its term, who may do it.
    std::string before;
    std::string after;

    friend bool operator==(Difference const&, Difference const&) = default;
};

/// In the order of the definition: what is general, fields, roles, states with their actions,
/// deadlines, messages.
std::vector<Difference> compare(workflow::Workflow const& before, workflow::Workflow const& after);

/// Stable words: "renamed", "deadline".
std::string_view to_text(Difference::Kind kind);
std::string_view to_text(Subject subject);

}  // namespace duban::revision
