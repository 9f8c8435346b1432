#include "adapters/http/known_hosts.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>

namespace duban::http {

namespace {

/// "duban.example.org:8443" -> "duban.example.org"; "[::1]:80" -> "::1".
std::string_view name_in(std::string_view host) {
    if (host.starts_with('[')) return host.substr(1, std::min(host.find(']'), host.size()) - 1);
    return host.substr(0, host.find(':'));
}

/// Of "https://duban.example.org/x".
std::string_view name_in_address(std::string_view address) {
    auto const scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    address.remove_prefix(scheme + 3);
    return name_in(address.substr(0, address.find('/')));
}

bool is_address(std::string_view name) {
    std::array<unsigned char, sizeof(in6_addr)> octets{};
    std::string const text{name};
    return ::inet_pton(AF_INET, text.c_str(), octets.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), octets.data()) == 1;
}

bool is_own_name(std::string_view name) {
    return boost::beast::iequals(name, "localhost") || name == "::1" ||
           (name.starts_with("127.") && is_address(name));
}

}  // namespace

KnownHosts::KnownHosts(std::string_view public_address)
    : public_name_{name_in_address(public_address)} {}

bool KnownHosts::know(Request const& request) const {
    auto const host = request.header("Host");
    auto const name = name_in(host);
    if (name.empty()) return false;
    return boost::beast::iequals(name, "localhost") || is_address(name) ||
           (!public_name_.empty() && boost::beast::iequals(name, public_name_));
}

bool must_be_secure(Request const& request) {
    if (boost::beast::iequals(request.header("X-Forwarded-Proto"), "https")) return true;
    auto const host = request.header("Host");
    return !is_own_name(name_in(host));
}

}  // namespace duban::http
