#include "engine/delivery/phone_number.hpp"

#include <algorithm>

namespace duban::delivery {

std::optional<Text> fault_of_phone_number(std::string_view number) {
    auto digits = number;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    bool const all_digits =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (all_digits && digits.size() >= 5 && digits.size() <= 20) return std::nullopt;
    return Text{.zh_cn = "电话号码只能是 5 至 20 位数字，可以 + 开头，不含空格和连字符",
                .en =
                    "a phone number is 5 to 20 digits, with + in front or not, without spaces "
                    "and hyphens"};
}

std::optional<std::string> mainland_mobile(std::string_view number) {
    constexpr std::size_t digits = 11;
    for (std::string_view const country : {"+86", "0086", "86", ""}) {
        auto const rest = number.substr(std::min(number.size(), country.size()));
        if (!number.starts_with(country) || rest.size() != digits) continue;
        if (rest.starts_with('1')) return std::string{rest};
    }
    return std::nullopt;
}

std::string international_number(std::string_view number) {
    if (auto const mobile = mainland_mobile(number)) return "+86" + *mobile;
    if (number.starts_with("00")) return '+' + std::string{number.substr(2)};
    return std::string{number};
}

}  // namespace duban::delivery
