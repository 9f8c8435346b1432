#include "engine/workflow/extension_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "engine/workflow/alternative_reader.hpp"
#include "engine/workflow/due_reader.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/together.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using calendar::Term;
using calendar::Unit;

/// The fewest and the most hours a term can take, whenever it begins.
struct Span {
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

Span span_of(Term const& term) {
    constexpr std::int64_t day = 24;
    std::int64_t const count = term.count;
    switch (term.unit) {
        case Unit::months:
            return {count * 28 * day, (count * 31 + 1) * day};
        case Unit::days:
            return {count * day, (count + 1) * day};
        case Unit::working_days:
            return {count * day, std::numeric_limits<std::int64_t>::max()};
        case Unit::hours:
            return {count, count};
        case Unit::fixed_date:
            break;
    }
    return {};
}

/// Whether `to` surely ends no later than `before`, from whatever start.
bool is_no_longer(Term const& to, Term const& before) {
    if (to.unit == before.unit && to.unit != Unit::fixed_date) return to.count <= before.count;
    if (to.unit == Unit::fixed_date) return to == before;
    return span_of(to).most <= span_of(before).least;
}

std::vector<Term> read_terms(Reading& reading, yaml::Node const* node, Term const& within) {
    std::vector<Term> terms;
    for (auto const* const item : reading.texts(node, yaml::Short::allowed)) {
        if (terms.size() == Bounds::extensions_max) {
            reading.error(item->at,
                          "too-many",
                          {.zh_cn = fmt::format("一个时限最多延期 {} 次", Bounds::extensions_max),
                           .en = fmt::format("a deadline is extended at most {} times",
                                             Bounds::extensions_max)});
            break;
        }
        auto const term = read_term(reading, item);
        if (!term) continue;
        auto const& before = terms.empty() ? within : terms.back();
        if (is_no_longer(*term, before)) {
            reading.error(
                item->at,
                "not-longer",
                {.zh_cn = fmt::format("“{}”不比“{}”长：“to”是自首次起算之日计算的全部期限",
                                      calendar::to_text(*term),
                                      calendar::to_text(before)),
                 .en = fmt::format("“{}” is no longer than “{}”: “to” is the whole term, counted "
                                   "from the first start",
                                   calendar::to_text(*term),
                                   calendar::to_text(before))});
        }
        terms.push_back(*term);
    }
    if (node != nullptr && node->is_sequence() && node->items.empty()) {
        reading.error(node->at,
                      "empty-list",
                      {.zh_cn = "至少要写一个期限", .en = "at least one term is needed here"});
    }
    return terms;
}

void check_free(Reading& reading, std::string const& name, Position at, Index state) {
    auto const& actions = reading.workflow().states[state].actions;
    if (std::ranges::find(actions, name, &Action::name) == actions.end()) return;
    reading.error(
        at,
        "duplicate-action",
        {.zh_cn =
             fmt::format("这个状态已有操作“{}”：用“action”给延期另起一个名字", yaml::excerpt(name)),
         .en = fmt::format("the state has an action “{}” already: give the extension another name "
                           "by “action”",
                           yaml::excerpt(name))});
}

}  // namespace

void read_extension(Reading& reading, yaml::Node const& due, Index index) {
    auto const* const node = due.is_mapping() ? due.find("extend") : nullptr;
    if (node == nullptr || reading.mapping(node) == nullptr) return;
    auto& state = reading.workflow().states[index];
    yaml::Mapping const map{reading, node, noun::extension};
    Action action;
    action.extends = true;
    action.at = node->at;
    auto const* const name = map["action"];
    action.name = reading.text(name).value_or("extend");
    action.title = {.zh_cn = "延期", .en = "Extend"};
    if (name != nullptr) action.title = {.zh_cn = action.name, .en = action.name};
    if (auto title = map.localized("title")) action.title = *title;
    action.by = reading.roles(map["by"]);
    state.due->extensions = read_terms(reading, map["to"], state.due->within);
    action.need = reading.fields(map["need"]);
    action.alternatives.push_back(read_way(reading, map));
    map.finish();
    auto const at = name != nullptr ? name->at : node->at;
    if (!reading.check_name(action.name, at)) return;
    check_free(reading, action.name, at, index);
    action.event = reading.event(action.name);
    state.actions.push_back(std::move(action));
}

void check_extensions(Reading& reading) {
    struct Extension {
        Index state;
        Action const* action;
    };

    auto const& workflow = reading.workflow();
    std::vector<Extension> seen;
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& actions = workflow.states[i].actions;
        auto const action = std::ranges::find(actions, true, &Action::extends);
        if (action == actions.end()) continue;
        Extension const here{static_cast<Index>(i), &*action};
        auto const same = std::ranges::find_if(seen, [&](Extension const& other) {
            return other.action->event == here.action->event &&
                   can_be_together(workflow, other.state, here.state);
        });
        auto const other = same == seen.end() ? none : same->state;
        seen.push_back(here);
        if (other == none) continue;
        auto const& name = workflow.states[other].due->name;
        reading.error(here.action->at,
                      "same-extension",
                      {.zh_cn = fmt::format(
                           "与时限“{}”同时计算，操作“{}”不知延长哪一个：用“action”另起一个名字",
                           name,
                           here.action->name),
                       .en = fmt::format(
                           "this runs at the same time as the deadline “{}”, and “{}” would not "
                           "say which one is meant: give another name by “action”",
                           name,
                           here.action->name)});
    }
}

}  // namespace duban::workflow
