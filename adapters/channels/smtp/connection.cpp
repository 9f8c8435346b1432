#include "adapters/channels/smtp/connection.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "adapters/channels/smtp/transcript.hpp"
#include "adapters/channels/smtp/verdict.hpp"

namespace duban::smtp {

namespace {

using delivery::Outcome;

// Servers count the mails and minutes of a connection, and some greet slowly: neither a connection
// a mail, nor one for ever.
constexpr int mails_max = 100;
constexpr long lifetime_seconds = 300;
constexpr long idle_seconds = 60;
constexpr Duration connect_time = std::chrono::seconds{30};

void start_libcurl() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
            throw std::runtime_error{"libcurl cannot be started"};
        }
    });
}

Ending ending_of(CURLcode code) {
    switch (code) {
        case CURLE_OK:
            return Ending::completed;
        case CURLE_USE_SSL_FAILED:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
            return Ending::tls_failed;
        case CURLE_LOGIN_DENIED:
            return Ending::login_failed;
        default:
            return Ending::connection_failed;
    }
}

}  // namespace

/// libcurl's handle with what its callbacks write to. The handle keeps the connection.
struct Connection::Handle {
    Handle(SmtpAccount const& its, std::string const& password, std::atomic<bool> const& its_stop);
    ~Handle();
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;

    template <class Value>
    void set(CURLoption option, Value value) {
        if (curl_easy_setopt(curl, option, value) != CURLE_OK) {
            throw std::runtime_error{fmt::format("libcurl refuses option {}", int{option})};
        }
    }

    void set_account(SmtpAccount const& its, std::string const& password);
    void connect_to(SmtpAccount const& its);
    void set_tls(SmtpAccount const& its);
    void set_callbacks();
    void set_token(std::string const& token);
    CURLcode perform(Envelope const& envelope, Duration time);
    void note_reuse();
    [[nodiscard]] bool was_stale(CURLcode code) const;
    void stop_reading();
    void mind_sign_in(std::string_view command);

    static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* self);
    static std::size_t on_reply(char* line, std::size_t size, std::size_t count, void* self);
    static int on_debug(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self);
    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* address);
    static int on_close(void* self, curl_socket_t socket);

    std::atomic<bool> const& stop;
    CURL* curl = nullptr;
    curl_slist* place = nullptr;  // where the name in the URL is; read at each transfer
    std::array<char, CURL_ERROR_SIZE> trouble{};
    std::vector<curl_socket_t> sockets;
    int mails = 0;        // over the present connection
    bool reused = false;  // the last transfer went over an older connection
    bool wants_sign_in = false;
    bool signed_in = false;  // on the present connection

    // Of the transfer under way.
    Transcript transcript;
    std::string_view unsent;
    bool not_offered = false;  // the way to sign in
};

Connection::Handle::Handle(SmtpAccount const& its,
                           std::string const& password,
                           std::atomic<bool> const& its_stop)
    : stop(its_stop) {
    start_libcurl();
    curl = curl_easy_init();
    if (!curl) throw std::runtime_error{"libcurl gives no handle"};
    set_account(its, password);
    set_tls(its);
    set_callbacks();
}

Connection::Handle::~Handle() {
    // libcurl says QUIT and waits for the answer, up to two minutes: let it meet an end of file.
    stop_reading();
    curl_easy_cleanup(curl);
    curl_slist_free_all(place);
}

void Connection::Handle::set_account(SmtpAccount const& its, std::string const& password) {
    auto const* const scheme = its.security == Security::implicit_tls ? "smtps" : "smtp";
    auto const& name = its.tls_name.empty() ? its.host : its.tls_name;
    auto const url = fmt::format("{}://{}:{}/{}", scheme, name, its.port, its.hello);
    set(CURLOPT_URL, url.c_str());
    if (!its.tls_name.empty()) connect_to(its);
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");  // none, whatever the environment says
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a stuck look-up of a name must not hold up the end
    wants_sign_in = !its.user.empty();
    if (wants_sign_in) {
        set(CURLOPT_USERNAME, its.user.c_str());
        bool const by_token = !its.token_file.empty();
        if (!by_token) set(CURLOPT_PASSWORD, password.c_str());
        set(CURLOPT_LOGIN_OPTIONS, by_token ? "AUTH=XOAUTH2" : "AUTH=PLAIN;AUTH=LOGIN");
    }
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_time.count()));
    set(CURLOPT_MAXLIFETIME_CONN, lifetime_seconds);
    set(CURLOPT_MAXAGE_CONN, idle_seconds);
    set(CURLOPT_MAXCONNECTS, 1L);
}

/// libcurl asks for the name in the URL and holds the certificate against it; the server is
/// elsewhere.
void Connection::Handle::connect_to(SmtpAccount const& its) {
    auto const line = fmt::format("{}:{}:{}:{}", its.tls_name, its.port, its.host, its.port);
    place = curl_slist_append(nullptr, line.c_str());
    if (place == nullptr) throw std::bad_alloc{};
    set(CURLOPT_CONNECT_TO, place);
}

/// A connection that was opened with another token is not used again.
void Connection::Handle::set_token(std::string const& token) {
    set(CURLOPT_XOAUTH2_BEARER, token.c_str());
}

void Connection::Handle::set_tls(SmtpAccount const& its) {
    if (its.security == Security::none) return;
    set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (its.ca_file.empty()) return;
    set(CURLOPT_CAINFO, its.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
}

void Connection::Handle::set_callbacks() {
    set(CURLOPT_ERRORBUFFER, trouble.data());
    set(CURLOPT_READFUNCTION, &on_read);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_HEADERFUNCTION, &on_reply);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_VERBOSE, 1L);  // or DEBUGFUNCTION is not called
    set(CURLOPT_DEBUGFUNCTION, &on_debug);
    set(CURLOPT_DEBUGDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &on_open);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_CLOSESOCKETFUNCTION, &on_close);
    set(CURLOPT_CLOSESOCKETDATA, this);
}

CURLcode Connection::Handle::perform(Envelope const& envelope, Duration time) {
    transcript = {};
    not_offered = false;
    unsent = envelope.bytes;
    trouble.front() = '\0';
    set(CURLOPT_MAIL_FROM, sender_command(envelope).c_str());
    auto const recipient = recipient_command(envelope);
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const recipients{
        curl_slist_append(nullptr, recipient.c_str()), &curl_slist_free_all};
    if (!recipients) throw std::bad_alloc{};
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(envelope.bytes.size()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(time.count()));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT,
        static_cast<long>(std::chrono::ceil<std::chrono::seconds>(time).count()));
    set(CURLOPT_FORBID_REUSE, mails + 1 >= mails_max ? 1L : 0L);
    auto const code = curl_easy_perform(curl);
    set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));  // it is not copied
    note_reuse();
    return code;
}

void Connection::Handle::note_reuse() {
    long made = 0;
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &made);
    reused = made == 0 && mails > 0;
    mails = reused ? mails + 1 : 1;
}

/// The server had ended an older connection meanwhile: nothing of this mail was heard.
bool Connection::Handle::was_stale(CURLcode code) const {
    if (code == CURLE_OPERATION_TIMEDOUT || code == CURLE_ABORTED_BY_CALLBACK) return false;
    auto const stage = transcript.stage();
    bool const early = stage == Stage::connection || stage == Stage::sender;
    return reused && early && (!transcript.reply() || transcript.reply()->code == 421);
}

void Connection::Handle::stop_reading() {
    for (auto const socket : sockets) ::shutdown(socket, SHUT_RD);
}

/// Where a server offers no AUTH, libcurl goes on without: the server would then refuse our
/// recipients one by one, as if it were their fault.
void Connection::Handle::mind_sign_in(std::string_view command) {
    if (!wants_sign_in || signed_in || !command.starts_with("MAIL FROM:")) return;
    not_offered = true;
    for (auto const socket : sockets) ::shutdown(socket, SHUT_RDWR);
}

std::size_t Connection::Handle::on_read(char* buffer,
                                        std::size_t size,
                                        std::size_t count,
                                        void* self) {
    auto& handle = *static_cast<Handle*>(self);
    auto const taken = std::min(size * count, handle.unsent.size());
    std::memcpy(buffer, handle.unsent.data(), taken);
    handle.unsent.remove_prefix(taken);
    // libcurl knows the size, so it may send the dot without asking again.
    if (handle.unsent.empty()) handle.transcript.handed_over();
    return taken;
}

std::size_t Connection::Handle::on_reply(char* line,
                                         std::size_t size,
                                         std::size_t count,
                                         void* self) {
    auto& handle = *static_cast<Handle*>(self);
    auto& transcript = handle.transcript;
    transcript.received({line, size * count});
    bool const welcome = transcript.reply() && transcript.reply()->code == 235;
    if (welcome && transcript.stage() == Stage::authentication) handle.signed_in = true;
    return size * count;
}

int Connection::Handle::on_debug(
    CURL* /*curl*/, curl_infotype type, char* bytes, std::size_t size, void* self) {
    if (type != CURLINFO_HEADER_OUT) return 0;
    auto& handle = *static_cast<Handle*>(self);
    std::string_view const command{bytes, size};
    handle.transcript.sent(command);
    handle.mind_sign_in(command);
    if (command.starts_with("QUIT")) handle.stop_reading();  // as in the destructor
    return 0;
}

int Connection::Handle::on_progress(
    void* self, curl_off_t /**/, curl_off_t /**/, curl_off_t /**/, curl_off_t /**/) {
    return static_cast<Handle*>(self)->stop.load() ? 1 : 0;
}

curl_socket_t Connection::Handle::on_open(void* self,
                                          curlsocktype /*purpose*/,
                                          curl_sockaddr* address) {
    auto const socket =
        ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (socket < 0) return CURL_SOCKET_BAD;
    auto& handle = *static_cast<Handle*>(self);
    handle.sockets.push_back(socket);
    handle.signed_in = false;
    return socket;
}

int Connection::Handle::on_close(void* self, curl_socket_t socket) {
    std::erase(static_cast<Handle*>(self)->sockets, socket);
    return ::close(socket);
}

Connection::Connection(SmtpAccount const& account,
                       std::string const& password,
                       std::atomic<bool> const& stop)
    : account_(account), handle_(std::make_unique<Handle>(account, password, stop)) {}

Connection::~Connection() = default;

Outcome Connection::deliver(Envelope const& envelope, Duration time) {
    if (auto refused = take_token()) return *refused;
    auto code = handle_->perform(envelope, time);
    if (handle_->was_stale(code)) code = handle_->perform(envelope, time);
    if (handle_->not_offered) {
        return verdict_on(
            handle_->transcript, Ending::login_failed, "the server offers no way to sign in");
    }
    auto const* const said =
        handle_->trouble.front() != '\0' ? handle_->trouble.data() : curl_easy_strerror(code);
    return verdict_on(handle_->transcript, ending_of(code), said);
}

std::optional<Outcome> Connection::take_token() {
    if (account_.token_file.empty()) return std::nullopt;
    auto const token = read_token(account_);
    if (token) {
        handle_->set_token(*token);
        return std::nullopt;
    }
    Outcome outcome;
    outcome.kind = Outcome::Kind::temporary;
    outcome.error = delivery::ErrorClass::configuration;
    outcome.code = "token";
    outcome.words = delivery::printable_words(token.error().en);
    return outcome;
}

}  // namespace duban::smtp
