#include "engine/delivery/fate.hpp"

namespace duban::delivery {

bool is_under_way(Phase phase) {
    switch (phase) {
        case Phase::queued:
        case Phase::sending:
        case Phase::backing_off:
        case Phase::held:
        case Phase::bundled:
            return true;
        case Phase::standby:
        case Phase::delivered:
        case Phase::uncertain:
        case Phase::dead:
        case Phase::cancelled:
        case Phase::expired:
        case Phase::bounced:
            break;
    }
    return false;
}

bool has_ended(Phase phase) {
    return phase != Phase::standby && !is_under_way(phase);
}

bool is_lost(Phase phase) {
    return has_ended(phase) && phase != Phase::delivered && phase != Phase::cancelled;
}

}  // namespace duban::delivery
