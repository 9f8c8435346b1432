#include "adapters/channels/sms/receipt_protocol.hpp"

#include <algorithm>
#include <array>

#include "adapters/channels/sms/protocol.hpp"
#include "engine/base/ensure.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::sms {

using Kind = delivery::Receipt::Kind;

ReceiptProtocol const& receipt_protocol_of(Provider provider) {
    switch (provider) {
        case Provider::aliyun:
            return aliyun_receipts;
        case Provider::tencent:
            return tencent_receipts;
        case Provider::huawei:
            return huawei_receipts;
        case Provider::cloud_mas:
            return cloud_mas_receipts;
        case Provider::twilio:
            return twilio_receipts;
        case Provider::kannel:
            return kannel_receipts;
    }
    ensure(false, "a provider has receipts");
    return aliyun_receipts;
}

std::optional<delivery::Receipt> receipt_of(Kind kind,
                                            std::string_view provider_id,
                                            std::string_view reference) {
    delivery::Receipt receipt;
    receipt.kind = kind;
    receipt.provider_id = delivery::printable_words(provider_id, 100);
    if (auto const id = delivery_in(reference)) receipt.id = *id;
    if (receipt.id.value == 0 && receipt.provider_id.empty()) return std::nullopt;
    return receipt;
}

delivery::Receipt receipt_about(ports::Inquiry const& message, Kind kind) {
    delivery::Receipt receipt;
    receipt.id = message.id;
    receipt.provider_id = message.provider_id;
    receipt.kind = kind;
    return receipt;
}

Kind kind_of_state(std::string_view state) {
    constexpr std::array<std::string_view, 4> open{"", "ENROUTE", "ACCEPTD", "UNKNOWN"};
    if (state.starts_with("DELIVRD") || state == "DELIVERED") return Kind::delivered;
    return std::find(open.begin(), open.end(), state) != open.end() ? Kind::delayed : Kind::failed;
}

void say_why(delivery::Receipt& receipt, std::string_view code, std::string_view words) {
    if (receipt.kind == Kind::delivered) return;
    receipt.code = delivery::printable_words(code, 100);
    receipt.words = delivery::printable_words(words);
}

Receipts furthest_of(Receipts const& attempts) {
    Receipts furthest;
    for (auto const kind : {Kind::delivered, Kind::delayed, Kind::failed}) {
        auto const found = std::find_if(
            attempts.begin(), attempts.end(), [&](auto const& one) { return one.kind == kind; });
        if (found == attempts.end()) continue;
        if (kind != Kind::delayed) furthest.push_back(*found);
        break;
    }
    return furthest;
}

}  // namespace duban::sms
