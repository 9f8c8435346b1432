// Which states of a new definition stand for a state of the old one: those that the mapping names,
// for it or for a state around it; else the one of the same path.
#pragma once

#include <vector>

#include "engine/revision/mapping.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::revision {

class StateMap {
  public:
    StateMap(workflow::Workflow const& from, workflow::Workflow const& to, Mapping const& mapping);

    /// Empty: it is gone. Several: it has become states side by side.
    [[nodiscard]] std::vector<workflow::Index> const& of(workflow::Index state) const {
        return images_[state];
    }

    /// The only one, or none.
    [[nodiscard]] workflow::Index only_of(workflow::Index state) const {
        auto const& images = images_[state];
        return images.size() == 1 ? images.front() : workflow::none;
    }

  private:
    std::vector<std::vector<workflow::Index>> images_;
};

}  // namespace duban::revision
