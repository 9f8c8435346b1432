#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

#include "adapters/channels/web/transfer_impl.hpp"

namespace duban::web {

namespace {

constexpr std::size_t header_bytes_max = 65'536;
constexpr std::chrono::milliseconds connect_time = std::chrono::seconds{10};

bool is_about_trust(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_ISSUER_ERROR;
}

bool is_unreadable(CURLcode code) {
    // WRITE_ERROR is our own refusal to take more.
    return code == CURLE_WRITE_ERROR || code == CURLE_WEIRD_SERVER_REPLY ||
           code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_BAD_CONTENT_ENCODING;
}

}  // namespace

template <class Value>
void Transfer::set(CURLoption option, Value value) {
    if (curl_easy_setopt(curl_, option, value) != CURLE_OK) {
        throw std::runtime_error{fmt::format("libcurl refuses option {}", int{option})};
    }
}

Transfer::Transfer(WebRequest request,
                   std::filesystem::path const& ca_file,
                   std::chrono::milliseconds time,
                   WebClient::Done done)
    : request_(std::move(request)), done_(std::move(done)), curl_(curl_easy_init()) {
    if (!curl_) throw std::bad_alloc{};
    set_request(time);
    set_safety(ca_file);
}

Transfer::~Transfer() {
    curl_easy_cleanup(curl_);
}

void Transfer::set_request(std::chrono::milliseconds time) {
    for (auto const& [name, value] : request_.headers) {
        auto const line = fmt::format("{}: {}", name, value);
        auto* const longer = curl_slist_append(headers_.get(), line.c_str());
        if (!longer) throw std::bad_alloc{};
        (void)headers_.release();
        headers_.reset(longer);
    }
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_HTTPHEADER, headers_.get());
    if (request_.method == Method::post) {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
        set(CURLOPT_POSTFIELDS, request_.body.c_str());
    }
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(time.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(time, connect_time).count()));
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_ERRORBUFFER, trouble_.data());
    set(CURLOPT_PRIVATE, this);
}

void Transfer::set_safety(std::filesystem::path const& ca_file) {
    // libcurl sends a request again by itself where a connection that was used before has died, and
    // HTTP/2 has more such cases. An SMS would go out twice.
    set(CURLOPT_FRESH_CONNECT, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");  // http to this machine alone: see web_address.hpp
    set(CURLOPT_PROXY, "");                    // none, whatever the environment says
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a stuck look-up of a name must not hold up the loop
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (ca_file.empty()) return;
    set(CURLOPT_CAINFO, ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& body = static_cast<Transfer*>(self)->body_;
    if (size * count > answer_bytes_max - body.size()) return 0;
    body.append(bytes, size * count);
    return size * count;
}

std::size_t Transfer::on_header(char* /*bytes*/, std::size_t size, std::size_t count, void* self) {
    auto& taken = static_cast<Transfer*>(self)->header_bytes_;
    taken += size * count;
    return taken > header_bytes_max ? 0 : size * count;
}

bool Transfer::has_left() const {
    long bytes = 0;
    curl_easy_getinfo(curl_, CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
}

WebAnswer Transfer::answer(CURLcode code) {
    WebAnswer answer;
    if (code == CURLE_OK) {
        long status = 0;
        curl_off_t wait = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &wait);
        answer.fate = Fate::answered;
        answer.status = static_cast<int>(status);
        answer.body = std::move(body_);
        if (wait > 0) answer.retry_after = std::chrono::seconds{std::min<curl_off_t>(wait, 86'400)};
        return answer;
    }
    answer.trouble = trouble_.front() != '\0' ? trouble_.data() : curl_easy_strerror(code);
    if (has_left()) {
        answer.fate = is_unreadable(code) ? Fate::unreadable : Fate::no_answer;
    } else {
        answer.fate = is_about_trust(code) ? Fate::untrusted : Fate::not_sent;
    }
    return answer;
}

}  // namespace duban::web
