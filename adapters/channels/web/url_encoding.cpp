#include "adapters/channels/web/url_encoding.hpp"

namespace duban::web {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

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

}  // namespace duban::web
