#include "engine/delivery/email_address.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::delivery {

namespace {

// RFC 5321 4.5.3.1: a path is at most 256 octets with its angle brackets, a local part 64; RFC 1035
// gives a label 63.
constexpr std::size_t address_bytes_max = 254;
constexpr std::size_t local_bytes_max = 64;
constexpr std::size_t label_bytes_max = 63;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5322 3.2.3, atext.
bool is_atom_character(char c) {
    return is_letter_or_digit(c) ||
           std::string_view{"!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

/// All parts between dots pass the test, and there is none empty.
template <class Test>
bool all_parts(std::string_view text, Test test) {
    while (true) {
        auto const dot = text.find('.');
        if (!test(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_local_part(std::string_view text) {
    return text.size() <= local_bytes_max && all_parts(text, [](std::string_view atom) {
               return !atom.empty() && std::all_of(atom.begin(), atom.end(), is_atom_character);
           });
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
               return is_letter_or_digit(c) || c == '-';
           });
}

Text malformed(std::string_view what_zh, std::string_view what_en) {
    return Text{
        .zh_cn = fmt::format("邮件地址的{}不合规范，请写成 name@example.org 的样子", what_zh),
        .en = fmt::format("the {} of the mail address is malformed: write it like "
                          "name@example.org",
                          what_en)};
}

}  // namespace

std::optional<Text> fault_of_email_address(std::string_view address) {
    if (address.size() > address_bytes_max) {
        return Text{.zh_cn = fmt::format("邮件地址不得超过 {} 字节", address_bytes_max),
                    .en = fmt::format("a mail address has at most {} bytes", address_bytes_max)};
    }
    if (std::count(address.begin(), address.end(), '@') != 1) {
        return Text{.zh_cn = "邮件地址须有且只有一个 @，请写成 name@example.org 的样子",
                    .en = "a mail address has exactly one @: write it like name@example.org"};
    }
    auto const at = address.find('@');
    auto const domain = address.substr(at + 1);
    if (!is_ascii(domain)) {
        return Text{.zh_cn = "邮件地址的域名含非英文字符，请改写为 punycode 形式（xn--…）",
                    .en =
                        "the domain of the mail address is not ASCII: write it in punycode "
                        "(xn--…)"};
    }
    if (!is_local_part(address.substr(0, at)))
        return malformed("用户名（@ 之前）", "part before @");
    if (!all_parts(domain, is_label)) return malformed("域名（@ 之后）", "domain after @");
    return std::nullopt;
}

}  // namespace duban::delivery
