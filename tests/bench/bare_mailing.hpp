// The least that mails can cost with libcurl: the same bytes handed to a server again and again,
// over connections that are kept, a thread for each. Nothing is read from a store and nothing is
// written down.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace duban::bench {

struct BareMailing {
    std::uint16_t port = 0;  // of loopback
    std::string sender;
    std::string recipient;
    std::string mail;
    std::size_t mails = 0;
    std::size_t connections = 1;
};

/// Returns when the server has taken all of them. Throws std::runtime_error where it does not.
void send(BareMailing const& mailing);

}  // namespace duban::bench
