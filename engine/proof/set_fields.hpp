// Which fields have a value in a state, whatever way the case came: required when it was filed, by
// default, or supplied and set on every way that leads here. A field that some effect may empty is
// never counted.
#pragma once

#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::proof {

class SetFields {
  public:
    explicit SetFields(workflow::Workflow const& workflow);

    /// By field.
    [[nodiscard]] std::vector<bool> const& in(workflow::Index state) const { return in_[state]; }

  private:
    using Fields = std::vector<bool>;

    void enter(workflow::Index target, Fields const& fields);
    void mark(workflow::Index state, Fields const& fields);
    void leave(workflow::Index state);
    void follow(Fields fields, workflow::Alternative const& alternative);
    void add(Fields& fields, std::vector<workflow::Effect> const& effects) const;
    [[nodiscard]] Fields entering(workflow::Index state, Fields fields) const;

    workflow::Workflow const* workflow_;
    std::vector<std::vector<workflow::Index>> children_;
    Fields emptied_;
    std::vector<Fields> in_;
    std::vector<bool> reached_;
    std::vector<workflow::Index> waiting_;
};

}  // namespace duban::proof
