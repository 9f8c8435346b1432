// A portrait: all that a definition says of one noun, trait by trait, in the notation of the
// definition. Two nouns whose portraits are equal are the same but for their names. Private to
// revision.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/revision/notation.hpp"
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

/// Draws the nouns of one definition; names are told as `names` has them.
class Portraitist {
  public:
    Portraitist(workflow::Workflow const& workflow, Names const& names)
        : workflow_{workflow}, notation_{workflow, names} {}

    [[nodiscard]] Portrait workflow() const;
    [[nodiscard]] Portraits fields() const;
    [[nodiscard]] Portraits roles() const;
    [[nodiscard]] Portraits deadlines() const;
    [[nodiscard]] Portraits messages() const;
    [[nodiscard]] Portrait state(workflow::State const& state) const;
    [[nodiscard]] Portraits actions(workflow::State const& state) const;

    /// The state with its actions and its deadline, without where its moves lead.
    [[nodiscard]] Traits content(workflow::State const& state) const;

    [[nodiscard]] std::string path(workflow::Index state) const { return notation_.state(state); }

  private:
    void add_field(Portraits& portraits,
                   std::string const& name,
                   workflow::Field const& field) const;
    [[nodiscard]] Portrait deadline(workflow::State const& state) const;
    /// One of the case as a whole, which belongs to no state.
    void add_action(Traits& traits,
                    std::string const& aspect,
                    workflow::Action const& action) const;
    void add_effects(Traits& traits,
                     std::string const& aspect,
                     std::vector<workflow::Effect> const& effects) const;
    void add_ways(Traits& traits,
                  std::string const& aspect,
                  std::vector<workflow::Alternative> const& ways) const;

    workflow::Workflow const& workflow_;
    Notation notation_;
};

}  // namespace duban::revision
