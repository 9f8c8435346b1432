// A bounce as the receipt of one of our deliveries, once it is sure that it speaks of a mail that
// was sent: its mark is held against the row. A forged or strange one becomes none.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/delivery/bounce_report.hpp"
#include "engine/delivery/receipt.hpp"
#include "engine/ports/store.hpp"

namespace duban::service {

struct BounceReceipt {
    std::string channel;  // that the mail went by
    delivery::Receipt receipt;
};

Result<BounceReceipt, Text> receipt_of(delivery::BounceReport const& report, ports::Reader& reader);

}  // namespace duban::service
