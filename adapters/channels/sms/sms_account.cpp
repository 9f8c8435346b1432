#include "adapters/channels/sms/sms_account.hpp"

#include <algorithm>

#include "adapters/channels/web/web_address.hpp"

namespace duban::sms {

namespace {

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        auto const octet = static_cast<unsigned char>(c);
        return octet < 0x20 || octet == 0x7F;
    });
}

/// These become a part of a header or of an address.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

SmsTemplate const* SmsAccount::find_template(std::string_view message) const {
    auto const found = std::find_if(templates.begin(),
                                    templates.end(),
                                    [&](SmsTemplate const& one) { return one.message == message; });
    return found == templates.end() ? nullptr : &*found;
}

std::optional<Text> fault_of(SmsAccount const& account) {
    if (!account.url.empty()) {
        if (auto fault = web::fault_of_web_address(account.url)) return fault;
    }
    if (!is_plain(account.user) || !is_plain(account.region)) {
        return Text{.zh_cn = "账号和地域不得含空格、汉字和控制字符",
                    .en = "the account and the region must be of visible ASCII characters"};
    }
    for (auto const* text : {&account.sign_name,
                             &account.app_id,
                             &account.organisation,
                             &account.sender,
                             &account.extension}) {
        if (!has_control(*text)) continue;
        return Text{.zh_cn = "账号的各项设置不得含控制字符",
                    .en = "the account's settings must not hold control characters"};
    }
    return std::nullopt;
}

}  // namespace duban::sms
