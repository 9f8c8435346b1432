#include "adapters/channels/web/url_encoding.hpp"

#include <algorithm>

namespace duban::web {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr std::size_t fields_max = 100;

}  // namespace

std::string url_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (char const c : text) {
        if (is_unreserved(c)) {
            encoded += c;
            continue;
        }
        auto const octet = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[octet >> 4U];
        encoded += digits[octet & 15U];
    }
    return encoded;
}

std::string form_of(Fields const& fields) {
    std::string form;
    for (auto const& [name, value] : fields) {
        if (!form.empty()) form += '&';
        form += url_encoded(name) + '=' + url_encoded(value);
    }
    return form;
}

std::optional<std::string> url_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        auto const high = digit_of(text[i + 1]);
        auto const low = digit_of(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::optional<Fields> fields_of(std::string_view form) {
    Fields fields;
    while (!form.empty()) {
        auto const end = std::min(form.find('&'), form.size());
        auto const field = form.substr(0, end);
        form.remove_prefix(std::min(end + 1, form.size()));
        auto const equals = std::min(field.find('='), field.size());
        auto name = url_decoded(field.substr(0, equals));
        auto value = url_decoded(field.substr(std::min(equals + 1, field.size())));
        if (!name || !value || fields.size() == fields_max) return std::nullopt;
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

std::string value_of(Fields const& fields, std::string_view name) {
    for (auto const& [one, value] : fields) {
        if (one == name) return value;
    }
    return {};
}

}  // namespace duban::web
