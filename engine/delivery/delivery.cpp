#include "engine/delivery/delivery.hpp"

#include <array>
#include <utility>

namespace duban::delivery {

namespace {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Words<Phase, 12> phases{{
    {Phase::standby, "standby"},
    {Phase::queued, "queued"},
    {Phase::sending, "sending"},
    {Phase::backing_off, "backing_off"},
    {Phase::held, "held"},
    {Phase::bundled, "bundled"},
    {Phase::delivered, "delivered"},
    {Phase::uncertain, "uncertain"},
    {Phase::dead, "dead"},
    {Phase::cancelled, "cancelled"},
    {Phase::expired, "expired"},
    {Phase::bounced, "bounced"},
}};

constexpr Words<ErrorClass, 6> error_classes{{
    {ErrorClass::recipient, "recipient"},
    {ErrorClass::content, "content"},
    {ErrorClass::configuration, "configuration"},
    {ErrorClass::quota, "quota"},
    {ErrorClass::provider, "provider"},
    {ErrorClass::network, "network"},
}};

template <class Enum, std::size_t N>
std::string_view word_of(Words<Enum, N> const& words, Enum value) {
    for (auto const& [candidate, word] : words) {
        if (candidate == value) return word;
    }
    return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(Words<Enum, N> const& words, std::string_view text) {
    for (auto const& [candidate, word] : words) {
        if (word == text) return candidate;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_text(Phase phase) {
    return word_of(phases, phase);
}

std::optional<Phase> parse_phase(std::string_view text) {
    return value_of(phases, text);
}

std::string_view to_text(ErrorClass error) {
    return word_of(error_classes, error);
}

std::optional<ErrorClass> parse_error_class(std::string_view text) {
    return value_of(error_classes, text);
}

}  // namespace duban::delivery
