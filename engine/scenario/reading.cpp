#include "engine/scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/yaml/excerpt.hpp"

namespace duban::scenario {

namespace {

using workflow::Index;
using workflow::none;
using yaml::excerpt;

template <class Items>
std::vector<std::string_view> names_of(Items const& items) {
    std::vector<std::string_view> names;
    for (auto const& item : items) names.push_back(item.name);
    return names;
}

Index index_of(std::optional<std::size_t> place) {
    return place ? static_cast<Index>(*place) : none;
}

}  // namespace

PartName::PartName(std::string_view text) {
    auto const open = text.find('[');
    auto const close = text.rfind(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        plain = text;
        return;
    }
    part = text.substr(open + 1, close - open - 1);
    plain = fmt::format("{}{}", text.substr(0, open), text.substr(close + 1));
}

Reading::Reading(yaml::Document const& document,
                 Problems& problems,
                 workflow::Workflow const& workflow,
                 calendar::Zone const& zone)
    : Values{document, problems}, workflow_{&workflow}, zone_{&zone} {}

Index Reading::action(yaml::Node const& node) const {
    std::vector<std::string_view> const known{workflow_->events.begin(), workflow_->events.end()};
    return index_of(
        name_among(known, node.text, node.at, "unknown-action", {.zh_cn = "操作", .en = "action"}));
}

Index Reading::event(yaml::Node const& node) const {
    std::vector<std::string_view> known;
    for (auto const& state : workflow_->states) {
        for (auto const& action : state.actions) {
            if (action.by_engine) known.push_back(action.name);
        }
    }
    auto const place = name_among(known,
                                  node.text,
                                  node.at,
                                  "unknown-event",
                                  {.zh_cn = "事件", .en = "event (an action “by: engine”)"});
    return place ? workflow_->find_event(known[*place]) : none;
}

Index Reading::role(yaml::Node const& node) const {
    return index_of(name_among(names_of(workflow_->roles),
                               node.text,
                               node.at,
                               "unknown-role",
                               {.zh_cn = "角色", .en = "role"}));
}

Index Reading::message(yaml::Node const& node) const {
    return index_of(name_among(names_of(workflow_->messages),
                               node.text,
                               node.at,
                               "unknown-message",
                               {.zh_cn = "通知", .en = "message"}));
}

Index Reading::field(std::string_view name, Position at) const {
    return index_of(name_among(
        names_of(workflow_->fields), name, at, "unknown-field", {.zh_cn = "字段", .en = "field"}));
}

Index Reading::deadline(std::string_view name, Position at) const {
    std::vector<std::string_view> known;
    std::vector<Index> states;
    for (std::size_t i = 0; i < workflow_->states.size(); ++i) {
        auto const& due = workflow_->states[i].due;
        if (!due) continue;
        known.push_back(due->name);
        states.push_back(static_cast<Index>(i));
    }
    auto const place =
        name_among(known, name, at, "unknown-deadline", {.zh_cn = "时限", .en = "deadline"});
    return place ? states[*place] : none;
}

std::optional<std::string> Reading::place(yaml::Node const& node) const {
    PartName const name{node.text};
    auto state = workflow_->find_state(name.plain);
    if (state == none) {
        auto const by_name =
            std::ranges::find(workflow_->states, name.plain, &workflow::State::name);
        if (by_name != workflow_->states.end()) {
            report_place(node, static_cast<Index>(by_name - workflow_->states.begin()));
            return std::nullopt;
        }
        std::vector<std::string_view> paths;
        for (auto const& each : workflow_->states) paths.push_back(each.path);
        name_among(paths, name.plain, node.at, "unknown-state", {.zh_cn = "状态", .en = "state"});
        return std::nullopt;
    }
    auto const& found = workflow_->states[state];
    if (found.start != none || found.parallel) {
        error(node.at,
              "not-innermost",
              {.zh_cn = fmt::format("“{}”里面还有状态：请写到最里层", found.path),
               .en = fmt::format("“{}” has states within it: name the innermost", found.path)});
        return std::nullopt;
    }
    if (!check_part(name, found.region, node.at)) return std::nullopt;
    if (found.region == none) return node.text;
    auto const& region = workflow_->states[found.region].path;
    auto path = fmt::format(
        "{}[{}]{}", region, name.part, std::string_view{found.path}.substr(region.size()));
    if (path == node.text) return path;
    error(node.at,
          "part-misplaced",
          {.zh_cn = fmt::format("分件写在区域名之后：“{}”", excerpt(path)),
           .en = fmt::format("the part stands behind its region: “{}”", excerpt(path))},
          path);
    return std::nullopt;
}

/// A state's own name instead of its path.
void Reading::report_place(yaml::Node const& node, Index state) const {
    auto const& path = workflow_->states[state].path;
    error(node.at,
          "unknown-state",
          {.zh_cn = fmt::format("请写状态的完整路径“{}”", path),
           .en = fmt::format("name the state by its whole path: “{}”", path)},
          path);
}

bool Reading::check_part(PartName const& name, Index region, Position at) const {
    if ((region != none) == !name.part.empty()) return true;
    if (region == none) {
        error(at,
              "no-part",
              {.zh_cn = fmt::format("“{}”不属于分件，不能带方括号", excerpt(name.plain)),
               .en = fmt::format("“{}” belongs to no part: leave the brackets out",
                                 excerpt(name.plain))},
              name.plain);
        return false;
    }
    auto const& path = workflow_->states[region].path;
    error(at,
          "part-not-named",
          {.zh_cn =
               fmt::format("“{}”属于“{}”的分件：请在方括号里写明哪一个，并加引号，如 \"{}[water]\"",
                           excerpt(name.plain),
                           path,
                           path),
           .en = fmt::format("“{}” belongs to the parts of “{}”: say in brackets which, and quote "
                             "it, as in \"{}[water]\"",
                             excerpt(name.plain),
                             path,
                             path)});
    return false;
}

std::optional<Day> Reading::day(yaml::Node const* node) const {
    if (node == nullptr || scalar(node) == nullptr) return std::nullopt;
    auto day = parse_day(node->text);
    if (day) return day;
    error(node->at,
          "not-a-date",
          {.zh_cn = fmt::format("“{}”不是日期，写法如 2026-03-04", excerpt(node->text)),
           .en = fmt::format("“{}” is no date; write 2026-03-04", excerpt(node->text))});
    return std::nullopt;
}

std::optional<Instant> Reading::instant(yaml::Node const* node) const {
    if (node == nullptr || scalar(node) == nullptr) return std::nullopt;
    auto instant = calendar::parse_instant(node->text, *zone_);
    if (instant) return instant;
    error(node->at,
          "not-a-time",
          {.zh_cn = fmt::format("“{}”不是时刻，写法如 2026-03-04T10:00", excerpt(node->text)),
           .en = fmt::format("“{}” is no time; write 2026-03-04T10:00", excerpt(node->text))});
    return std::nullopt;
}

}  // namespace duban::scenario
