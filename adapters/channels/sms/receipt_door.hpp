// The door of one channel for its provider's call-backs: whoever knows its token may say what
// became of messages, within bounds, and is thanked as the provider expects, once that is kept.
#pragma once

#include <string>

#include "adapters/channels/sms/call_back.hpp"
#include "adapters/channels/sms/sms_account.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/outgoing.hpp"

namespace duban::sms {

inline constexpr std::size_t call_back_bytes_max = 256 * 1024;
/// Tencent sends 100 at most, the others say nothing.
inline constexpr std::size_t receipts_in_call_back_max = 1'000;

class ReceiptDoor {
  public:
    ReceiptDoor(SmsAccount const& account, std::string secret, std::string token);

    [[nodiscard]] CallBackAnswer answer(CallBack const& call_back) const;

    /// Where the provider is to report on the message; empty where its console says so.
    [[nodiscard]] std::string address_for(delivery::Outgoing const& message) const;

  private:
    [[nodiscard]] CallBackAnswer take(CallBack const& call_back) const;
    [[nodiscard]] std::string path() const;

    SmsAccount const account_;
    std::string const secret_;
    std::string const token_;
};

/// What is wrong with a token and what to write instead: a guess must be hopeless, and it stands in
/// an address.
std::optional<Text> fault_of_token(std::string_view token);

}  // namespace duban::sms
