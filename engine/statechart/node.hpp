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

    void push_back(Node node) { insert(size_, node); }

    void insert(std::size_t at, Node node) {
        if (size_ >= few) return insert_many(at, node);
        for (std::size_t i = size_; i > at; --i) few_[i] = few_[i - 1];
        few_[at] = node;
        ++size_;
    }

    void erase(std::size_t at) {
        if (size_ > few) return erase_many(at);
        --size_;
        for (std::size_t i = at; i < size_; ++i) few_[i] = few_[i + 1];
    }

    void clear();

    [[nodiscard]] Node const* begin() const { return size_ > few ? many_.data() : few_.data(); }

    [[nodiscard]] Node const* end() const { return begin() + size_; }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool empty() const { return size_ == 0; }

    [[nodiscard]] Node operator[](std::size_t at) const { return begin()[at]; }

    /// Where it stands, or size().
    [[nodiscard]] std::size_t find(Node node) const {
        auto const* const nodes = begin();
        std::size_t at = 0;
        while (at < size_ && nodes[at] != node) ++at;
        return at;
    }

    [[nodiscard]] bool has(Node node) const { return find(node) < size_; }

    friend bool operator==(NodeList const& a, NodeList const& b);

  private:
    static constexpr std::size_t few = 12;

    void insert_many(std::size_t at, Node node);
    void erase_many(std::size_t at);

    std::array<Node, few> few_;
    std::vector<Node> many_;  // all of them, where they are more than a few
    std::uint32_t size_ = 0;
};

}  // namespace duban::statechart
