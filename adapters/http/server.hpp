// A small HTTP/1.1 server on Asio: one handler, our own types, limits on everything. It decides
// nothing about paths; the handler does. Runs on the thread of its io_context; the handler must not
// block for long.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace duban::http {

struct Request {
    std::string method;
    std::string target;  // path and query, as sent
    std::string body;    // at most 1 MiB
    std::vector<std::pair<std::string, std::string>> headers = {};

    /// The first of that name, in whatever case; empty where there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};  // beside the server's own
};

/// Called once, at once or later, on the loop's thread. Where it never is, and its last copy goes,
/// the connection is closed without an answer.
using Answer = std::function<void(Response)>;

using Handler = std::function<void(Request const&, Answer)>;

/// Told why connections are turned away, once a minute at most.
using TurnedAway = std::function<void(std::string_view why)>;

class Server {
  public:
    /// Listens at once. Throws std::runtime_error with the address where it cannot.
    Server(boost::asio::io_context& context,
           std::string const& host,
           std::uint16_t port,
           Handler handler,
           TurnedAway turned_away = {});
    ~Server();

    /// The port it listens on: the one asked for, or the one the system chose for 0.
    [[nodiscard]] std::uint16_t port() const;

    /// Accepts nobody any more and closes what is open.
    void stop();

  private:
    struct Listener;
    std::shared_ptr<Listener> listener_;
};

}  // namespace duban::http
