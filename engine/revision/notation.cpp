#include "engine/revision/notation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace duban::revision {

using workflow::Index;
using workflow::none;

namespace {

std::string const& renamed(Names::Map const& map, std::string const& name) {
    auto const found = map.find(name);
    return found == map.end() ? name : found->second;
}

std::string distance(int count, calendar::Unit unit) {
    return calendar::to_text(calendar::Term{.unit = unit, .count = count});
}

}  // namespace

std::string const& Notation::field(Index field) const {
    return renamed(names_.fields, workflow_.fields[field].name);
}

std::string const& Notation::role(Index role) const {
    return renamed(names_.roles, workflow_.roles[role].name);
}

std::string Notation::state(Index state) const {
    return state == none ? std::string{} : path(workflow_.states[state]);
}

std::string const& Notation::path(workflow::State const& state) const {
    return renamed(names_.states, state.path);
}

std::string Notation::fields(std::vector<Index> const& fields) const {
    std::vector<std::string_view> names;
    for (auto const one : fields) names.emplace_back(field(one));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string Notation::roles(std::vector<Index> const& roles) const {
    std::vector<std::string_view> names;
    for (auto const one : roles) names.emplace_back(role(one));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string Notation::target(workflow::Target const& target) const {
    auto text = state(target.state);
    if (target.kind != workflow::Target::Kind::state) {
        bool const deep = target.kind == workflow::Target::Kind::resume_deep;
        text = fmt::format("{{resume: {}, depth: {}", text, deep ? "deep" : "shallow");
        if (target.otherwise != none)
            text += fmt::format(", otherwise: {}", state(target.otherwise));
        text += '}';
    }
    return target.internal ? text + ", internal: true" : text;
}

std::string Notation::reminder(workflow::Reminder const& reminder) const {
    auto const& at = reminder.at;
    auto text = reminder.escalates ? fmt::format("{{wait: {}", distance(at.count, at.unit))
                                   : fmt::format("{{at: {}", calendar::to_text(at));
    if (reminder.every) {
        text += fmt::format(", every: {}", distance(reminder.every->count, reminder.every->unit));
        if (reminder.until_due) text += ", until: due";
        text += fmt::format(", at_most: {}", reminder.at_most);
    }
    auto const& message = workflow_.messages[reminder.message].name;
    return fmt::format("{}, to: [{}], message: {}}}", text, roles(reminder.to), message);
}

std::string Notation::unreached(workflow::Unreached const& unreached) const {
    return fmt::format("{{to: [{}], message: {}}}",
                       roles(unreached.to),
                       workflow_.messages[unreached.message].name);
}

std::string Notation::effects(std::vector<workflow::Effect> const& effects) const {
    std::vector<std::string> texts;
    for (auto const& one : effects) texts.push_back(fmt::format("{{{}}}", effect(one)));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string Notation::effect(workflow::Effect const& effect) const {
    return std::visit([this](auto const& one) { return write(one); }, effect);
}

std::string Notation::write(workflow::SetField const& set) const {
    return fmt::format("set: {{{}: {}}}", field(set.field), set.value.text());
}

std::string Notation::write(workflow::AppendToField const& append) const {
    return fmt::format("append: {{{}: {}}}", field(append.field), append.value.text());
}

std::string Notation::write(workflow::Notify const& notify) const {
    return fmt::format("notify: {{to: [{}], message: {}}}",
                       roles(notify.to),
                       workflow_.messages[notify.message].name);
}

std::string Notation::write(workflow::Raise const& raise) const {
    auto text = fmt::format("raise: {{event: {}", workflow_.events[raise.event]);
    if (raise.after) text += fmt::format(", after: {}", calendar::to_text(*raise.after));
    if (!raise.id.empty()) text += fmt::format(", id: {}", raise.id);
    return text + "}";
}

std::string Notation::write(workflow::Cancel const& cancel) {
    return fmt::format("cancel: {}", cancel.id);
}

std::string Notation::write(workflow::Choose const& choose) const {
    std::vector<std::string> branches;
    for (auto const& branch : choose.branches) {
        auto const guard =
            branch.only_if ? fmt::format("only_if: {}, ", branch.only_if->text()) : std::string{};
        branches.push_back(fmt::format("{{{}do: {}}}", guard, effects(branch.effects)));
    }
    return fmt::format("choose: [{}]", fmt::join(branches, ", "));
}

}  // namespace duban::revision
