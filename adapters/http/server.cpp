#include "adapters/http/server.hpp"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <stdexcept>
#include <unordered_set>

#include "adapters/http/plain_answer.hpp"

namespace duban::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t connections_max = 256;
constexpr std::uint32_t header_bytes_max = 8 * 1024;
constexpr std::uint64_t body_bytes_max = 1024 * 1024;
constexpr auto patience = std::chrono::seconds{30};
constexpr auto pause_without_means = std::chrono::milliseconds{100};
constexpr auto silence_length = std::chrono::minutes{1};

class Session;

struct Sessions {
    Handler handler;
    std::unordered_set<Session*> open;
};

/// One connection: reads a request, writes the answer, and again until the peer has had enough.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(tcp::socket socket, std::shared_ptr<Sessions> sessions)
        : stream_{std::move(socket)}, sessions_{std::move(sessions)} {
        sessions_->open.insert(this);
    }

    ~Session() { sessions_->open.erase(this); }

    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    void read() {
        parser_.emplace();
        parser_->header_limit(header_bytes_max);
        parser_->body_limit(body_bytes_max);
        stream_.expires_after(patience);
        beast::http::async_read(
            stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
                self->answer(error);
            });
    }

    void close() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
        stream_.socket().close(ignored);
    }

  private:
    void answer(error_code error) {
        if (error == beast::http::error::header_limit || error == beast::http::error::body_limit) {
            write(plain_answer(413,
                               {.zh_cn = "请求太大：请求头至多 8 KiB，正文至多 1 MiB",
                                .en = "the request is too large: 8 KiB of headers and 1 MiB of "
                                      "body are the most"}),
                  false);
            return;
        }
        if (error == beast::http::error::end_of_stream || error == beast::error::timeout) {
            close();
            return;
        }
        if (error) {
            if (error.category() ==
                beast::http::make_error_code(beast::http::error::bad_method).category()) {
                write(plain_answer(400,
                                   {.zh_cn = "这不是 HTTP 请求", .en = "this is no HTTP request"}),
                      false);
            }
            return;
        }
        auto const& message = parser_->get();
        Request request{.method = std::string{message.method_string()},
                        .target = std::string{message.target()},
                        .body = message.body()};
        for (auto const& field : message) {
            request.headers.emplace_back(field.name_string(), field.value());
        }
        handle(request, message.keep_alive());
    }

    void handle(Request const& request, bool keep_alive) {
        is_awaited_ = true;
        Answer const answer = [self = shared_from_this(),
                               keep_alive,
                               with_body = request.method != "HEAD"](Response response) {
            if (std::exchange(self->is_awaited_, false))
                self->write(std::move(response), keep_alive, with_body);
        };
        // However long the answer takes, its time is not the peer's.
        stream_.expires_never();
        try {
            sessions_->handler(request, answer);
        } catch (std::exception const&) {
            answer(plain_answer(503,
                                {.zh_cn = "现在无法回答", .en = "the service cannot answer now"}));
        }
    }

    void write(Response answer, bool keep_alive, bool with_body = true) {
        keep_alive_ = keep_alive;
        response_ = {};
        response_.version(11);
        response_.result(static_cast<unsigned>(answer.status));
        response_.set(beast::http::field::content_type, answer.content_type);
        response_.set(beast::http::field::cache_control, "no-store");
        response_.set("X-Content-Type-Options", "nosniff");
        for (auto const& [name, value] : answer.headers) response_.set(name, value);
        response_.keep_alive(keep_alive);
        auto const length = answer.body.size();
        if (with_body) response_.body() = std::move(answer.body);
        response_.content_length(length);
        if (answer.status == 204 || answer.status == 304) response_.content_length(boost::none);
        stream_.expires_after(patience);
        beast::http::async_write(
            stream_, response_, [self = shared_from_this()](error_code error, std::size_t) {
                if (!error && self->keep_alive_) {
                    self->read();
                } else {
                    self->close();
                }
            });
    }

    beast::tcp_stream stream_;
    std::shared_ptr<Sessions> sessions_;
    beast::flat_buffer buffer_{header_bytes_max + body_bytes_max};
    std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
    beast::http::response<beast::http::string_body> response_;
    bool keep_alive_ = false;
    bool is_awaited_ = false;
};

}  // namespace

std::string Request::header(std::string_view name) const {
    for (auto const& [one, value] : headers) {
        if (beast::iequals(one, name)) return value;
    }
    return {};
}

namespace {

/// The process, or the machine, has no descriptor or no memory for one more connection.
bool lacks_means(error_code error) {
    using boost::system::errc::errc_t;
    return error == errc_t::too_many_files_open || error == errc_t::too_many_files_open_in_system ||
           error == errc_t::no_buffer_space || error == errc_t::not_enough_memory;
}

}  // namespace

struct Server::Listener : std::enable_shared_from_this<Server::Listener> {
    Listener(asio::io_context& context, Handler handler, TurnedAway told)
        : acceptor{context},
          pause{context},
          turned_away{std::move(told)},
          silence{context},
          sessions{std::make_shared<Sessions>()} {
        sessions->handler = std::move(handler);
    }

    void accept() {
        acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
            if (!self->acceptor.is_open()) return;
            if (error) {
                if (lacks_means(error)) self->turn_away(error.message());
            } else if (self->sessions->open.size() < connections_max) {
                std::make_shared<Session>(std::move(socket), self->sessions)->read();
            } else {
                self->turn_away(fmt::format("{} connections are open", connections_max));
            }
            // The peer still waits to be accepted: to try again at once would be to try forever.
            lacks_means(error) ? self->accept_later() : self->accept();
        });
    }

    void turn_away(std::string_view why) {
        if (!turned_away || is_silent) return;
        turned_away(why);
        is_silent = true;
        silence.expires_after(silence_length);
        silence.async_wait([self = shared_from_this()](error_code) { self->is_silent = false; });
    }

    void accept_later() {
        pause.expires_after(pause_without_means);
        pause.async_wait([self = shared_from_this()](error_code) {
            if (self->acceptor.is_open()) self->accept();
        });
    }

    void stop() {
        error_code ignored;
        acceptor.close(ignored);
        pause.cancel();
        silence.cancel();
        auto const open = sessions->open;
        for (auto* session : open) session->close();
    }

    tcp::acceptor acceptor;
    asio::steady_timer pause;
    TurnedAway turned_away;
    asio::steady_timer silence;
    bool is_silent = false;
    std::shared_ptr<Sessions> sessions;
};

Server::Server(asio::io_context& context,
               std::string const& host,
               std::uint16_t port,
               Handler handler,
               TurnedAway turned_away)
    : listener_{std::make_shared<Listener>(context, std::move(handler), std::move(turned_away))} {
    try {
        tcp::endpoint const endpoint{asio::ip::make_address(host), port};
        auto& acceptor = listener_->acceptor;
        acceptor.open(endpoint.protocol());
        acceptor.set_option(asio::socket_base::reuse_address{true});
        acceptor.bind(endpoint);
        acceptor.listen();
    } catch (boost::system::system_error const& failure) {
        throw std::runtime_error{
            fmt::format("cannot listen on {}:{}: {}", host, port, failure.code().message())};
    }
    listener_->accept();
}

Server::~Server() {
    stop();
}

std::uint16_t Server::port() const {
    return listener_->acceptor.local_endpoint().port();
}

void Server::stop() {
    listener_->stop();
}

}  // namespace duban::http
