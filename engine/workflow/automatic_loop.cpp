#include "engine/workflow/automatic_loop.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace duban::workflow {

namespace {

/// The alternative that is taken whatever the fields hold, or null. One with a condition before it
/// may be taken instead, and may lead to rest.
Alternative const* unconditional(State const& state) {
    if (state.automatically.empty()) return nullptr;
    auto const& first = state.automatically.front();
    return first.only_if ? nullptr : &first;
}

/// The state that moves on by itself among those entered with `target`, or `none`.
Index restless_in(Workflow const& workflow, Index target) {
    for (auto at = target; at != none; at = workflow.states[at].start) {
        if (unconditional(workflow.states[at]) != nullptr) return at;
    }
    return none;
}

/// The states passed through from `begin`, if they come back to it; else empty.
std::vector<std::string_view> loop_from(Workflow const& workflow, Index begin) {
    std::vector<std::string_view> passed;
    for (auto at = begin; at != none;) {
        auto const& state = workflow.states[at];
        passed.emplace_back(state.path);
        auto const& go = unconditional(state)->go;
        at = go ? restless_in(workflow, go->state) : at;
        if (at == begin) return passed;
        if (passed.size() > workflow.states.size()) break;  // it runs into another loop
    }
    return {};
}

}  // namespace

void check_automatic_loops(Reading& reading) {
    auto const& workflow = reading.workflow();
    std::vector<std::string_view> told;
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& state = workflow.states[i];
        if (unconditional(state) == nullptr) continue;
        if (std::ranges::find(told, state.path) != told.end()) continue;
        auto const loop = loop_from(workflow, static_cast<Index>(i));
        if (loop.empty()) continue;
        told.insert(told.end(), loop.begin(), loop.end());
        reading.error(
            state.at,
            "automatic-loop",
            {.zh_cn = fmt::format("自动转移没有尽头：{} → {}；给其中之一写上条件（only_if）",
                                  fmt::join(loop, " → "),
                                  state.path),
             .en = fmt::format("automatic moves without an end: {} → {}; give one of them a "
                               "condition (only_if)",
                               fmt::join(loop, " → "),
                               state.path)});
    }
}

}  // namespace duban::workflow
