#include "tests/support/smtp_sink.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/support/free_port.hpp"

namespace duban::support {

namespace {

constexpr char const* program = "/usr/sbin/smtp-sink";
constexpr char const* backlog = "50";

std::vector<std::string> command(std::vector<std::string> const& options, std::uint16_t port) {
    if (!std::filesystem::exists(program)) {
        throw std::runtime_error{"smtp-sink is not installed: it is in postfix"};
    }
    std::vector<std::string> words{program};
    if (::geteuid() == 0) words.insert(words.end(), {"-u", "nobody"});
    words.insert(words.end(), options.begin(), options.end());
    words.push_back("127.0.0.1:" + std::to_string(port));
    words.emplace_back(backlog);
    return words;
}

bool is_listening(std::uint16_t port) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    bool const connected =
        ::connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    ::close(socket);
    return connected;
}

}  // namespace

SmtpSink::SmtpSink(std::vector<std::string> const& options)
    : port_{free_port()}, process_{command(options, port_)} {
    // It does not say when it listens. Some ten microseconds a turn.
    for (int tries = 0; !is_listening(port_); ++tries) {
        if (tries == 1'000'000) throw std::runtime_error{"smtp-sink does not listen"};
        std::this_thread::yield();
    }
}

}  // namespace duban::support
