#include "adapters/channels/smtp/envelope.hpp"

#include <fmt/format.h>

#include <string_view>

namespace duban::smtp {

namespace {

/// RFC 3461 section 4: printable ASCII but "+" and "=", all else as "+2B".
std::string xtext(std::string_view text) {
    std::string encoded;
    for (char const c : text) {
        bool const plain = c > 0x20 && c < 0x7F && c != '+' && c != '=';
        encoded +=
            plain ? std::string(1, c) : fmt::format("+{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

}  // namespace

// libcurl 7.88 takes an address with its parameters as one and closes a bracket at its end. So the
// last parameter is one of free text, in which a bracket may stand.
std::string sender_command(Envelope const& envelope) {
    if (envelope.id.empty()) return fmt::format("<{}>", envelope.sender);
    return fmt::format("<{}> RET=HDRS ENVID={}", envelope.sender, xtext(envelope.id));
}

std::string recipient_command(Envelope const& envelope) {
    if (envelope.id.empty()) return fmt::format("<{}>", envelope.recipient);
    return fmt::format(
        "<{}> NOTIFY=FAILURE,DELAY ORCPT=rfc822;{}", envelope.recipient, xtext(envelope.recipient));
}

}  // namespace duban::smtp
