// The verdict on one submission: from what the server said, and where, to an Outcome. Pure; the
// distinctions are those of RFC 5321 with the enhanced codes of RFC 3463.
#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/channels/smtp/transcript.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::smtp {

/// How the transfer ended, apart from what the server said.
enum class Ending : std::uint8_t {
    completed,
    connection_failed,  // not found, refused, lost, too slow
    tls_failed,         // no TLS, or a certificate that is not trusted
    login_failed,
};

/// `trouble` is the transport's own description, for where the server said nothing.
delivery::Outcome verdict_on(Transcript const& transcript, Ending ending, std::string_view trouble);

}  // namespace duban::smtp
