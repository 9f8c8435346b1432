// What the readers of one tests.yaml share: the file, the definition it speaks of, the looking up
// of names and times. A name that is unknown is reported where it stands. Private to scenario.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/calendar/zone.hpp"
#include "engine/workflow/workflow.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::scenario {

/// A name with whose part is meant, in brackets: "opinion[water]",
/// "handling.opinions[water].asked".
struct PartName {
    explicit PartName(std::string_view text);

    std::string plain;  // without the brackets
    std::string part;   // what is in them; empty where there are none
};

class Reading : public yaml::Values {
  public:
    /// All must outlive it.
    Reading(yaml::Document const& document,
            Problems& problems,
            workflow::Workflow const& workflow,
            calendar::Zone const& zone);

    [[nodiscard]] workflow::Workflow const& workflow() const { return *workflow_; }

    [[nodiscard]] calendar::Zone const& zone() const { return *zone_; }

    // `none` where nothing is known or near.
    workflow::Index action(yaml::Node const& node) const;
    /// One that an action `by: engine` answers.
    workflow::Index event(yaml::Node const& node) const;
    workflow::Index role(yaml::Node const& node) const;
    workflow::Index message(yaml::Node const& node) const;
    workflow::Index field(std::string_view name, Position at) const;
    /// The state whose `due` is called so.
    workflow::Index deadline(std::string_view name, Position at) const;
    /// The path of a leaf, with the part where it lies in one. Reports any other.
    std::optional<std::string> place(yaml::Node const& node) const;

    /// A part must be named for what belongs to one, and for nothing else.
    bool check_part(PartName const& name, workflow::Index region, Position at) const;

    std::optional<Day> day(yaml::Node const* node) const;
    std::optional<Instant> instant(yaml::Node const* node) const;

  private:
    void report_place(yaml::Node const& node, workflow::Index state) const;

    workflow::Workflow const* workflow_;
    calendar::Zone const* zone_;
};

}  // namespace duban::scenario
