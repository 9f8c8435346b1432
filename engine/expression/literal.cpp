#include "engine/expression/literal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "engine/base/utf8.hpp"

namespace duban::expression {

namespace {

using Read = Result<Value, LiteralFault>;

Failure<LiteralFault> out_of_range(std::string_view written) {
    return Failure<LiteralFault>{
        {.at = 0,
         .rule = "bad-number",
         .message = {.zh_cn = fmt::format("数字 {} 超出范围", written),
                     .en = fmt::format("the number {} is out of range", written)}}};
}

Read read_int(std::string_view written, bool negative) {
    auto const digits =
        written.starts_with("0x") || written.starts_with("0X") ? written.substr(2) : written;
    std::uint64_t magnitude = 0;
    auto const read = std::from_chars(
        digits.data(), digits.data() + digits.size(), magnitude, digits == written ? 10 : 16);
    auto const greatest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (read.ec != std::errc{} || magnitude > greatest + (negative ? 1 : 0))
        return out_of_range(written);
    // Modular arithmetic reaches the smallest int, which has no positive twin.
    return Value{static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude)};
}

Read read_uint(std::string_view written) {
    auto digits = written.substr(0, written.size() - 1);
    bool const hex = digits.starts_with("0x") || digits.starts_with("0X");
    if (hex) digits.remove_prefix(2);
    std::uint64_t value = 0;
    auto const read =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (read.ec != std::errc{}) return out_of_range(written);
    return Value{value};
}

/// Whether a number that no double holds is too small, and not too great.
bool is_tiny(std::string_view written) {
    long double value = 0;
    auto const read = std::from_chars(written.data(), written.data() + written.size(), value);
    if (read.ec == std::errc{}) return value < 1;
    // Beyond 4932 decimal places the exponent alone can say it: the text is too short for zeros.
    return written.find_first_of('-') != std::string_view::npos;
}

Read read_double(std::string_view written, bool negative) {
    double value = 0;
    auto const read = std::from_chars(written.data(), written.data() + written.size(), value);
    if (read.ec != std::errc{} && !is_tiny(written)) return out_of_range(written);
    return Value{negative ? -value : value};
}

/// Reads the escapes of one literal's body.
class Unescaper {
  public:
    Unescaper(std::string_view body, bool bytes) : body_{body}, bytes_{bytes} {}

    std::optional<LiteralFault> run() {
        while (at_ < body_.size()) {
            if (body_[at_] != '\\') {
                octets_ += body_[at_++];
            } else if (!take_escape()) {
                return fault();
            }
        }
        return std::nullopt;
    }

    std::string take_octets() { return std::move(octets_); }

  private:
    bool take_escape() {
        // The lexer lets no body end in a lone backslash.
        char const c = body_[at_ + 1];
        constexpr std::string_view names = "abfnrtv\\?\"'`";
        constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\?\"'`";
        if (auto const named = names.find(c); named != std::string_view::npos) {
            octets_ += meanings[named];
            at_ += 2;
            return true;
        }
        if (c >= '0' && c <= '3') return take_code(1, 3, 8);
        if (c == 'x' || c == 'X') return take_code(2, 2, 16);
        if (c == 'u' && !bytes_) return take_code(2, 4, 16);
        if (c == 'U' && !bytes_) return take_code(2, 8, 16);
        return false;
    }

    bool take_code(std::size_t skip, std::size_t length, int base) {
        auto const digits = body_.substr(at_ + skip, length);
        std::uint32_t code = 0;
        auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
        if (digits.size() != length || read.ptr != digits.data() + length) return false;
        bool const surrogate = code >= 0xD800 && code <= 0xDFFF;
        if (surrogate || code > 0x10FFFF) return false;
        if (bytes_) {
            octets_ += static_cast<char>(code);
        } else {
            append_utf8(octets_, code);
        }
        at_ += skip + length;
        return true;
    }

    [[nodiscard]] LiteralFault fault() const {
        auto rest = body_.substr(at_ + 1);
        take_code_point(rest);
        auto const written = body_.substr(at_, body_.size() - at_ - rest.size());
        return {
            .at = at_,
            .rule = "bad-escape",
            .message = {.zh_cn = fmt::format("转义“{}”无效；反斜杠本身请写 \\\\", written),
                        .en = fmt::format("`{}` is not a valid escape; write \\\\ for a backslash",
                                          written)}};
    }

    std::string_view body_;
    bool bytes_;
    std::size_t at_ = 0;
    std::string octets_;
};

Read read_quoted(Token const& token) {
    bool const bytes = token.kind == TokenKind::bytes;
    auto const open = token.text.find_first_of("\"'");
    auto const prefix = token.text.substr(0, open);
    bool const raw = prefix.find_first_of("rR") != std::string_view::npos;
    auto const quote = token.text[open];
    auto const marks = token.text.substr(open);
    // `""` alone is the empty text, not the beginning of a triple quote.
    bool const triple = marks.size() >= 6 && marks[1] == quote && marks[2] == quote;
    std::size_t const width = triple ? 3 : 1;
    auto const body = marks.substr(width, marks.size() - 2 * width);
    std::string octets{body};
    if (!raw) {
        Unescaper unescaper{body, bytes};
        if (auto fault = unescaper.run()) {
            fault->at += open + width;
            return Failure<LiteralFault>{std::move(*fault)};
        }
        octets = unescaper.take_octets();
    }
    return bytes ? Value{Bytes{std::move(octets)}} : Value{std::move(octets)};
}

}  // namespace

Read read_literal(Token const& token, bool negative) {
    switch (token.kind) {
        case TokenKind::int64:
            return read_int(token.text, negative);
        case TokenKind::uint64:
            return read_uint(token.text);
        case TokenKind::float64:
            return read_double(token.text, negative);
        default:
            return read_quoted(token);
    }
}

}  // namespace duban::expression
