#include "engine/statechart/node.hpp"

#include <algorithm>

namespace duban::statechart {

void NodeList::insert_many(std::size_t at, Node node) {
    if (size_ == few) many_.assign(few_.begin(), few_.end());
    many_.insert(many_.begin() + static_cast<std::ptrdiff_t>(at), node);
    ++size_;
}

void NodeList::erase_many(std::size_t at) {
    many_.erase(many_.begin() + static_cast<std::ptrdiff_t>(at));
    --size_;
    if (size_ > few) return;
    std::copy(many_.begin(), many_.end(), few_.begin());
    many_.clear();
}

void NodeList::clear() {
    many_.clear();
    size_ = 0;
}

bool operator==(NodeList const& a, NodeList const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace duban::statechart
