// What providers of short messages call over HTTP: /receipts/<channel>/<token>. Whoever does not
// know the token is told no more than that there is no such page.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/channels/sms/receipt_door.hpp"
#include "adapters/http/server.hpp"
#include "adapters/runtime/log.hpp"

namespace duban::cli {

/// Those of the channels whose providers are let in, by the channel's name.
using ReceiptDoors = std::map<std::string, std::shared_ptr<sms::ReceiptDoor>>;

/// Writes them down for good, and says whether it could.
using Keep = std::function<void(std::string const& channel,
                                std::vector<delivery::Receipt> receipts,
                                std::function<void(bool is_kept)> kept)>;

bool is_receipt_page(http::Request const& request);

/// Thanks for what is kept alone: a provider that is told to come again does.
void receipt_page(http::Request const& request,
                  ReceiptDoors const& doors,
                  runtime::Log const& log,
                  Keep const& keep,
                  http::Answer const& answer);

}  // namespace duban::cli
