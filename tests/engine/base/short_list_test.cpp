#include "engine/base/short_list.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using duban::ShortList;

namespace {

using Few = ShortList<int, 3>;

bool hold_the_same(Few const& list, std::vector<int> const& items) {
    if (list.size() != items.size() || list.empty() != items.empty()) return false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (list[i] != items[i]) return false;
    }
    return std::equal(list.begin(), list.end(), items.begin(), items.end());
}

}  // namespace

TEST_CASE("a short list is what a vector is, beyond the few as well", "[base][property]") {
    CHECK(rc::check([](std::vector<int> const& orders) {
        Few list;
        std::vector<int> items;
        for (auto const order : orders) {
            auto const at = static_cast<std::size_t>(std::abs(order % 97)) % (items.size() + 1);
            if (order % 3 == 0 && at < items.size()) {
                list.erase(at);
                items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
            } else if (order % 31 == 1) {
                list.clear();
                items.clear();
            } else {
                list.insert(at, order);
                items.insert(items.begin() + static_cast<std::ptrdiff_t>(at), order);
            }
            auto const copy = list;
            RC_ASSERT(hold_the_same(list, items));
            RC_ASSERT(copy == list);
        }
    }));
}

TEST_CASE("what stands in a short list is found", "[base]") {
    Few list;
    for (int const item : {4, 5, 6, 7}) {
        CHECK(list.find(item) == list.size());
        list.push_back(item);
        CHECK(list.front() == 4);
        CHECK(list.back() == item);
    }
    CHECK(list.find(6) == 2);
    CHECK(list.has(7));
    CHECK_FALSE(list.has(8));
}
