#include "engine/delivery/mail_parameter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/base/utf8.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t line_max = 76;
constexpr std::size_t plain_max = 50;
constexpr std::string_view charset = "UTF-8''";

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Of RFC 2231's attribute-char those that no reader takes for anything else.
bool stands_for_itself(char c) {
    return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_';
}

/// The next character of the value, in the octets of its encoding.
std::string take_encoded(std::string_view& value) {
    auto const whole = value;
    take_code_point(value);
    std::string encoded;
    for (char const c : whole.substr(0, whole.size() - value.size())) {
        encoded += stands_for_itself(c) ? std::string(1, c)
                                        : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

/// What stands on each line; no character is split, for the sake of readers that decode each line
/// by itself.
std::vector<std::string> pieces_of(std::string_view name, std::string_view value) {
    auto const room = line_max - name.size() - std::string_view{" *10*=;"}.size();
    std::vector<std::string> pieces{std::string{charset}};
    while (!value.empty()) {
        auto const character = take_encoded(value);
        if (pieces.back().size() + character.size() > room) pieces.emplace_back();
        pieces.back() += character;
    }
    return pieces;
}

}  // namespace

bool is_plain_parameter(std::string_view value) {
    bool const has_plain_letters = std::ranges::all_of(value, [](char c) {
        return is_letter_or_digit(c) ||
               std::string_view{" -_.()+"}.find(c) != std::string_view::npos;
    });
    return has_plain_letters && value.size() <= plain_max && !value.starts_with(' ') &&
           !value.ends_with(' ');
}

std::string mail_parameter(std::string_view name, std::string_view value) {
    if (is_plain_parameter(value)) return fmt::format(";\r\n {}=\"{}\"", name, value);
    auto const pieces = pieces_of(name, value);
    if (pieces.size() == 1) return fmt::format(";\r\n {}*={}", name, pieces.front());
    std::string lines;
    std::size_t number = 0;
    for (auto const& piece : pieces) lines += fmt::format(";\r\n {}*{}*={}", name, number++, piece);
    return lines;
}

}  // namespace duban::delivery
