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

}  // namespace duban::delivery
