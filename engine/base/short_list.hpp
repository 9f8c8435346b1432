// A list of small plain items that is mostly short: the first few lie in the list itself and cost
// no allocation.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace duban {

template <class Item, std::size_t few>
class ShortList {
    static_assert(std::is_trivially_copyable_v<Item>, "items are moved about as they are");

  public:
    ShortList() = default;

    // By value: it may be one of the list.
    void push_back(Item item) { insert(size_, item); }

    void insert(std::size_t at, Item item) {
        if (size_ >= few) return insert_many(at, item);
        for (std::size_t i = size_; i > at; --i) few_[i] = few_[i - 1];
        few_[at] = item;
        ++size_;
    }

    void erase(std::size_t at) {
        if (size_ > few) return erase_many(at);
        --size_;
        for (std::size_t i = at; i < size_; ++i) few_[i] = few_[i + 1];
    }

    void clear() {
        if (size_ > few) many_.clear();
        size_ = 0;
    }

    [[nodiscard]] Item const* begin() const { return size_ > few ? many_.data() : few_.data(); }

    [[nodiscard]] Item const* end() const { return begin() + size_; }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool empty() const { return size_ == 0; }

    [[nodiscard]] Item const& operator[](std::size_t at) const { return begin()[at]; }

    [[nodiscard]] Item const& front() const { return *begin(); }

    [[nodiscard]] Item const& back() const { return begin()[size_ - 1]; }

    /// Where it stands, or size().
    [[nodiscard]] std::size_t find(Item const& item) const {
        auto const* const items = begin();
        std::size_t at = 0;
        while (at < size_ && items[at] != item) ++at;
        return at;
    }

    [[nodiscard]] bool has(Item const& item) const { return find(item) < size_; }

    friend bool operator==(ShortList const& a, ShortList const& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

  private:
    void insert_many(std::size_t at, Item item) {
        if (size_ == few) many_.assign(few_.begin(), few_.end());
        many_.insert(many_.begin() + static_cast<std::ptrdiff_t>(at), item);
        ++size_;
    }

    void erase_many(std::size_t at) {
        many_.erase(many_.begin() + static_cast<std::ptrdiff_t>(at));
        --size_;
        if (size_ > few) return;
        std::copy(many_.begin(), many_.end(), few_.begin());
        many_.clear();
    }

    std::array<Item, few> few_{};
    std::vector<Item> many_;  // all of them, where they are more than a few
    std::uint32_t size_ = 0;
};

}  // namespace duban
