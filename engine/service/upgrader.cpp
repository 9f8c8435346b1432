#include "engine/service/upgrader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "engine/revision/upgrade_record.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/recorder.hpp"
#include "engine/tracking/place.hpp"

namespace duban::service {

namespace {

using What = CaseUpgrade::What;

constexpr std::size_t page = 500;

CaseUpgrade refuse(CaseUpgrade upgrade, char const* rule, Text why) {
    upgrade.what = What::refused;
    upgrade.obstacles.push_back({rule, std::move(why)});
    return upgrade;
}

bool is_among(std::vector<std::pair<CaseId, CaseId>> const& numbers, CaseId id) {
    return numbers.empty() || std::ranges::any_of(numbers, [id](auto const& range) {
               return range.first <= id && id <= range.second;
           });
}

/// Whether the order speaks of a case of this version; else why not.
std::optional<revision::Obstacle> out_of_order(CaseFile const& file,
                                               UpgradeOrder const& order,
                                               int target) {
    auto const& workflow = file.procedure->workflow;
    if (workflow.name != order.workflow) {
        return revision::Obstacle{
            "other-workflow",
            {.zh_cn = fmt::format("本案按流程“{}”办理", workflow.name),
             .en = fmt::format("the case goes by the workflow \"{}\"", workflow.name)}};
    }
    if (file.state.closed_at) {
        return revision::Obstacle{"closed",
                                  {.zh_cn = "案件已办结，不再升级", .en = "the case is closed"}};
    }
    if (workflow.version > target) {
        return revision::Obstacle{
            "newer",
            {.zh_cn = fmt::format("案件已在更新的第{}版", workflow.version),
             .en = fmt::format("the case stands in the newer version {}", workflow.version)}};
    }
    if (order.mapping.from == 0 || order.mapping.from == workflow.version) return std::nullopt;
    return revision::Obstacle{
        "other-version",
        {.zh_cn = fmt::format(
             "案件在第{}版，对照文件只说明第{}版的案件", workflow.version, order.mapping.from),
         .en = fmt::format("the case stands in version {}, and the mapping is for version {}",
                           workflow.version,
                           order.mapping.from)}};
}

CaseUpgrade plan_for(CaseFile const& file,
                     tracking::Procedure const& target,
                     UpgradeOrder const& order,
                     Instant now) {
    CaseUpgrade upgrade;
    upgrade.id = file.row.id;
    upgrade.from = file.procedure->workflow.version;
    upgrade.title = file.row.title;
    auto const places = tracking::places_of(*file.procedure, file.state);
    upgrade.place = fmt::format("{}", fmt::join(places, " "));
    if (file.row.workflow == order.to) {
        upgrade.what = What::up_to_date;
        return upgrade;
    }
    if (auto why = out_of_order(file, order, target.workflow.version)) {
        return refuse(std::move(upgrade), why->rule.c_str(), std::move(why->why));
    }
    auto upgraded = revision::upgrade(file.state, *file.procedure, target, order.mapping, now);
    if (upgraded) {
        upgrade.upgraded = std::move(*upgraded);
    } else {
        upgrade.what = What::refused;
        upgrade.obstacles = std::move(upgraded.error());
    }
    return upgrade;
}

CaseUpgrade not_there(CaseId id) {
    CaseUpgrade upgrade;
    upgrade.id = id;
    return refuse(std::move(upgrade),
                  "not-found",
                  {.zh_cn = fmt::format("没有{}号案件", id.value),
                   .en = fmt::format("there is no case {}", id.value)});
}

/// Its rows, or the definition it stands in, cannot be read any more.
CaseUpgrade unreadable(CaseId id, std::runtime_error const& failure) {
    CaseUpgrade upgrade;
    upgrade.id = id;
    return refuse(std::move(upgrade),
                  "unreadable",
                  {.zh_cn = fmt::format("案件无法读出：{}", failure.what()),
                   .en = fmt::format("the case cannot be read: {}", failure.what())});
}

}  // namespace

Upgrader::Upgrader(ports::Store& store, Procedures& procedures, CurrentOffice& office)
    : store_{store}, procedures_{procedures}, office_{office} {}

std::vector<CaseId> Upgrader::select(ports::Reader& reader,
                                     std::string_view workflow,
                                     Selection const& selection) const {
    std::vector<CaseId> chosen;
    if (!selection.state && !selection.filed_before) {
        for (auto const& [from, to] : selection.numbers) {
            if (from == to) chosen.push_back(from);
        }
    }
    ports::CaseFilter filter;
    filter.workflow = std::string{workflow};
    filter.open = true;
    filter.state = selection.state;
    filter.limit = page;
    for (bool more = true; more;) {
        auto const rows = reader.list_cases(filter);
        for (auto const& row : rows) {
            filter.after = row.id;
            if (selection.filed_before && row.opened_at >= *selection.filed_before) continue;
            if (is_among(selection.numbers, row.id)) chosen.push_back(row.id);
        }
        more = rows.size() == page;
    }
    std::ranges::sort(chosen);
    auto const repeated = std::ranges::unique(chosen);
    chosen.erase(repeated.begin(), repeated.end());
    return chosen;
}

CaseUpgrade Upgrader::plan(ports::Reader& reader,
                           CaseId id,
                           UpgradeOrder const& order,
                           Instant now) {
    try {
        auto const file = open_case(reader, procedures_, id);
        if (!file) return not_there(id);
        return plan_for(*file, *procedures_.find(reader, order.to), order, now);
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::runtime_error const& failure) {
        return unreadable(id, failure);
    }
}

CaseUpgrade Upgrader::perform(CaseId id, UpgradeOrder const& order, Instant now) {
    auto const transaction = store_.write();
    auto upgrade = plan(*transaction, id, order, now);
    if (upgrade.what != What::moved) return upgrade;
    auto const before = *open_case(*transaction, procedures_, id);
    auto const target = procedures_.find(*transaction, order.to);
    auto record = revision::record_of(
        *before.procedure, *target, before.state, *upgrade.upgraded, order.mapping, order.actor);
    auto file = before;
    file.row.workflow = order.to;
    file.procedure = target;
    file.state = upgrade.upgraded->after;
    record_upgrade(
        *transaction, before, file, *upgrade.upgraded, std::move(record), *office_.get());
    transaction->commit();
    return upgrade;
}

std::string_view to_text(CaseUpgrade::What what) {
    switch (what) {
        case What::moved:
            return "moved";
        case What::refused:
            return "refused";
        case What::up_to_date:
            return "up_to_date";
    }
    return "moved";
}

}  // namespace duban::service
