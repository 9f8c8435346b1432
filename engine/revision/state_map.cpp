#include "engine/revision/state_map.hpp"

#include <fmt/format.h>

namespace duban::revision {

using workflow::Index;
using workflow::none;
using workflow::Workflow;

StateMap::StateMap(Workflow const& from, Workflow const& to, Mapping const& mapping) {
    for (auto const& state : from.states) {
        auto& images = images_.emplace_back();
        auto const add = [&](std::string_view path) {
            auto const image = to.find_state(path);
            if (image != none) images.push_back(image);
        };
        auto const named = mapping.states.find(state.path);
        if (named != mapping.states.end()) {
            for (auto const& path : named->second) add(path);
        } else if (state.parent == none) {
            add(state.name);
        } else if (auto const around = only_of(state.parent); around != none) {
            add(fmt::format("{}.{}", to.states[around].path, state.name));
        }
    }
}

}  // namespace duban::revision
