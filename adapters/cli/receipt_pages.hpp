// What providers of short messages call over HTTP: /receipts/<channel>/<token>. Whoever does not
// know the token is told no more than that there is no such page.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "adapters/channels/sms/receipt_door.hpp"
#include "adapters/http/server.hpp"
#include "adapters/runtime/log.hpp"

namespace duban::cli {

/// Those of the channels whose providers are let in, by the channel's name.
using ReceiptDoors = std::map<std::string, std::shared_ptr<sms::ReceiptDoor>>;

bool is_receipt_page(http::Request const& request);

http::Response receipt_page(http::Request const& request,
                            ReceiptDoors const& doors,
                            runtime::Log const& log);

}  // namespace duban::cli
