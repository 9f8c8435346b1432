#include "engine/workflow/workflow.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::workflow {

namespace {

template <class Item, class Member>
Index find(std::vector<Item> const& items, Member member, std::string_view wanted) {
    auto const found = std::find_if(
        items.begin(), items.end(), [&](Item const& item) { return item.*member == wanted; });
    return found == items.end() ? none : static_cast<Index>(found - items.begin());
}

}  // namespace

Index Workflow::find_state(std::string_view path) const {
    return find(states, &State::path, path);
}

Index Workflow::find_field(std::string_view wanted) const {
    return find(fields, &Field::name, wanted);
}

std::string Workflow::name_of_variable(std::size_t variable) const {
    if (variable < fields.size()) return fields[variable].name;
    auto const& read = derived[variable - fields.size()];
    switch (read.kind) {
        case Derived::Kind::state:
            return fmt::format("in_state(\"{}\")", read.name);
        case Derived::Kind::parts:
            return fmt::format("parts.{}", read.name);
        case Derived::Kind::deadline:
            return fmt::format("deadlines.{}", read.name);
    }
    return {};
}

Index Workflow::find_event(std::string_view wanted) const {
    auto const found = std::find(events.begin(), events.end(), wanted);
    return found == events.end() ? none : static_cast<Index>(found - events.begin());
}

Index Workflow::find_escalation(std::string_view wanted) const {
    return find(escalations, &Escalation::name, wanted);
}

Index Workflow::find_message(std::string_view wanted) const {
    return find(messages, &Message::name, wanted);
}

Index Workflow::find_role(std::string_view wanted) const {
    return find(roles, &Role::name, wanted);
}

}  // namespace duban::workflow
