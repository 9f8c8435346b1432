#include "tests/support/scripted_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace duban::support {

bool Conversation::hear() {
    std::array<char, 4096> buffer{};
    auto const size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    heard_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

std::optional<std::string> Conversation::read_octets(std::size_t count) {
    while (heard_.size() < count) {
        if (!hear()) return std::nullopt;
    }
    auto octets = heard_.substr(0, count);
    heard_.erase(0, count);
    return octets;
}

std::optional<std::string> Conversation::read_line() {
    auto end = heard_.find('\n');
    while (end == std::string::npos) {
        if (!hear()) return std::nullopt;
        end = heard_.find('\n');
    }
    auto line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

void Conversation::say(std::string_view words) const {
    ::send(socket_, words.data(), words.size(), MSG_NOSIGNAL);
}

void Conversation::fall_silent() {
    while (read_line()) {
    }
}

ScriptedServer::ScriptedServer(Talk talk)
    : talk_{std::move(talk)}, listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::getsockname(listener_, any, &size) != 0) {
        throw std::system_error{errno, std::generic_category(), "a server of a test"};
    }
    port_ = ntohs(address.sin_port);
}

ScriptedServer::~ScriptedServer() {
    {
        std::lock_guard const lock{mutex_};
        over_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        for (int const socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    if (acceptor_.joinable()) acceptor_.join();
    for (auto& talk : talks_) talk.join();
    for (int const socket : sockets_) ::close(socket);
    ::close(listener_);
}

void ScriptedServer::listen() {
    if (::listen(listener_, SOMAXCONN) != 0) {
        throw std::system_error{errno, std::generic_category(), "a server of a test"};
    }
    acceptor_ = std::thread{[this] { accept(); }};
}

void ScriptedServer::accept() {
    while (true) {
        int const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        std::lock_guard const lock{mutex_};
        sockets_.push_back(socket);
        if (over_) return;
        talks_.emplace_back([this, socket] {
            Conversation conversation{socket};
            talk_(conversation);
            ::shutdown(socket, SHUT_RDWR);
        });
    }
}

}  // namespace duban::support
