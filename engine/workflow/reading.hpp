// What the readers of one workflow file share: the file, the definition as far as it is read, and
// the looking up of names. A name that is unknown is reported where it stands; where a known one is
// near, that one is taken instead, so that one slip does not look like five.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expression/expression.hpp"
#include "engine/workflow/workflow.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::workflow {

class Reading : public yaml::Values {
  public:
    Reading(yaml::Document const& document, Problems& problems, Workflow& workflow);

    [[nodiscard]] Workflow& workflow() const { return *workflow_; }

    void warning(Position at, std::string rule, Text message) const;
    void note(Position at, std::string rule, Text message) const;
    /// Reports a name that is none ("bad-name").
    bool check_name(std::string_view name, Position at) const;

    // Names; `none` where nothing is known or near.
    Index field(std::string_view name, Position at);
    Index role(yaml::Node const& node);
    Index message(yaml::Node const& node);
    Index escalation(yaml::Node const& node);
    /// Reports a role of parts that is nobody where one stands.
    void check_part_role(std::string_view name, Position at) const;
    /// One name or a list of them; each once.
    std::vector<Index> roles(yaml::Node const* node);
    std::vector<Index> fields(yaml::Node const* node);
    /// The state whose deadline is called so.
    Index deadline(yaml::Node const& node);

    /// The last field is read: guards may use it, whether its type is known or not.
    void know_field(bool typed);
    /// The states are named: guards may ask for them, for deadlines and for parts.
    void know_chart();
    /// What is read next stands in this `for_each` region, whose fields it may use; none: in none.
    void stand_in(Index region);
    [[nodiscard]] bool is_typed(Index field) const;
    std::optional<expression::Expression> expression(yaml::Node const* node);
    /// One that is put together from several; what is wrong with the whole is reported at `at`.
    [[nodiscard]] std::optional<expression::Expression> composed(std::string_view text,
                                                                 Position at) const;
    /// An expression that must be true or false.
    std::optional<expression::Expression> guard(yaml::Node const* node);

    /// The number of an event, which is named here for the first time or again.
    Index event(std::string_view name);
    /// An event that is raised must be answered somewhere; asked when all is read.
    void raised(Index event, Position at);

    void named_raise(std::string id) { raise_ids_.push_back(std::move(id)); }

    /// An id that is cancelled must be given to some raise.
    void cancelled(std::string id, Position at) { cancelled_.emplace_back(std::move(id), at); }

    void check_events() const;

    /// Names that stood for nothing, and states beyond the bounds: who is used and what can be
    /// reached is then not known for sure.
    struct Gaps {
        bool states = false;
        bool roles = false;
        bool messages = false;
        bool targets = false;
    };

    Gaps gaps;

    /// What is read is used elsewhere, maybe in parts: whether a role is somebody there is asked
    /// then.
    bool stands_apart = false;

    /// No file of messages was given: names of messages are taken as they come, with one warning.
    bool messages_unread = false;

  private:
    void remark(Severity severity, Position at, std::string rule, Text message) const;
    Index look_up(std::string_view name,
                  Position at,
                  std::string rule,
                  Text const& kind,
                  std::vector<std::string_view> const& known) const;
    Index unread_message(yaml::Node const& node);
    template <class LookUp>
    std::vector<Index> list(yaml::Node const* node, LookUp look_up);

    [[nodiscard]] bool is_raised(Index event) const;
    void check_raised() const;
    void check_cancelled() const;
    void report_part_field(Index field, Position at) const;

    Workflow* workflow_;
    std::vector<expression::Variable> variables_;  // fields first, as in the workflow
    std::vector<expression::Variable> visible_;    // those that may be used where one stands
    std::vector<std::pair<Index, Position>> raised_;
    std::vector<std::string> raise_ids_;
    std::vector<std::pair<std::string, Position>> cancelled_;
    Index region_ = none;
};

}  // namespace duban::workflow
