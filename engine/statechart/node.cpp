#include "engine/statechart/node.hpp"

#include <algorithm>

namespace duban::statechart {

void NodeList::push_back(Node node) {
    insert(size_, node);
}

void NodeList::insert(std::size_t at, Node node) {
    if (more_.empty() && size_ == few) more_.assign(few_.begin(), few_.end());
    if (more_.empty()) {
        auto* const place = few_.data() + at;
        std::copy_backward(place, few_.data() + size_, few_.data() + size_ + 1);
        *place = node;
    } else {
        more_.insert(more_.begin() + static_cast<std::ptrdiff_t>(at), node);
    }
    ++size_;
}

void NodeList::erase(std::size_t at) {
    if (more_.empty()) {
        auto* const place = few_.data() + at;
        std::copy(place + 1, few_.data() + size_, place);
    } else {
        more_.erase(more_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    --size_;
}

void NodeList::clear() {
    more_.clear();
    size_ = 0;
}

bool NodeList::has(Node node) const {
    return std::find(begin(), end(), node) != end();
}

bool operator==(NodeList const& a, NodeList const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace duban::statechart
