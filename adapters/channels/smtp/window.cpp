#include "adapters/channels/smtp/window.hpp"

#include <algorithm>

namespace duban::smtp {

namespace {

using delivery::ErrorClass;
using delivery::Outcome;

// What a daemon that is killed leaves behind: each of them may have been seen.
constexpr std::size_t size_max = 128;
constexpr auto prompt = std::chrono::seconds{1};

/// The server said something of this mail, be it a refusal.
bool is_of_the_mail(Outcome const& outcome) {
    if (outcome.kind == Outcome::Kind::delivered) return true;
    bool const of_mail =
        outcome.error == ErrorClass::recipient || outcome.error == ErrorClass::content;
    return of_mail && outcome.kind != Outcome::Kind::uncertain;
}

}  // namespace

Window::Window(std::size_t connections) : connections_{connections}, size_{connections} {}

void Window::answered(Duration took, Outcome const& outcome) {
    bool const well = took <= prompt && is_of_the_mail(outcome);
    size_ = well ? std::min(size_ + 1, std::max(size_max, connections_)) : connections_;
}

}  // namespace duban::smtp
