#include "engine/service/office.hpp"

#include <algorithm>

namespace duban::service {

Route const* Office::find_route(std::string_view channel) const {
    auto const found = std::find_if(routes.begin(), routes.end(), [channel](Route const& route) {
        return route.channel == channel;
    });
    return found == routes.end() ? nullptr : &*found;
}

CurrentOffice::CurrentOffice(Office office)
    : office_{std::make_shared<Office const>(std::move(office))} {}

OfficePointer CurrentOffice::get() const {
    std::lock_guard const lock{mutex_};
    return office_;
}

void CurrentOffice::put_in_force(Office office) {
    auto next = std::make_shared<Office const>(std::move(office));
    std::lock_guard const lock{mutex_};
    office_ = std::move(next);
}

}  // namespace duban::service
