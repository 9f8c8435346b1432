#include "engine/delivery/bounce_mark.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/sha256.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t check_digits = 16;

bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

BounceMark bounce_mark(DeliveryId delivery, std::string_view message_id, std::string_view address) {
    auto const hash = duban::to_text(sha256(fmt::format("bounce\n{}\n{}", message_id, address)));
    return {.delivery = delivery, .check = hash.substr(0, check_digits)};
}

std::string to_text(BounceMark const& mark) {
    return fmt::format("{}.{}", mark.delivery.value, mark.check);
}

std::optional<BounceMark> parse_bounce_mark(std::string_view text) {
    auto const dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    auto const number = text.substr(0, dot);
    std::string check{text.substr(dot + 1)};
    // Whoever passed it on may have written the local part in capitals.
    std::ranges::transform(check, check.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (check.size() != check_digits || !std::ranges::all_of(check, is_hexadecimal)) {
        return std::nullopt;
    }
    BounceMark mark{.delivery = {}, .check = std::move(check)};
    auto const* const end = number.data() + number.size();
    auto const [stopped, error] = std::from_chars(number.data(), end, mark.delivery.value);
    if (error != std::errc{} || stopped != end || mark.delivery.value <= 0) return std::nullopt;
    return mark;
}

std::string marked_address(std::string_view mailbox, BounceMark const& mark) {
    auto const at = mailbox.rfind('@');
    return fmt::format("{}+{}{}", mailbox.substr(0, at), to_text(mark), mailbox.substr(at));
}

std::optional<BounceMark> mark_of_address(std::string_view address) {
    auto const at = address.rfind('@');
    auto const plus = address.substr(0, at).rfind('+');
    if (at == std::string_view::npos || plus == std::string_view::npos) return std::nullopt;
    return parse_bounce_mark(address.substr(plus + 1, at - plus - 1));
}

}  // namespace duban::delivery
