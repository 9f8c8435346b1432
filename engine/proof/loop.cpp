#include "engine/proof/loop.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/proof/standstill.hpp"

namespace duban::proof {

namespace {

using workflow::none;

/// Tarjan's, with its recursion laid out: a definition may be two thousand places long.
class Circles {
  public:
    explicit Circles(Life const& life)
        : life_{life},
          order_(life.places().size(), unseen),
          low_(order_.size()),
          circle_(order_.size()),
          closed_(order_.size()) {
        for (std::size_t place = 0; place < order_.size(); ++place) {
            if (order_[place] == unseen) search(place);
        }
    }

    std::vector<std::size_t> take() { return std::move(circle_); }

  private:
    static constexpr auto unseen = static_cast<std::size_t>(-1);

    struct Step {
        std::size_t place;
        std::size_t way;
    };

    void begin(std::size_t place) {
        order_[place] = low_[place] = next_++;
        open_.push_back(place);
        steps_.push_back({place, 0});
    }

    void search(std::size_t first) {
        begin(first);
        while (!steps_.empty()) {
            auto& [place, way] = steps_.back();
            auto const& ways = life_.places()[place].ways;
            if (way == ways.size()) {
                finish(place);
                continue;
            }
            auto const from = place;
            auto const to = ways[way++].to;
            if (order_[to] == unseen) {
                begin(to);
            } else if (!closed_[to]) {
                low_[from] = std::min(low_[from], order_[to]);
            }
        }
    }

    void finish(std::size_t place) {
        steps_.pop_back();
        if (!steps_.empty()) {
            auto const from = steps_.back().place;
            low_[from] = std::min(low_[from], low_[place]);
        }
        if (low_[place] != order_[place]) return;
        for (std::size_t member = unseen; member != place;) {
            member = open_.back();
            open_.pop_back();
            closed_[member] = true;
            circle_[member] = circles_;
        }
        ++circles_;
    }

    Life const& life_;
    std::vector<std::size_t> order_;
    std::vector<std::size_t> low_;
    std::vector<std::size_t> circle_;
    std::vector<std::size_t> open_;
    std::vector<bool> closed_;
    std::vector<Step> steps_;
    std::size_t next_ = 0;
    std::size_t circles_ = 0;
};

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
    return Circles{life}.take();
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
