#include "adapters/intake/encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <stdexcept>

#include "engine/base/utf8.hpp"

namespace duban::intake {

namespace {

constexpr char32_t replacement = 0xFFFD;

std::u32string from_utf8(std::string_view bytes) {
    std::u32string text;
    text.reserve(bytes.size() / 2);
    while (!bytes.empty()) text.push_back(take_code_point(bytes));
    return text;
}

struct CloseConverter {
    void operator()(void* handle) const { iconv_close(handle); }
};

using Converter = std::unique_ptr<void, CloseConverter>;

Converter open_converter(char const* encoding) {
    auto* handle = iconv_open("UTF-32LE", encoding);
    if (std::bit_cast<std::intptr_t>(handle) == -1) {
        throw std::runtime_error(std::string("iconv does not know the encoding ") + encoding);
    }
    return Converter{handle};
}

// iconv stops at a bad byte; it becomes U+FFFD and the next byte is tried, so each call moves on.
std::u32string from_named(std::string_view bytes, char const* encoding) {
    auto const converter = open_converter(encoding);
    std::string input{bytes};
    char* from = input.data();
    std::size_t left = input.size();
    std::u32string text;
    std::array<char32_t, 4096> buffer{};
    while (left > 0) {
        auto* to = reinterpret_cast<char*>(buffer.data());
        std::size_t room = sizeof(buffer);
        auto const failed = iconv(converter.get(), &from, &left, &to, &room) == std::size_t(-1);
        auto const error = errno;
        text.append(buffer.data(), (sizeof(buffer) - room) / sizeof(char32_t));
        if (failed && error != E2BIG && left > 0) {
            text.push_back(replacement);
            ++from;
            --left;
        }
    }
    return text;
}

std::size_t lost_in(std::u32string const& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), replacement));
}

Decoded finish(std::u32string text) {
    bool const damaged = lost_in(text) > 0;
    return {std::move(text), damaged};
}

// Counting losses in both would not do: GB18030 reads nearly any UTF-8 as rare characters. But
// Chinese in GB18030 is hardly ever valid UTF-8, so a few losses mean a damaged page in UTF-8.
bool is_mostly_utf8(std::u32string const& text) {
    auto const lost = lost_in(text);
    auto const beyond_ascii = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char32_t c) { return c >= 0x80; }));
    return lost * 5 < beyond_ascii;
}

bool declares_big5(std::string_view bytes) {
    std::string head{bytes.substr(0, 2048)};
    std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return head.find("charset=big5") != head.npos || head.find("charset=\"big5") != head.npos;
}

}  // namespace

Decoded decode(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.starts_with("\xFF\xFE")) return finish(from_named(bytes.substr(2), "UTF-16LE"));
    if (bytes.starts_with("\xFE\xFF")) return finish(from_named(bytes.substr(2), "UTF-16BE"));
    auto utf8 = from_utf8(bytes);
    if (!find_invalid_utf8(bytes)) return finish(std::move(utf8));
    if (is_mostly_utf8(utf8)) return finish(std::move(utf8));
    return finish(from_named(bytes, declares_big5(bytes) ? "BIG5-HKSCS" : "GB18030"));
}

}  // namespace duban::intake
