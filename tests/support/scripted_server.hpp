// A server on loopback that says what a test has it say, line by line, however wrong that is. Each
// connection is talked to on a thread of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace duban::support {

/// One connection, from the server's side.
class Conversation {
  public:
    explicit Conversation(int socket) : socket_{socket} {}

    /// Without the line's end; nothing where the other side has hung up.
    std::optional<std::string> read_line();
    /// Exactly so many; nothing where the other side has hung up before.
    std::optional<std::string> read_octets(std::size_t count);
    void say(std::string_view words) const;
    /// Says nothing more and waits for the other side to hang up.
    void fall_silent();

  private:
    bool hear();

    int socket_;
    std::string heard_;
};

class ScriptedServer {
  public:
    /// When `talk` returns the connection is cut.
    using Talk = std::function<void(Conversation&)>;

    /// Refuses every connection until `listen`.
    explicit ScriptedServer(Talk talk);
    /// Cuts every connection.
    ~ScriptedServer();
    ScriptedServer(ScriptedServer const&) = delete;
    ScriptedServer& operator=(ScriptedServer const&) = delete;

    void listen();

    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    void accept();

    Talk talk_;
    int listener_;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    bool over_ = false;
    std::vector<int> sockets_;
    std::vector<std::thread> talks_;
    std::thread acceptor_;
};

}  // namespace duban::support
