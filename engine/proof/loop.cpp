#include "engine/proof/loop.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/base/circles.hpp"
#include "engine/proof/standstill.hpp"

namespace duban::proof {

namespace {

using workflow::none;

/// Whether a deadline of `kept`, or around it, has run in the state that is left.
bool keeps_a_deadline(Workflow const& workflow, Index kept, Index left) {
    auto const& states = workflow.states;
    for (auto state = kept; state != none; state = states[state].parent) {
        if (states[state].due && stopped_by(workflow, left, state) == none) return true;
    }
    return false;
}

/// The fewest ways from `way`'s end back to `from`, after the way itself.
class WayBack {
  public:
    WayBack(Life const& life, std::vector<std::size_t> const& circles)
        : life_{life}, circles_{circles} {}

    Loop loop(std::size_t from, Way const& way) const {
        std::vector<std::optional<std::pair<std::size_t, Way const*>>> before(
            life_.places().size());
        std::vector<std::size_t> waiting{way.to};
        for (std::size_t i = 0; i < waiting.size() && waiting[i] != from; ++i) {
            for (auto const& next : life_.places()[waiting[i]].ways) {
                bool const is_new = next.to != way.to && !before[next.to];
                if (!is_new || circles_[next.to] != circles_[from]) continue;
                before[next.to] = {waiting[i], &next};
                waiting.push_back(next.to);
            }
        }
        Loop loop;
        for (auto place = from; place != way.to;) {
            auto const [previous, taken] = *before[place];
            add(loop, previous, taken->name);
            place = previous;
        }
        std::ranges::reverse(loop.states);
        std::ranges::reverse(loop.moves);
        add(loop, from, way.name);
        return loop;
    }

  private:
    void add(Loop& loop, std::size_t place, std::string const& move) const {
        loop.states.push_back(life_.places()[place].state);
        loop.moves.push_back(move);
        loop.takes_time = loop.takes_time || !life_.places()[place].is_passing;
    }

    Life const& life_;
    std::vector<std::size_t> const& circles_;
};

/// A loop has no beginning: it is told from the state that stands first in the file.
void begin_with_first(Loop& loop) {
    auto const first = std::ranges::min_element(loop.states) - loop.states.begin();
    std::ranges::rotate(loop.states, loop.states.begin() + first);
    std::ranges::rotate(loop.moves, loop.moves.begin() + first);
}

void add_loops(Workflow const& workflow,
               Life const& life,
               std::set<std::vector<Index>>& told,
               std::vector<Loop>& loops) {
    auto const circles = circles_of(life);
    auto const& places = life.places();
    for (std::size_t from = 0; from < places.size(); ++from) {
        for (auto const& region : places[from].regions) add_loops(workflow, *region, told, loops);
        for (auto const& way : places[from].ways) {
            if (loops.size() >= Loop::most || !is_free(workflow, life, circles, from, way))
                continue;
            auto loop = WayBack{life, circles}.loop(from, way);
            begin_with_first(loop);
            auto states = loop.states;
            std::ranges::sort(states);
            if (loop.takes_time && told.insert(std::move(states)).second)
                loops.push_back(std::move(loop));
        }
    }
}

}  // namespace

std::vector<std::size_t> circles_of(Life const& life) {
    Graph graph;
    graph.reserve(life.places().size());
    for (auto const& place : life.places()) {
        auto& edges = graph.emplace_back();
        for (auto const& way : place.ways) edges.push_back(way.to);
    }
    return duban::circles_of(graph);
}

bool is_free(Workflow const& workflow,
             Life const& life,
             std::vector<std::size_t> const& circles,
             std::size_t from,
             Way const& way) {
    return circles[from] == circles[way.to] &&
           !keeps_a_deadline(workflow, way.kept, life.places()[from].state);
}

std::vector<Loop> free_loops(Workflow const& workflow, Life const& life) {
    std::set<std::vector<Index>> told;
    std::vector<Loop> loops;
    add_loops(workflow, life, told, loops);
    return loops;
}

}  // namespace duban::proof
