#include "adapters/channels/smtp/smtp_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "adapters/secret/secret_file.hpp"
#include "engine/delivery/bounce_mark.hpp"
#include "engine/delivery/email_address.hpp"
#include "engine/delivery/loopback_host.hpp"

namespace duban::smtp {

namespace {

constexpr std::size_t connections_most = 16;

/// The host becomes a part of a URL: a name, an IPv4 address, or an IPv6 address in brackets.
bool is_host(std::string_view host) {
    bool const bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    auto const allowed = [bracketed](char c) {
        bool const digit = c >= '0' && c <= '9';
        bool const hexadecimal = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (bracketed) return digit || hexadecimal || c == ':' || c == '.';
        return digit || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
    };
    return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), allowed);
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
}

std::optional<Text> fault_of_server(SmtpAccount const& account) {
    if (!is_host(account.host) || account.port == 0) {
        return Text{.zh_cn = fmt::format(
                        "邮件服务器“{}:{}”不是有效的主机名和端口", account.host, account.port),
                    .en = fmt::format("the mail server \"{}:{}\" is not a host name and a port",
                                      account.host,
                                      account.port)};
    }
    if (!account.hello.empty() && !is_host(account.hello)) {
        return Text{.zh_cn = "hello 须为主机名", .en = "hello must be a host name"};
    }
    if (!account.tls_name.empty() &&
        (!is_host(account.tls_name) || account.security == Security::none)) {
        return Text{.zh_cn = "tls_name 须为主机名，且须加密",
                    .en = "tls_name must be a host name, and needs encryption"};
    }
    if (account.security == Security::none && !delivery::is_loopback_host(account.host)) {
        return Text{.zh_cn = fmt::format("{} 不是本机，必须加密：请用 465 端口的 TLS 或 587 端口的 "
                                         "STARTTLS",
                                         account.host),
                    .en = fmt::format("{} is not this machine, so TLS is required: use port 465 "
                                      "with TLS or port 587 with STARTTLS",
                                      account.host)};
    }
    if (account.connections_max == 0 || account.connections_max > connections_most) {
        return Text{.zh_cn = fmt::format("连接数须为 1 至 {}", connections_most),
                    .en = fmt::format("connections must be 1 to {}", connections_most)};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Text> fault_of(SmtpAccount const& account) {
    if (auto fault = fault_of_server(account)) return fault;
    if (auto fault = delivery::fault_of_email_address(account.from.address)) return fault;
    if (!account.bounce_address.empty()) {
        if (auto fault = delivery::fault_of_email_address(account.bounce_address)) return fault;
        // The longest mark there can be.
        auto const marked = delivery::marked_address(
            account.bounce_address,
            delivery::bounce_mark(DeliveryId{std::numeric_limits<std::int64_t>::max()}, {}, {}));
        if (auto fault = delivery::fault_of_email_address(marked)) return fault;
    }
    if (has_control(account.user) || has_control(account.from.name)) {
        return Text{.zh_cn = "用户名和发件人名称不得含控制字符",
                    .en = "the user and the sender's name must not hold control characters"};
    }
    bool const has_password = !account.password_file.empty();
    bool const has_token = !account.token_file.empty();
    if (account.user.empty() != (!has_password && !has_token) || (has_password && has_token)) {
        return Text{.zh_cn = "用户名须与密码文件或令牌文件之一同时给出，或都不给出",
                    .en =
                        "a user and a password file or a token file go together: give a user "
                        "and one of the files, or neither"};
    }
    return std::nullopt;
}

Result<std::string, Text> read_password(SmtpAccount const& account) {
    if (account.password_file.empty()) return std::string{};
    return secret::read_line(
        {.path = account.password_file, .what = {.zh_cn = "密码", .en = "password"}});
}

Result<std::string, Text> read_token(SmtpAccount const& account) {
    if (account.token_file.empty()) return std::string{};
    return secret::read_line(
        {.path = account.token_file, .what = {.zh_cn = "令牌", .en = "token"}});
}

}  // namespace duban::smtp
