#include "engine/workflow/silence.hpp"

#include <algorithm>

namespace duban::workflow {

namespace {

/// A state speaks for its actions, but not for the states within it.
bool covers(std::string const& at, std::string const& path) {
    return at == path || (!at.empty() && path.starts_with(at + "/"));
}

}  // namespace

std::string Silences::path_at(Position position) const {
    auto const after = std::ranges::upper_bound(places, position, {}, &ChartPlace::from);
    return after == places.begin() ? std::string{} : std::prev(after)->path;
}

void Silences::apply(Problems& problems) {
    if (silences.empty()) return;
    std::erase_if(problems, [this](Problem const& problem) {
        if (problem.severity == Severity::error) return false;
        auto const path = problem.file == file ? path_at(problem.at) : std::string{};
        auto const silence = std::ranges::find_if(silences, [&](Silence const& one) {
            return one.rule == problem.rule && covers(one.at, path);
        });
        if (silence == silences.end()) return false;
        silence->is_used = true;
        silenced.push_back({problem, silence->because});
        return true;
    });
}

}  // namespace duban::workflow
