#include "adapters/http/server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace duban;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// Answers with what it was asked; fails at /broken, and after its answer at /late.
void echo(http::Request const& request, http::Answer const& answer) {
    if (request.target == "/broken") throw std::runtime_error{"secret words"};
    if (request.target == "/header") return answer({.body = request.header("X-Word")});
    answer({.status = request.target == "/missing" ? 404 : 200,
            .body = fmt::format("{} {} {}", request.method, request.target, request.body)});
    if (request.target == "/late") throw std::runtime_error{"secret words"};
}

/// A server on a thread of its own.
class Serving {
  public:
    explicit Serving(http::Handler handler = echo)
        : server_{context_, "127.0.0.1", 0, std::move(handler)}, thread_{[this] {
              context_.run();
          }} {}

    ~Serving() { stop(); }

    Serving(Serving const&) = delete;
    Serving& operator=(Serving const&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// On the server's thread.
    void post(std::function<void()> work) { boost::asio::post(context_, std::move(work)); }

    /// Returns when nothing keeps the loop alive any more.
    void stop() {
        if (!thread_.joinable()) return;
        boost::asio::post(context_, [this] { server_.stop(); });
        thread_.join();
    }

  private:
    boost::asio::io_context context_{1};
    http::Server server_;
    std::uint16_t port_ = server_.port();
    std::thread thread_;
};

/// A plain socket: sends what it is told, octet by octet.
class Peer {
  public:
    explicit Peer(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        timeval const bound{.tv_sec = 30, .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        void const* const where = &address;
        connected_ = ::connect(socket_, static_cast<sockaddr const*>(where), sizeof address) == 0;
    }

    ~Peer() { ::close(socket_); }

    Peer(Peer const&) = delete;
    Peer& operator=(Peer const&) = delete;

    [[nodiscard]] bool is_connected() const { return connected_; }

    void send(std::string_view octets) {
        while (!octets.empty()) {
            auto const sent = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // the server may close before it has read all
            octets.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    /// One answer: its head and the body that the head announces.
    std::string read_answer() {
        constexpr std::string_view announced = "Content-Length: ";
        while (received_.find("\r\n\r\n") == std::string::npos && receive()) {
        }
        auto const head = received_.find("\r\n\r\n");
        auto const length = received_.find(announced);
        if (head == std::string::npos || length > head) return std::exchange(received_, {});
        auto const size = head + 4 + std::stoul(received_.substr(length + announced.size(), 20));
        while (received_.size() < size && receive()) {
        }
        auto const answer = received_.substr(0, size);
        received_.erase(0, size);
        return answer;
    }

    /// Whether there is something to read by now.
    [[nodiscard]] bool has_answer() const {
        char octet = 0;
        return ::recv(socket_, &octet, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
    }

    /// Whether the server has closed, with nothing more to read.
    bool is_at_end() { return received_.empty() && !receive(); }

  private:
    bool receive() {
        std::string part(4096, '\0');
        auto const size = ::recv(socket_, part.data(), part.size(), 0);
        if (size <= 0) return false;
        received_.append(part, 0, static_cast<std::size_t>(size));
        return true;
    }

    int socket_;
    bool connected_ = false;
    std::string received_;
};

/// The process may open nothing while it lives.
class NoDescriptorLeft {
  public:
    NoDescriptorLeft() {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        auto const lowest_free = ::dup(STDERR_FILENO);
        ::close(lowest_free);
        rlimit const limit{.rlim_cur = static_cast<rlim_t>(lowest_free),
                           .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }

    ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }

    NoDescriptorLeft(NoDescriptorLeft const&) = delete;
    NoDescriptorLeft& operator=(NoDescriptorLeft const&) = delete;

  private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("a request is handed on whole and its answer comes back", "[http]") {
    Serving const serving;
    Peer peer{serving.port()};
    auto const [request, status, body] = GENERATE(table<std::string, std::string, std::string>({
        {"GET /readyz?long=1 HTTP/1.1\r\nHost: x\r\n\r\n", "200", "GET /readyz?long=1 "},
        {"GET /missing HTTP/1.1\r\nHost: x\r\n\r\n", "404", "GET /missing "},
        {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "200", "POST /a hello"},
        {"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
         "200",
         "POST /a hello"},
    }));
    peer.send(request);
    auto const answer = peer.read_answer();
    CHECK_THAT(answer, StartsWith("HTTP/1.1 " + status) && Contains("Cache-Control: no-store"));
    CHECK(answer.substr(answer.find("\r\n\r\n") + 4) == body);
}

TEST_CASE("a header is found in whatever case it was written", "[http]") {
    Serving const serving;
    Peer peer{serving.port()};
    peer.send("GET /header HTTP/1.1\r\nHost: x\r\nx-WORD: Said\r\n\r\n");
    CHECK_THAT(peer.read_answer(), Contains("\r\n\r\nSaid"));
    peer.send("GET /header HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_THAT(peer.read_answer(), Contains("Content-Length: 0"));
}

TEST_CASE("a connection is kept for the next request, until the peer has had enough", "[http]") {
    Serving const serving;
    Peer peer{serving.port()};
    for (int time = 0; time < 3; ++time) {
        peer.send(fmt::format("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", time));
        CHECK_THAT(peer.read_answer(), Contains(fmt::format("\r\n\r\nGET /{} ", time)));
    }
    // Two at once, in pieces: answered one by one.
    peer.send("GET /3 HTTP/1.1\r\nHost: x\r\n\r\nGET /4 HT");
    CHECK_THAT(peer.read_answer(), Contains("\r\n\r\nGET /3 "));
    peer.send("TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK_THAT(peer.read_answer(), Contains("\r\n\r\nGET /4 "));
    CHECK(peer.is_at_end());
}

TEST_CASE("what is too large or no HTTP is told so, and the connection closed", "[http]") {
    auto const [what, request, status] = GENERATE(table<char const*, std::string, std::string>({
        {"a body announced",
         "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n",
         "413"},
        {"a chunk",
         "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n",
         "413"},
        {"a header", "GET / HTTP/1.1\r\nHost: " + std::string(9'000, 'x') + "\r\n\r\n", "413"},
        {"a target", "GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\n\r\n", "413"},
        {"no method", " / HTTP/1.1\r\n\r\n", "400"},
        {"another protocol", "EHLO duban.example.org\r\n\r\n", "400"},
        {"octets of TLS",
         std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15},
         "400"},
        {"two lengths",
         "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
         "400"},
        {"a negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400"},
    }));
    CAPTURE(what);
    Serving const serving;
    Peer peer{serving.port()};
    peer.send(request);
    CHECK_THAT(peer.read_answer(),
               StartsWith("HTTP/1.1 " + status) && Contains("请求") && Contains(" request"));
    CHECK(peer.is_at_end());
    Peer another{serving.port()};
    another.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_THAT(another.read_answer(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a handler that fails is a 503 that tells nothing of it, and the next is answered",
          "[http]") {
    Serving const serving;
    Peer peer{serving.port()};
    peer.send("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_THAT(peer.read_answer(),
               StartsWith("HTTP/1.1 503") && Contains("现在无法回答") &&
                   Contains("cannot answer now") && !Contains("secret"));
    peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_THAT(peer.read_answer(), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("a handler that fails after its answer changes nothing of it", "[http]") {
    Serving const serving;
    Peer peer{serving.port()};
    for (auto const* path : {"/late", "/next"}) {
        peer.send(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", path));
        CHECK_THAT(peer.read_answer(),
                   StartsWith("HTTP/1.1 200") && Contains(fmt::format("\r\n\r\nGET {} ", path)));
    }
}

TEST_CASE("an answer may come later, and the connection waits for it", "[http]") {
    std::promise<http::Answer> asked;
    Serving serving{
        [&](http::Request const&, http::Answer answer) { asked.set_value(std::move(answer)); }};
    Peer peer{serving.port()};
    peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    auto answer = asked.get_future().get();

    SECTION("once") {
        serving.post([&] {
            answer({.body = "at last"});
            answer({.body = "again"});
        });
        CHECK_THAT(peer.read_answer(), Contains("\r\n\r\nat last"));
        serving.post([&] { answer = {}; });
        serving.stop();
        CHECK(peer.is_at_end());
    }
    SECTION("never, for nobody can give it any more") {
        serving.post([lost = std::move(answer)] { (void)lost; });
        CHECK(peer.is_at_end());
    }
    SECTION("too late, for the server has stopped") {
        serving.stop();
        CHECK(peer.is_at_end());
        answer({.body = "to nobody"});
        answer = {};
    }
}

TEST_CASE("stopping closes what is open, takes nobody any more and lets the loop end", "[http]") {
    Serving serving;
    Peer idle{serving.port()};
    Peer halfway{serving.port()};
    Peer kept{serving.port()};
    halfway.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel");
    kept.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_THAT(kept.read_answer(), StartsWith("HTTP/1.1 200"));
    serving.stop();
    CHECK(idle.is_at_end());
    CHECK(halfway.is_at_end());
    CHECK(kept.is_at_end());
    Peer late{serving.port()};
    CHECK_FALSE(late.is_connected());
}

TEST_CASE("whoever comes while no descriptor is left is served when there is one", "[http]") {
    boost::asio::io_context context{1};
    std::vector<std::string> told;
    http::Server server{
        context, "127.0.0.1", 0, echo, [&](std::string_view why) { told.emplace_back(why); }};
    Peer peer{server.port()};
    {
        NoDescriptorLeft const none;
        std::size_t tries = 0;
        while (tries < 10 && context.poll_one() > 0) ++tries;
        CHECK(tries == 1);
    }
    CHECK(told == std::vector<std::string>{"Too many open files"});
    peer.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    while (!peer.has_answer()) context.run_one();
    CHECK_THAT(peer.read_answer(), StartsWith("HTTP/1.1 200"));
    server.stop();
}

TEST_CASE("more connections than there may be are turned away, and told of once", "[http]") {
    boost::asio::io_context context{1};
    std::vector<std::string> told;
    http::Server server{
        context, "127.0.0.1", 0, echo, [&](std::string_view why) { told.emplace_back(why); }};
    std::vector<std::unique_ptr<Peer>> peers;
    for (int i = 0; i < 258; ++i) {
        peers.push_back(std::make_unique<Peer>(server.port()));
        while (context.poll_one() > 0) {
        }
    }
    CHECK(peers.back()->is_at_end());
    CHECK(told == std::vector<std::string>{"256 connections are open"});
    server.stop();
}

TEST_CASE("an address that cannot be listened on is named", "[http]") {
    Serving const serving;
    boost::asio::io_context context;
    CHECK_THROWS_WITH(http::Server(context, "127.0.0.1", serving.port(), echo),
                      Contains(fmt::format("127.0.0.1:{}", serving.port())));
    CHECK_THROWS(http::Server(context, "no address", 0, echo));
}
