// Reads the messages.<language>.yaml files of a definition: which messages there are, whether each
// is there in both languages, and whether their texts name only what the workflow knows.
#pragma once

#include <string>
#include <vector>

#include "engine/workflow/workflow.hpp"
#include "engine/yaml/node.hpp"

namespace duban::workflow {

/// Where a message was first written.
struct MessagePlace {
    std::size_t file = 0;  // among the documents
    Position at;
};

/// Fills `workflow.messages`; the answer has a place for each. The fields of the workflow must be
/// read; where they could not be, `fields_known` is false and names in the texts are not judged.
std::vector<MessagePlace> read_messages(std::vector<yaml::Document> const& documents,
                                        bool fields_known,
                                        Workflow& workflow,
                                        Problems& problems);

}  // namespace duban::workflow
