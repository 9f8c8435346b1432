#include "adapters/channels/sms/limit_window.hpp"

namespace duban::sms {

namespace {

constexpr Duration ahead = std::chrono::hours{8};

template <class Unit>
Duration until_next(Instant at) {
    auto const local = at + ahead;
    return std::chrono::floor<Unit>(local) + Unit{1} - local;
}

}  // namespace

Duration until_next_minute(Instant at) {
    return until_next<std::chrono::minutes>(at);
}

Duration until_next_hour(Instant at) {
    return until_next<std::chrono::hours>(at);
}

Duration until_next_day(Instant at) {
    return until_next<std::chrono::days>(at);
}

}  // namespace duban::sms
