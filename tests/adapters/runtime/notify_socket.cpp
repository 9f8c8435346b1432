#include "tests/adapters/runtime/notify_socket.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace duban::runtime_test {

NotifySocket::NotifySocket(std::chrono::microseconds watchdog)
    : socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)} {
    auto const path = (folder_.path() / "notify").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_ < 0 || path.size() >= sizeof address.sun_path)
        throw std::runtime_error{"no socket for " + path};
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    if (::bind(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{"nothing can listen at " + path};
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    ::setenv("WATCHDOG_USEC", std::to_string(watchdog.count()).c_str(), 1);
}

NotifySocket::~NotifySocket() {
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
    ::close(socket_);
}

bool NotifySocket::has_heard(std::string_view message) {
    listen();
    return std::ranges::find(heard_, message) != heard_.end();
}

void NotifySocket::forget() {
    listen();
    heard_.clear();
}

void NotifySocket::listen() {
    std::array<char, 1'024> buffer{};
    for (ssize_t size = 0; size >= 0;) {
        size = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (size >= 0) heard_.emplace_back(buffer.data(), static_cast<std::size_t>(size));
    }
}

}  // namespace duban::runtime_test
