// A node: a state as it is active in a case, once, or once in each part of a `for_each` region.
// And a short list of them, which holds a whole configuration without allocating.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::statechart {

/// Numbers the parts of one case, from 1 and never again.
using PartNumber = std::uint16_t;

struct Node {
    workflow::Index state = workflow::none;  // none: above the whole chart
    PartNumber part = 0;                     // 0: in no part

    friend auto operator<=>(Node const&, Node const&) = default;
};

class NodeList {
  public:
    NodeList() = default;

    void push_back(Node node);
    void insert(std::size_t at, Node node);
    void erase(std::size_t at);
    void clear();

    [[nodiscard]] Node const* begin() const { return more_.empty() ? few_.data() : more_.data(); }

    [[nodiscard]] Node const* end() const { return begin() + size_; }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool empty() const { return size_ == 0; }

    [[nodiscard]] Node operator[](std::size_t at) const { return begin()[at]; }

    [[nodiscard]] bool has(Node node) const;

    friend bool operator==(NodeList const& a, NodeList const& b);

  private:
    static constexpr std::size_t few = 12;

    std::array<Node, few> few_;
    std::vector<Node> more_;  // all of them, once there were more than a few
    std::uint32_t size_ = 0;
};

}  // namespace duban::statechart
