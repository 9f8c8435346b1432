#include "adapters/cli/upgrade_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>

#include "engine/base/utf8.hpp"
#include "engine/revision/upgrade_record.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::cli {

namespace {

using revision::DeadlineMoved;
using revision::FieldMoved;
using service::CaseUpgrade;

constexpr std::size_t value_cells_max = 60;

std::string shown(expression::Value const& value) {
    return cut_to_width(tracking::encode_value(value), value_cells_max);
}

std::string named(std::string const& name, std::string const& part) {
    return part.empty() ? name : fmt::format("{} [{}]", name, part);
}

Text field_text(FieldMoved const& moved) {
    auto const from = named(moved.from, moved.part);
    auto const to = named(moved.to, moved.part);
    switch (moved.what) {
        case FieldMoved::What::renamed:
            return {.zh_cn = fmt::format("字段 {} 改称 {}", from, to),
                    .en = fmt::format("field {} is {} now", from, to)};
        case FieldMoved::What::dropped:
            return {.zh_cn = fmt::format("字段 {} 舍去，原值 {}", from, shown(moved.before)),
                    .en = fmt::format(
                        "field {} is dropped with its value {}", from, shown(moved.before))};
        case FieldMoved::What::defaulted:
            return {.zh_cn = fmt::format("字段 {} 取默认值 {}", to, shown(moved.after)),
                    .en = fmt::format("field {} gets its default {}", to, shown(moved.after))};
        case FieldMoved::What::converted:
            return {.zh_cn = fmt::format(
                        "字段 {} 的值 {} 转为 {}", to, shown(moved.before), shown(moved.after)),
                    .en = fmt::format("the value of field {} becomes {} from {}",
                                      to,
                                      shown(moved.after),
                                      shown(moved.before))};
    }
    return {};
}

std::string due_text(tracking::Deadline const& deadline, Language language) {
    auto const term = calendar::describe(deadline.ledger.term_in_force()).in(language);
    auto const day = to_text(deadline.due_day);
    return language == Language::zh_cn ? fmt::format("{}（{}）", day, term)
                                       : fmt::format("{} ({})", day, term);
}

Text deadline_text(DeadlineMoved const& moved) {
    auto const name = named(moved.name, moved.part);
    auto const before = [&](Language language) { return due_text(*moved.before, language); };
    auto const after = [&](Language language) { return due_text(*moved.after, language); };
    switch (moved.what) {
        case DeadlineMoved::What::kept:
            return {.zh_cn = fmt::format("时限 {} 不变：{}", name, after(Language::zh_cn)),
                    .en = fmt::format("deadline {} is kept: {}", name, after(Language::en))};
        case DeadlineMoved::What::recounted:
            return {
                .zh_cn = fmt::format(
                    "时限 {} 重算：{} → {}", name, before(Language::zh_cn), after(Language::zh_cn)),
                .en = fmt::format("deadline {} is counted anew: {} → {}",
                                  name,
                                  before(Language::en),
                                  after(Language::en))};
        case DeadlineMoved::What::started:
            return {.zh_cn = fmt::format("时限 {} 自升级时起算：{}", name, after(Language::zh_cn)),
                    .en = fmt::format("deadline {} begins now: {}", name, after(Language::en))};
        case DeadlineMoved::What::ended:
            return {.zh_cn = fmt::format("时限 {} 终止，原为 {}", name, before(Language::zh_cn)),
                    .en = fmt::format("deadline {} ends, it was {}", name, before(Language::en))};
    }
    return {};
}

/// What the new definition's states do to its clock.
std::optional<Text> clock_text(DeadlineMoved const& moved) {
    if (!moved.before || !moved.after) return std::nullopt;
    if (moved.before->is_stopped() == moved.after->is_stopped()) return std::nullopt;
    auto const name = named(moved.name, moved.part);
    auto const before = to_text(moved.before->due_day);
    auto const after = to_text(moved.after->due_day);
    if (moved.after->is_stopped())
        return Text{.zh_cn = fmt::format("时限 {} 从现在起停止计算", name),
                    .en = fmt::format("the clock of {} stands still from now on", name)};
    return Text{.zh_cn = fmt::format("时限 {} 从现在起恢复计算：{} → {}", name, before, after),
                .en = fmt::format("the clock of {} goes on now: {} → {}", name, before, after)};
}

std::string places_of(revision::Upgraded const& upgraded) {
    std::vector<std::string> places;
    for (auto const& [from, to] : upgraded.states) {
        auto const now = fmt::format("{}", fmt::join(to, " + "));
        places.push_back(now == from ? from : fmt::format("{} → {}", from, now));
    }
    return fmt::format("{}", fmt::join(places, ", "));
}

Text heading(CaseUpgrade const& upgrade, int to) {
    auto const id = upgrade.id.value;
    if (upgrade.what == CaseUpgrade::What::moved) {
        auto const places = places_of(*upgrade.upgraded);
        return {.zh_cn = fmt::format("{}号案件：第{}版 → 第{}版，{}", id, upgrade.from, to, places),
                .en = fmt::format("case {}: version {} → {}, {}", id, upgrade.from, to, places)};
    }
    if (upgrade.what == CaseUpgrade::What::up_to_date) {
        return {.zh_cn = fmt::format("{}号案件：已在第{}版", id, to),
                .en = fmt::format("case {}: stands in version {} already", id, to)};
    }
    return {.zh_cn = fmt::format("{}号案件：不能升级，{}", id, upgrade.place),
            .en = fmt::format("case {}: cannot be moved, {}", id, upgrade.place)};
}

}  // namespace

std::string upgrade_text(CaseUpgrade const& upgrade, int to, Language language) {
    auto text = heading(upgrade, to).in(language) + "\n";
    for (auto const& obstacle : upgrade.obstacles)
        text += fmt::format("  {}\n", obstacle.why.in(language));
    if (!upgrade.upgraded) return text;
    for (auto const& moved : upgrade.upgraded->fields)
        text += fmt::format("  {}\n", field_text(moved).in(language));
    for (auto const& moved : upgrade.upgraded->deadlines) {
        text += fmt::format("  {}\n", deadline_text(moved).in(language));
        if (auto const clock = clock_text(moved))
            text += fmt::format("  {}\n", clock->in(language));
    }
    return text;
}

std::string upgrade_json(CaseUpgrade const& upgrade, Language language) {
    boost::json::array obstacles;
    for (auto const& obstacle : upgrade.obstacles) {
        obstacles.push_back(
            boost::json::object{{"rule", obstacle.rule}, {"why", obstacle.why.in(language)}});
    }
    boost::json::object json{{"case", upgrade.id.value},
                             {"title", upgrade.title},
                             {"from", upgrade.from},
                             {"what", service::to_text(upgrade.what)},
                             {"place", upgrade.place}};
    if (upgrade.upgraded) {
        auto const told = boost::json::parse(revision::to_json(*upgrade.upgraded));
        for (auto const& [key, value] : told.as_object()) json[key] = value;
    }
    json["obstacles"] = std::move(obstacles);
    return boost::json::serialize(json);
}

}  // namespace duban::cli
