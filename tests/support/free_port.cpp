#include "tests/support/free_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace duban::support {

namespace {

// Below what Linux gives out to whoever asks for any port (from 32768), so that nobody takes it
// between this answer and its use. Each process begins at another place.
constexpr int first = 10'000;
constexpr int many = 20'000;
constexpr int apart = 37;

bool is_free(std::uint16_t port) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    bool const bound =
        ::bind(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    ::close(socket);
    return bound;
}

}  // namespace

std::uint16_t free_port() {
    static int next = static_cast<int>(static_cast<long>(::getpid()) * apart % many);
    for (int tries = 0; tries < many; ++tries) {
        auto const port = static_cast<std::uint16_t>(first + next);
        next = (next + 1) % many;
        if (is_free(port)) return port;
    }
    throw std::runtime_error{"there is no free port"};
}

}  // namespace duban::support
