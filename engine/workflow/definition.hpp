// Reading a definition: workflow.yaml and its messages.<language>.yaml, whole or not at all. Every
// problem of every file is reported in one run; a definition with an error is never in force.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/workflow/silence.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

struct NamedText {
    std::string file;  // as the user named it, for problems
    std::string text;
};

/// The texts of one definition, as they lie in a folder of workflows/ or in the store.
struct DefinitionText {
    NamedText workflow;
    std::vector<NamedText> messages;
};

struct Definition {
    std::optional<Workflow> workflow;  // absent where `problems` holds an error
    Problems problems;
    Silences silences;  // what it says should not be reported, and what was not, therefore
};

/// What the proofs of `check_chart` find are errors, unless a definition is only tried out.
enum class Proofs : std::uint8_t { required, reported };

Definition read_definition(DefinitionText const& text, Proofs proofs = Proofs::required);

/// File by file, in the order of the lines.
void sort_by_place(Problems& problems, DefinitionText const& text);

/// SHA-256 over the texts: equal texts, equal identity.
Hash content_of(DefinitionText const& text);

}  // namespace duban::workflow
