#include "engine/tracking/unanswered.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/base/problem.hpp"
#include "engine/tracking/place.hpp"

namespace duban::tracking {

namespace {

using Names = std::vector<std::string_view>;

/// What may be asked of the active states, by its names, inner states first.
Names possible_here(Procedure const& procedure, Case const& state, bool by_engine) {
    Names names;
    auto const& active = state.position.active;
    for (auto i = active.size(); i-- > 0;) {
        for (auto const& action : procedure.workflow.states[active[i].state].actions) {
            if (action.by_engine != by_engine) continue;
            if (std::ranges::find(names, action.name) == names.end())
                names.emplace_back(action.name);
        }
    }
    auto const& suspension = procedure.workflow.suspension;
    if (suspension && !by_engine) names.emplace_back(suspension->suspend.name);
    return names;
}

Text listed(Names const& names) {
    if (names.empty()) return {.zh_cn = "无", .en = "nothing"};
    return {.zh_cn = fmt::format("{}", fmt::join(names, "、")),
            .en = fmt::format("{}", fmt::join(names, ", "))};
}

Text titles_of(Procedure const& procedure, Case const& state) {
    std::vector<std::string_view> zh_cn;
    std::vector<std::string_view> en;
    for (auto const leaf : leaves_of(procedure.chart, state.position.active)) {
        auto const& title = procedure.workflow.states[leaf.state].title;
        zh_cn.emplace_back(title.zh_cn);
        en.emplace_back(title.en);
    }
    return {.zh_cn = fmt::format("{}", fmt::join(zh_cn, "、")),
            .en = fmt::format("{}", fmt::join(en, ", "))};
}

/// The word that was probably meant: of those possible here, else of all.
std::string meant_by(workflow::Workflow const& workflow,
                     std::string_view name,
                     Names const& possible) {
    auto const near = nearest(name, possible);
    return near.empty() ? nearest(name, {workflow.events.begin(), workflow.events.end()}) : near;
}

Text elsewhere(std::string_view name, Names const& states, Text const& possible) {
    auto const where = listed(states);
    return {
        .zh_cn = fmt::format(
            "“{}”在此不可用：它是 {} 的操作；可用的操作：{}", name, where.zh_cn, possible.zh_cn),
        .en = fmt::format("\"{}\" is not possible here: it is an action of {}; possible here: {}",
                          name,
                          where.en,
                          possible.en)};
}

Text by_engine_alone(std::string_view name, Text const& possible) {
    return {
        .zh_cn =
            fmt::format("“{}”由系统自动执行，不能人工操作；可用的操作：{}", name, possible.zh_cn),
        .en = fmt::format(
            "\"{}\" is done by the engine, never by hand; possible here: {}", name, possible.en)};
}

Text no_such_action(std::string_view name,
                    std::string const& meant,
                    Text const& titles,
                    Text const& possible) {
    if (!meant.empty()) {
        return {.zh_cn = fmt::format("“{}”状态下没有操作“{}”；是否指“{}”？可用的操作：{}",
                                     titles.zh_cn,
                                     name,
                                     meant,
                                     possible.zh_cn),
                .en = fmt::format("there is no action \"{}\" in the state \"{}\"; did you mean "
                                  "\"{}\"? possible here: {}",
                                  name,
                                  titles.en,
                                  meant,
                                  possible.en)};
    }
    return {.zh_cn = fmt::format(
                "“{}”状态下没有操作“{}”；可用的操作：{}", titles.zh_cn, name, possible.zh_cn),
            .en = fmt::format("there is no action \"{}\" in the state \"{}\"; possible here: {}",
                              name,
                              titles.en,
                              possible.en)};
}

}  // namespace

Names states_that_know(workflow::Workflow const& workflow,
                       std::string_view action,
                       bool by_engine) {
    Names paths;
    for (auto const& state : workflow.states) {
        bool const knows = std::ranges::any_of(state.actions, [&](workflow::Action const& known) {
            return known.name == action && known.by_engine == by_engine;
        });
        if (knows) paths.emplace_back(state.path);
    }
    return paths;
}

Refusal unanswered_action(Procedure const& procedure, Case const& state, std::string_view name) {
    auto const& workflow = procedure.workflow;
    auto const names = possible_here(procedure, state, false);
    auto const possible = listed(names);
    auto const states = states_that_know(workflow, name, false);
    if (!states.empty()) return {Refusal::Kind::unknown_action, elsewhere(name, states, possible)};
    if (!states_that_know(workflow, name, true).empty())
        return {Refusal::Kind::unknown_action, by_engine_alone(name, possible)};
    return {Refusal::Kind::unknown_action,
            no_such_action(
                name, meant_by(workflow, name, names), titles_of(procedure, state), possible)};
}

Refusal unanswered_event(Procedure const& procedure, Case const& state, std::string_view name) {
    auto const names = possible_here(procedure, state, true);
    auto const possible = listed(names);
    auto const titles = titles_of(procedure, state);
    auto const meant = nearest(name, names);
    if (!meant.empty() && meant != name) {
        return {Refusal::Kind::unknown_action,
                {.zh_cn =
                     fmt::format("“{}”状态下没有系统操作应答事件“{}”；是否指“{}”？可应答的事件：{}",
                                 titles.zh_cn,
                                 name,
                                 meant,
                                 possible.zh_cn),
                 .en = fmt::format("nothing answers the event \"{}\" in the state \"{}\"; did you "
                                   "mean \"{}\"? answered here: {}",
                                   name,
                                   titles.en,
                                   meant,
                                   possible.en)}};
    }
    return {Refusal::Kind::unknown_action,
            {.zh_cn = fmt::format("“{}”状态下没有系统操作应答事件“{}”；可应答的事件：{}",
                                  titles.zh_cn,
                                  name,
                                  possible.zh_cn),
             .en = fmt::format(
                 "nothing answers the event \"{}\" in the state \"{}\"; answered here: {}",
                 name,
                 titles.en,
                 possible.en)}};
}

}  // namespace duban::tracking
