// An outcome: what one attempt to deliver came to, as the channel saw it. What follows from it is
// decided by judge.hpp, never by the channel.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/delivery/delivery.hpp"

namespace duban::delivery {

struct Outcome {
    enum class Kind : std::uint8_t {
        delivered,
        temporary,
        permanent,
        throttled,  // a frequency limit of the other side; `retry_after` says how long
        uncertain,  // it may have been delivered
    };

    Kind kind = Kind::uncertain;
    ErrorClass error = ErrorClass::provider;  // where it was not delivered
    std::string code;                         // the protocol's: "550 5.1.1"
    std::string words;                        // the server's own, at most 500 bytes, printable
    std::optional<std::chrono::milliseconds> retry_after;
    std::string provider_id;
};

std::string_view to_text(Outcome::Kind kind);
std::optional<Outcome::Kind> parse_outcome_kind(std::string_view text);

/// Words of another machine made fit to be kept: UTF-8, without control characters, never longer
/// than `bytes_max`, never cut inside a character.
std::string printable_words(std::string_view words, std::size_t bytes_max = 500);

}  // namespace duban::delivery
