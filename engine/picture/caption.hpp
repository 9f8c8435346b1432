// The words in a picture: terms, reminders, roles and guards as short as they can be and still be
// understood by who passes by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::picture {

struct Captions {
    workflow::Workflow const& workflow;
    Language language;

    [[nodiscard]] std::string title() const;
    [[nodiscard]] std::string legend() const;
    [[nodiscard]] std::string roles(std::vector<workflow::Index> const& roles) const;
    [[nodiscard]] std::string owner(workflow::State const& state) const;
    [[nodiscard]] std::string term(workflow::Due const& due) const;
    /// A line for those that tell the same roles.
    [[nodiscard]] std::vector<std::string> reminders(workflow::Due const& due) const;
    [[nodiscard]] std::string each_part(workflow::ForEach const& parts) const;
    /// An action that leaves no state: its title and who may do it.
    [[nodiscard]] std::string stay(workflow::Action const& action) const;
    [[nodiscard]] std::string guard(expression::Expression const& guard) const;
    /// Where an action is shown that only a raised event sets off.
    [[nodiscard]] std::string event(std::string_view name) const;

    [[nodiscard]] std::string when_due(workflow::Due const& due) const;
    [[nodiscard]] std::string when_due_stay() const;
    [[nodiscard]] std::string when_done() const;
    [[nodiscard]] std::string by_itself() const;
    [[nodiscard]] std::string else_way() const;
    [[nodiscard]] std::string nothing_remembered() const;

  private:
    [[nodiscard]] std::string moment(workflow::Reminder const& reminder) const;
    [[nodiscard]] std::string count(int number, calendar::Unit unit) const;
};

/// The text without control characters, in lines of at most so many cells: broken at a space or
/// between Han characters where there is one, else anywhere.
std::vector<std::string> fold(std::string_view text, std::size_t cells);

}  // namespace duban::picture
