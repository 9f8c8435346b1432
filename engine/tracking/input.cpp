#include "engine/tracking/input.hpp"

namespace duban::tracking {

std::string_view to_text(Refusal::Kind kind) {
    switch (kind) {
        case Refusal::Kind::unknown_action:
            return "unknown_action";
        case Refusal::Kind::not_allowed:
            return "not_allowed";
        case Refusal::Kind::missing_value:
            return "missing_value";
        case Refusal::Kind::bad_value:
            return "bad_value";
        case Refusal::Kind::guard:
            return "guard";
        case Refusal::Kind::changed:
            return "changed";
        case Refusal::Kind::closed:
            return "closed";
        case Refusal::Kind::suspended:
            return "suspended";
        case Refusal::Kind::other_content:
            return "other_content";
        case Refusal::Kind::not_found:
            return "not_found";
        case Refusal::Kind::unreachable:
            return "unreachable";
        case Refusal::Kind::fault:
            return "fault";
    }
    return {};
}

}  // namespace duban::tracking
