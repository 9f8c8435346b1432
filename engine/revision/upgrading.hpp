// A case while it is moved: the new one grows beside the old one, with the reasons why it cannot
// be. Private to revision.
#pragma once

#include <vector>

#include "engine/revision/state_map.hpp"
#include "engine/revision/upgrade.hpp"
#include "engine/workflow/part_key.hpp"

namespace duban::revision {

class Upgrading {
  public:
    Upgrading(tracking::Case const& before,
              tracking::Procedure const& from,
              tracking::Procedure const& to,
              Mapping const& mapping,
              Instant at);

    Result<Upgraded, Obstacles> run();

  private:
    using Index = workflow::Index;
    using Node = statechart::Node;
    using NodeList = statechart::NodeList;

    // moved_fields.cpp
    struct Held {  // the values of the case, or of one part
        Index region;
        std::string part;
        std::vector<expression::Value> const& before;
        std::size_t first_before;
        std::vector<expression::Value>& after;
        std::size_t first_after;
    };

    void move_fields();
    void move_part(tracking::Part const& part);
    [[nodiscard]] Result<workflow::PartItem, Text> moved_item(tracking::Part const& part,
                                                              Index key) const;
    void move_values(Held const& held, Index region_before);
    void move_value(Held const& held, Index field, std::vector<bool>& filled);
    void fill_rest(Held const& held, std::vector<bool> const& filled);
    [[nodiscard]] Result<expression::Value, Text> fit(expression::Value const& value,
                                                      Index before,
                                                      Index after) const;

    // moved_position.cpp
    void move_position();
    void move_leaf(Node leaf, std::vector<Node>& moved);
    void add_image(Node leaf, Index image, std::vector<Node>& moved);
    void begin_parts(Index region, Index image, std::vector<Node>& moved);
    void check_position();
    void check_node(NodeList const& active, Node node);
    void check_regions(NodeList const& active, Node parallel);
    void check_parts(NodeList const& active, Index region);
    void move_memories();
    void move_memory(statechart::Memory const& memory);
    [[nodiscard]] std::vector<workflow::PartItem> items_of(Index region) const;
    [[nodiscard]] NodeList whole(std::vector<Node> const& leaves) const;
    void move_pending();

    // moved_deadlines.cpp
    void move_deadlines();
    void move_deadline(tracking::Deadline const& deadline);
    void keep_or_recount(tracking::Deadline const& deadline, Index state);
    [[nodiscard]] tracking::Deadline recount(tracking::Deadline const& deadline, Index state) const;
    void follow_clock(tracking::Deadline& deadline);
    void tell_of_earlier_ends();
    [[nodiscard]] Index state_of_deadline(tracking::Deadline const& deadline) const;
    [[nodiscard]] std::optional<Instant> told_start(Node node) const;
    [[nodiscard]] bool is_running(Node node) const;
    [[nodiscard]] bool is_counted(Node node) const;
    [[nodiscard]] std::string key_of(tracking::PartNumber part) const;

    void obstruct(char const* rule, Text why);

    tracking::Case const& before_;
    tracking::Procedure const& from_;
    tracking::Procedure const& to_;
    Mapping const& mapping_;
    StateMap states_;
    Upgraded upgraded_;
    Obstacles obstacles_;
};

}  // namespace duban::revision
