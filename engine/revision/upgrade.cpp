#include "engine/revision/upgrade.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/revision/upgrading.hpp"

namespace duban::revision {

Upgrading::Upgrading(tracking::Case const& before,
                     tracking::Procedure const& from,
                     tracking::Procedure const& to,
                     Mapping const& mapping,
                     Instant at)
    : before_{before},
      from_{from},
      to_{to},
      mapping_{mapping},
      states_{from.workflow, to.workflow, mapping} {
    upgraded_.at = at;
    auto& after = upgraded_.after;
    after.id = before.id;
    after.revision = before.revision + 1;
    after.last_part = before.last_part;
    after.opened_at = before.opened_at;
    after.closed_at = before.closed_at;
    after.suspended_since = before.suspended_since;
    if (from.workflow.time_zone != to.workflow.time_zone) {
        obstruct(
            "time-zone",
            {.zh_cn = fmt::format("新版本按另一时区（{}）计算，“{}”中已告知的到期日会落在别的时刻",
                                  to.workflow.time_zone,
                                  from.workflow.time_zone),
             .en = fmt::format("the new version counts in another time zone, {}: days that "
                               "were told in {} would end at another moment",
                               to.workflow.time_zone,
                               from.workflow.time_zone)});
    }
    if (before.suspended_since && !to.workflow.suspension) {
        obstruct("suspended",
                 {.zh_cn = "案件中止办理中，新版本没有“resume”，不能恢复：请先恢复办理",
                  .en = "the case is suspended and the new version has no \"resume\": resume it "
                        "first"});
    }
}

Result<Upgraded, Obstacles> Upgrading::run() {
    move_fields();
    for (auto const& part : before_.parts) move_part(part);
    move_position();
    move_memories();
    move_pending();
    if (!obstacles_.empty()) return Failure<Obstacles>{std::move(obstacles_)};
    move_deadlines();
    if (!obstacles_.empty()) return Failure<Obstacles>{std::move(obstacles_)};
    tell_of_earlier_ends();
    return std::move(upgraded_);
}

void Upgrading::obstruct(char const* rule, Text why) {
    bool const known = std::ranges::any_of(
        obstacles_, [&](Obstacle const& one) { return one.rule == rule && one.why.en == why.en; });
    if (!known) obstacles_.push_back({rule, std::move(why)});
}

Result<Upgraded, Obstacles> upgrade(tracking::Case const& before,
                                    tracking::Procedure const& from,
                                    tracking::Procedure const& to,
                                    Mapping const& mapping,
                                    Instant at) {
    return Upgrading{before, from, to, mapping, at}.run();
}

std::string_view to_text(FieldMoved::What what) {
    switch (what) {
        case FieldMoved::What::renamed:
            return "renamed";
        case FieldMoved::What::dropped:
            return "dropped";
        case FieldMoved::What::defaulted:
            return "defaulted";
        case FieldMoved::What::converted:
            return "converted";
    }
    return "renamed";
}

std::string_view to_text(DeadlineMoved::What what) {
    switch (what) {
        case DeadlineMoved::What::kept:
            return "kept";
        case DeadlineMoved::What::recounted:
            return "recounted";
        case DeadlineMoved::What::started:
            return "started";
        case DeadlineMoved::What::ended:
            return "ended";
    }
    return "kept";
}

}  // namespace duban::revision
