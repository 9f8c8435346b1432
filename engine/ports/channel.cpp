#include "engine/ports/channel.hpp"

namespace duban::ports {

std::string_view to_text(Outcome::Kind kind) {
    switch (kind) {
        case Outcome::Kind::delivered:
            return "delivered";
        case Outcome::Kind::temporary:
            return "temporary";
        case Outcome::Kind::permanent:
            return "permanent";
        case Outcome::Kind::throttled:
            return "throttled";
        case Outcome::Kind::uncertain:
            return "uncertain";
    }
    return {};
}

}  // namespace duban::ports
