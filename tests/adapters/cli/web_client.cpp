#include "tests/adapters/cli/web_client.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <system_error>

namespace duban::test {

namespace {

class Socket {
  public:
    explicit Socket(int number) : number_{number} { require(number); }

    ~Socket() { ::close(number_); }

    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;

    [[nodiscard]] int number() const { return number_; }

    static void require(ssize_t result) {
        if (result < 0) throw std::system_error(errno, std::generic_category(), "http_send");
    }

  private:
    int number_;
};

}  // namespace

std::string http_get(std::uint16_t port, std::string const& target) {
    return http_send(port,
                     "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

std::string http_post(std::uint16_t port, std::string const& target, std::string const& body) {
    return http_send(port,
                     "POST " + target +
                         " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n" + body);
}

std::string http_send(std::uint16_t port, std::string const& request) {
    Socket const socket{::socket(AF_INET, SOCK_STREAM, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Socket::require(
        ::connect(socket.number(), std::bit_cast<sockaddr const*>(&address), sizeof(address)));
    Socket::require(::send(socket.number(), request.data(), request.size(), MSG_NOSIGNAL));
    std::string answer;
    std::array<char, 4096> chunk{};
    while (true) {
        auto const size = ::recv(socket.number(), chunk.data(), chunk.size(), 0);
        Socket::require(size);
        if (size == 0) return answer;
        answer.append(chunk.data(), static_cast<std::size_t>(size));
    }
}

}  // namespace duban::test
