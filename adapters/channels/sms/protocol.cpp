#include "adapters/channels/sms/protocol.hpp"

#include <fmt/format.h>

#include "engine/base/ensure.hpp"

namespace duban::sms {

Protocol const& protocol_of(Provider provider) {
    switch (provider) {
        case Provider::aliyun:
            return aliyun;
        case Provider::tencent:
            return tencent;
        case Provider::huawei:
            return huawei;
        case Provider::cloud_mas:
            return cloud_mas;
        case Provider::twilio:
            return twilio;
        case Provider::kannel:
            return kannel;
    }
    ensure(false, "a provider has a protocol");
    return aliyun;
}

std::string url_of(SmsAccount const& account) {
    auto url = account.url.empty() ? std::string{protocol_of(account.provider).url} : account.url;
    while (url.ends_with('/')) url.pop_back();
    return url;
}

std::string reference_of(delivery::Outgoing const& message) {
    return fmt::format("d-{}-{}", message.id.value, message.attempt);
}

}  // namespace duban::sms
