// What a definition says of an effect, a target or a reminder, written again as it stands in the
// file; with the names that it has in the other version. Private to revision.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::revision {

/// New names of what was renamed, by their old ones; what is not among them is called the same.
struct Names {
    using Map = std::map<std::string, std::string, std::less<>>;

    Map fields;
    Map roles;
    Map states;  // by path
};

class Notation {
  public:
    Notation(workflow::Workflow const& workflow, Names const& names)
        : workflow_{workflow}, names_{names} {}

    [[nodiscard]] std::string const& field(workflow::Index field) const;
    [[nodiscard]] std::string const& role(workflow::Index role) const;
    /// Its path; empty for none.
    [[nodiscard]] std::string state(workflow::Index state) const;
    [[nodiscard]] std::string const& path(workflow::State const& state) const;

    [[nodiscard]] std::string fields(std::vector<workflow::Index> const& fields) const;
    [[nodiscard]] std::string roles(std::vector<workflow::Index> const& roles) const;
    [[nodiscard]] std::string target(workflow::Target const& target) const;
    [[nodiscard]] std::string reminder(workflow::Reminder const& reminder) const;
    [[nodiscard]] std::string unreached(workflow::Unreached const& unreached) const;
    [[nodiscard]] std::string effect(workflow::Effect const& effect) const;
    [[nodiscard]] std::string effects(std::vector<workflow::Effect> const& effects) const;

  private:
    [[nodiscard]] std::string write(workflow::SetField const& set) const;
    [[nodiscard]] std::string write(workflow::AppendToField const& append) const;
    [[nodiscard]] std::string write(workflow::Notify const& notify) const;
    [[nodiscard]] std::string write(workflow::Raise const& raise) const;
    [[nodiscard]] static std::string write(workflow::Cancel const& cancel);
    [[nodiscard]] std::string write(workflow::Choose const& choose) const;

    workflow::Workflow const& workflow_;
    Names const& names_;
};

}  // namespace duban::revision
