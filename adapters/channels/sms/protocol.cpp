#include "adapters/channels/sms/protocol.hpp"

#include <fmt/format.h>

#include <charconv>

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

std::string nonce_from(ports::Random& random) {
    auto const first = random.next();
    return fmt::format("{:016x}{:016x}", first, random.next());
}

std::optional<DeliveryId> delivery_in(std::string_view reference) {
    if (!reference.starts_with("d-")) return std::nullopt;
    auto const* const last = reference.data() + reference.size();
    DeliveryId id;
    auto const [dash, error] = std::from_chars(reference.data() + 2, last, id.value);
    if (error != std::errc{} || id.value <= 0 || dash == last || *dash != '-') return std::nullopt;
    int attempt = 0;
    auto const [end, fault] = std::from_chars(dash + 1, last, attempt);
    if (fault != std::errc{} || end != last || attempt < 1) return std::nullopt;
    return id;
}

}  // namespace duban::sms
