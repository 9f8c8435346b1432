#include "adapters/channels/web/web_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include "adapters/channels/web/transfer_impl.hpp"

namespace duban::web {

namespace {

namespace asio = boost::asio;

using boost::system::error_code;

void start_libcurl() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
            throw std::runtime_error{"libcurl cannot be started"};
        }
    });
}

/// A descriptor of libcurl's, watched and never closed by us: it may be a resolver's as well.
struct Socket {
    Socket(asio::io_context& context, curl_socket_t its) : descriptor(context, its) {}

    /// The number may be another connection's at once.
    void forget() {
        if (descriptor.is_open()) descriptor.release();
    }

    ~Socket() { forget(); }

    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;

    asio::posix::stream_descriptor descriptor;
    int wanted = 0;  // CURL_POLL_IN, _OUT, _INOUT
    bool reading = false;
    bool writing = false;
};

}  // namespace

/// libcurl's multi handle on the loop. libcurl is never called from its own callbacks: these note
/// what is to be watched, and handlers of the loop call it. The handlers hold it weakly.
class WebClient::Multi : public std::enable_shared_from_this<Multi> {
  public:
    Multi(asio::io_context& context, std::filesystem::path ca_file)
        : context_(context), ca_file_(std::move(ca_file)), timer_(context) {
        start_libcurl();
        open();
    }

    ~Multi() { close(); }

    Multi(Multi const&) = delete;
    Multi& operator=(Multi const&) = delete;

    void ask(WebRequest request, std::chrono::milliseconds time, Done done);
    /// Ends all that is under way.
    void stop();

  private:
    using Transfers = std::unordered_map<CURL*, std::unique_ptr<Transfer>>;

    void open();
    void close();
    void act(curl_socket_t socket, int events);
    void collect();
    void rebuild();
    static void end_all(Transfers const& transfers);
    void want(curl_socket_t number, int what);
    void watch(curl_socket_t number, std::shared_ptr<Socket> const& socket);
    void await(curl_socket_t number,
               std::shared_ptr<Socket> const& socket,
               asio::posix::descriptor_base::wait_type type);

    static int on_socket(CURL*, curl_socket_t number, int what, void* self, void*);
    static int on_timer(CURLM*, long milliseconds, void* self);

    asio::io_context& context_;
    std::filesystem::path const ca_file_;
    asio::steady_timer timer_;
    CURLM* multi_ = nullptr;
    std::unordered_map<curl_socket_t, std::shared_ptr<Socket>> sockets_;
    Transfers transfers_;
};

void WebClient::Multi::open() {
    multi_ = curl_multi_init();
    if (!multi_) throw std::bad_alloc{};
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

void WebClient::Multi::close() {
    // It may still speak of sockets, so these live until it has gone.
    curl_multi_cleanup(multi_);
    multi_ = nullptr;
    for (auto const& [number, socket] : sockets_) socket->forget();
    sockets_.clear();
    timer_.cancel();
}

void WebClient::Multi::ask(WebRequest request, std::chrono::milliseconds time, Done done) {
    auto transfer = std::make_unique<Transfer>(std::move(request), ca_file_, time, std::move(done));
    auto* const handle = transfer->handle();
    transfers_.emplace(handle, std::move(transfer));
    if (curl_multi_add_handle(multi_, handle) == CURLM_OK) return;
    asio::post(context_, [self = weak_from_this()] {
        if (auto const multi = self.lock()) multi->rebuild();
    });
}

int WebClient::Multi::on_timer(CURLM* /*multi*/, long milliseconds, void* self) {
    auto& multi = *static_cast<Multi*>(self);
    if (milliseconds < 0) {
        multi.timer_.cancel();
        return 0;
    }
    multi.timer_.expires_after(std::chrono::milliseconds{milliseconds});
    multi.timer_.async_wait([weak = multi.weak_from_this()](error_code const& error) {
        auto const held = weak.lock();
        if (!error && held) held->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return 0;
}

int WebClient::Multi::on_socket(
    CURL* /*handle*/, curl_socket_t number, int what, void* self, void* /*own*/) {
    try {
        static_cast<Multi*>(self)->want(number, what);
        return 0;
    } catch (std::exception const&) {
        return -1;  // no exception may pass through libcurl, which now ends all: see rebuild
    }
}

void WebClient::Multi::want(curl_socket_t number, int what) {
    auto const place = sockets_.find(number);
    if (what == CURL_POLL_REMOVE) {
        if (place == sockets_.end()) return;
        place->second->forget();
        sockets_.erase(place);
        return;
    }
    auto const socket =
        place != sockets_.end() ? place->second : std::make_shared<Socket>(context_, number);
    sockets_[number] = socket;
    socket->wanted = what;
    watch(number, socket);
}

void WebClient::Multi::watch(curl_socket_t number, std::shared_ptr<Socket> const& socket) {
    bool const read = socket->wanted == CURL_POLL_IN || socket->wanted == CURL_POLL_INOUT;
    bool const write = socket->wanted == CURL_POLL_OUT || socket->wanted == CURL_POLL_INOUT;
    if (read && !std::exchange(socket->reading, true)) {
        await(number, socket, asio::posix::descriptor_base::wait_read);
    }
    if (write && !std::exchange(socket->writing, true)) {
        await(number, socket, asio::posix::descriptor_base::wait_write);
    }
}

void WebClient::Multi::await(curl_socket_t number,
                             std::shared_ptr<Socket> const& socket,
                             asio::posix::descriptor_base::wait_type type) {
    bool const reads = type == asio::posix::descriptor_base::wait_read;
    socket->descriptor.async_wait(
        type, [weak = weak_from_this(), number, socket, reads](error_code const& error) {
            (reads ? socket->reading : socket->writing) = false;
            auto const held = weak.lock();
            auto const is_watched = [&] {
                auto const place = held->sockets_.find(number);
                return place != held->sockets_.end() && place->second == socket;
            };
            if (error || !held || !is_watched()) return;
            held->act(number, reads ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
            if (is_watched()) held->watch(number, socket);
        });
}

void WebClient::Multi::act(curl_socket_t socket, int events) {
    int running = 0;
    if (curl_multi_socket_action(multi_, socket, events, &running) != CURLM_OK) return rebuild();
    collect();
}

void WebClient::Multi::collect() {
    std::vector<std::pair<std::unique_ptr<Transfer>, CURLcode>> finished;
    int left = 0;
    while (auto const* const message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        auto const code = message->data.result;
        auto transfer = transfers_.extract(message->easy_handle);
        curl_multi_remove_handle(multi_, message->easy_handle);
        if (transfer) finished.emplace_back(std::move(transfer.mapped()), code);
    }
    // `finish` may ask again, or be the end of the client.
    for (auto& [transfer, code] : finished) transfer->finish(transfer->answer(code));
}

/// After an error of its own libcurl's handle is of no use any more.
void WebClient::Multi::rebuild() {
    auto const lost = std::exchange(transfers_, {});
    for (auto const& [handle, transfer] : lost) curl_multi_remove_handle(multi_, handle);
    close();
    open();
    end_all(lost);
}

void WebClient::Multi::stop() {
    auto const under_way = std::exchange(transfers_, {});
    for (auto const& [handle, transfer] : under_way) curl_multi_remove_handle(multi_, handle);
    end_all(under_way);
}

void WebClient::Multi::end_all(Transfers const& transfers) {
    for (auto const& [handle, transfer] : transfers) {
        transfer->finish(transfer->answer(CURLE_ABORTED_BY_CALLBACK));
    }
}

WebClient::WebClient(asio::io_context& context, std::filesystem::path const& ca_file)
    : multi_(std::make_shared<Multi>(context, ca_file)) {}

WebClient::~WebClient() {
    multi_->stop();
}

void WebClient::ask(WebRequest request, std::chrono::milliseconds time, Done done) {
    multi_->ask(std::move(request), time, std::move(done));
}

}  // namespace duban::web
