#include "adapters/channels/web/web_address.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "engine/delivery/loopback_host.hpp"

namespace duban::web {

namespace {

constexpr std::size_t url_bytes_max = 2'048;

using Parsed = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part_of(Parsed const& url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
    std::string copy{text};
    curl_free(text);
    return copy;
}

bool is_plain(std::string_view url) {
    return std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::optional<Text> fault_of_web_address(std::string const& url) {
    // By libcurl's own parser: what is checked here is what will be connected to.
    Parsed const parsed{curl_url(), &curl_url_cleanup};
    bool const readable =
        url.size() <= url_bytes_max && is_plain(url) &&
        curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) == CURLUE_OK;
    auto const scheme = part_of(parsed, CURLUPART_SCHEME);
    auto const host = part_of(parsed, CURLUPART_HOST);
    if (!readable || host.empty() || !part_of(parsed, CURLUPART_FRAGMENT).empty()) {
        return Text{.zh_cn = "应为网址，如 https://sms.example.com",
                    .en = "a web address is expected, like https://sms.example.com"};
    }
    if (scheme == "https" || (scheme == "http" && delivery::is_loopback_host(host)))
        return std::nullopt;
    return Text{.zh_cn = "应以 https:// 开头；不加密只允许用于本机（127.0.0.1）",
                .en =
                    "it must begin with https://; without encryption only this machine "
                    "(127.0.0.1) may be spoken to"};
}

std::string host_of(std::string_view url) {
    auto const begin = url.find("://");
    if (begin != std::string_view::npos) url.remove_prefix(begin + 3);
    return std::string{url.substr(0, url.find_first_of("/?"))};
}

}  // namespace duban::web
