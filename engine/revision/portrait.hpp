// A portrait: all that a definition says of one noun, trait by trait, in the notation of the
// definition. Two nouns whose portraits are equal are the same but for their names. Private to
// revision.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::revision {

struct Trait {
    std::string aspect;
    std::string text;

    friend auto operator<=>(Trait const&, Trait const&) = default;
};

/// What something says more than once (effects, reminders) is a trait each time.
using Traits = std::vector<Trait>;

struct Portrait {
    std::string name;
    Traits traits;
};

using Portraits = std::vector<Portrait>;

/// New names of what was renamed, by their old ones; what is not among them is called the same.
struct Names {
    using Map = std::map<std::string, std::string, std::less<>>;

    Map fields;
    Map roles;
    Map states;  // by path
};

/// Draws the nouns of one definition; names are told as `names` has them.
class Portraitist {
  public:
    Portraitist(workflow::Workflow const& workflow, Names const& names)
        : workflow_{workflow}, names_{names} {}

    [[nodiscard]] Portrait workflow() const;
    [[nodiscard]] Portraits fields() const;
    [[nodiscard]] Portraits roles() const;
    [[nodiscard]] Portraits deadlines() const;
    [[nodiscard]] Portraits messages() const;
    [[nodiscard]] Portrait state(workflow::State const& state) const;
    [[nodiscard]] Portraits actions(workflow::State const& state) const;

    /// The state with its actions and its deadline, without where its moves lead.
    [[nodiscard]] Traits content(workflow::State const& state) const;

    [[nodiscard]] std::string path(workflow::Index state) const;

  private:
    [[nodiscard]] Portrait deadline(workflow::State const& state) const;
    [[nodiscard]] std::string role_names(std::vector<workflow::Index> const& roles) const;
    [[nodiscard]] std::string field_names(std::vector<workflow::Index> const& fields) const;
    [[nodiscard]] std::string effect(workflow::Effect const& effect) const;
    [[nodiscard]] std::string effects(std::vector<workflow::Effect> const& effects) const;
    [[nodiscard]] std::string target(workflow::Target const& target) const;
    [[nodiscard]] std::string reminder(workflow::Reminder const& reminder) const;
    void add_effects(Traits& traits,
                     std::string const& aspect,
                     std::vector<workflow::Effect> const& effects) const;
    void add_ways(Traits& traits,
                  std::string const& aspect,
                  std::vector<workflow::Alternative> const& ways) const;

    workflow::Workflow const& workflow_;
    Names const& names_;
};

}  // namespace duban::revision
