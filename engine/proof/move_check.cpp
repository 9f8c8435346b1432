#include "engine/proof/move_check.hpp"

#include <fmt/format.h>

#include "engine/proof/move.hpp"
#include "engine/workflow/ways.hpp"

namespace duban::proof {

namespace {

using workflow::Alternative;
using workflow::Index;
using workflow::none;
using workflow::Workflow;

/// The state whose regions all begin again, because the move leads from within one of them to
/// somewhere within them.
Index restarted(Workflow const& workflow, Index source, Index target, Index kept) {
    auto const& states = workflow.states;
    for (auto around = states[source].parent; around != none; around = states[around].parent) {
        bool const stays = kept != none && lies_within(workflow, kept, around);
        if (states[around].parallel && !stays && lies_within(workflow, target, around))
            return around;
    }
    return none;
}

void look_at(Workflow const& workflow, Index source, Alternative const& way, Findings& findings) {
    if (!way.go) return;
    auto const kept = kept_around(workflow, source, way.go->state, way.go->internal);
    if (way.go->internal && kept != source) {
        findings.note(way.at,
                      "internal-without-effect",
                      {.zh_cn = "“internal”在这里不起作用：目标不在本状态之内，或本状态有“regions”",
                       .en = "“internal” has no effect here: the target does not lie within this "
                             "state, or this state has “regions”"});
    }
    auto const around = restarted(workflow, source, way.go->state, kept);
    if (around == none) return;
    auto const& path = workflow.states[around].path;
    findings.note(
        way.at,
        "restarts-regions",
        {.zh_cn = fmt::format("这一步离开并重新进入“{}”：它的各个区域和时限都重新开始", path),
         .en = fmt::format("this move leaves “{}” and enters it again: all its regions and "
                           "its deadline begin anew",
                           path)});
}

}  // namespace

void check_moves(Workflow const& workflow, Findings& findings) {
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        workflow::each_alternative(workflow.states[i], [&](Alternative const& way) {
            look_at(workflow, static_cast<Index>(i), way, findings);
        });
    }
}

}  // namespace duban::proof
