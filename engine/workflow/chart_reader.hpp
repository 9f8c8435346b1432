// Reads `start:` and `states:`: first the names and the fields of parts, so that every state and
// field may be spoken of before it is described, then what happens in each state.
#pragma once

#include <vector>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

class ChartReader {
  public:
    explicit ChartReader(Reading& reading) : reading_{&reading} {}

    /// Fields and roles must be read.
    void declare(yaml::Node const* states);

    /// Messages must be read.
    void read(yaml::Node const* start);

  private:
    struct Body {
        Index state;
        yaml::Node const* node;
    };

    void add_states(yaml::Node const& states, Index parent);
    void add_state(yaml::Entry const& entry, Index parent);
    void add_parts(yaml::Node const& body, Index index);
    void add_derived();
    void report_too_many(Position at);
    Index read_start(yaml::Node const* start, Index parent);
    void read_nested_start(yaml::Node const& node, Index index);

    Reading* reading_;
    std::vector<Body> bodies_;
    bool is_full_ = false;
};

}  // namespace duban::workflow
