#include "engine/delivery/event.hpp"

#include <array>

namespace duban::delivery {

std::string_view name_of(Event const& event) {
    // In the order of the variant.
    constexpr std::array<std::string_view, std::variant_size_v<Event>> names{"claimed",
                                                                             "settled",
                                                                             "lease_lapsed",
                                                                             "no_longer_wanted",
                                                                             "outlived",
                                                                             "unroutable",
                                                                             "released",
                                                                             "held",
                                                                             "let_go",
                                                                             "bundled",
                                                                             "carried",
                                                                             "unbundled",
                                                                             "called_up",
                                                                             "reported"};
    return names.at(event.index());
}

}  // namespace duban::delivery
