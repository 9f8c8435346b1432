#include "engine/base/circles.hpp"

#include <algorithm>
#include <utility>

namespace duban {

namespace {

/// Tarjan's (Depth-first search and linear graph algorithms, 1972), with its recursion laid out: a
/// chain may be a hundred thousand nodes long.
class Circles {
  public:
    explicit Circles(Graph const& graph)
        : graph_{graph},
          order_(graph.size(), unseen),
          low_(graph.size()),
          circle_(graph.size()),
          closed_(graph.size()) {
        for (std::size_t node = 0; node < order_.size(); ++node) {
            if (order_[node] == unseen) search(node);
        }
    }

    std::vector<std::size_t> take() { return std::move(circle_); }

  private:
    static constexpr auto unseen = static_cast<std::size_t>(-1);

    struct Step {
        std::size_t node;
        std::size_t edge;
    };

    void begin(std::size_t node) {
        order_[node] = low_[node] = next_++;
        open_.push_back(node);
        steps_.push_back({node, 0});
    }

    void search(std::size_t first) {
        begin(first);
        while (!steps_.empty()) {
            auto& [node, edge] = steps_.back();
            auto const& edges = graph_[node];
            if (edge == edges.size()) {
                finish(node);
                continue;
            }
            auto const from = node;
            auto const to = edges[edge++];
            if (order_[to] == unseen) {
                begin(to);
            } else if (!closed_[to]) {
                low_[from] = std::min(low_[from], order_[to]);
            }
        }
    }

    void finish(std::size_t node) {
        steps_.pop_back();
        if (!steps_.empty()) {
            auto const from = steps_.back().node;
            low_[from] = std::min(low_[from], low_[node]);
        }
        if (low_[node] != order_[node]) return;
        for (std::size_t member = unseen; member != node;) {
            member = open_.back();
            open_.pop_back();
            closed_[member] = true;
            circle_[member] = circles_;
        }
        ++circles_;
    }

    Graph const& graph_;
    std::vector<std::size_t> order_;
    std::vector<std::size_t> low_;
    std::vector<std::size_t> circle_;
    std::vector<std::size_t> open_;
    std::vector<bool> closed_;
    std::vector<Step> steps_;
    std::size_t next_ = 0;
    std::size_t circles_ = 0;
};

}  // namespace

std::vector<std::size_t> circles_of(Graph const& graph) {
    return Circles{graph}.take();
}

}  // namespace duban
