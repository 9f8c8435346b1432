// The receipts in an array of JSON, as most providers tell them: one object a message.
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "adapters/channels/sms/receipt_protocol.hpp"

namespace duban::sms {

/// `receipt_in`: of an object, nothing where it speaks of no message of ours.
template <class ReceiptIn>
Receipts receipts_among(boost::json::array const& elements, ReceiptIn const& receipt_in) {
    Receipts receipts;
    for (auto const& element : elements) {
        auto const* const object = element.if_object();
        std::optional<delivery::Receipt> receipt;
        if (object != nullptr) receipt = receipt_in(*object);
        if (receipt) receipts.push_back(std::move(*receipt));
    }
    return receipts;
}

}  // namespace duban::sms
