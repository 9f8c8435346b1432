// Huawei Cloud's status reports: a form for each part of a message, called at the address that the
// message came with (support.huaweicloud.com api-msgsms/sms_05_0003).
#include "adapters/channels/sms/receipt_protocol.hpp"

namespace duban::sms {

namespace {

std::optional<Receipts> receipts_in(Report const& report) {
    auto const form = web::fields_of(report.body);
    if (!form) return std::nullopt;
    auto const status = web::value_of(*form, "status");
    auto receipt = receipt_of(
        kind_of_state(status), web::value_of(*form, "smsMsgId"), web::value_of(*form, "extend"));
    if (!receipt) return std::nullopt;
    say_why(*receipt, status, "");
    return Receipts{*receipt};
}

}  // namespace

ReceiptProtocol const huawei_receipts{.method = "POST",
                                      .is_told_per_message = true,
                                      .receipts_in = &receipts_in,
                                      .thanks_type = "text/plain; charset=utf-8",
                                      .thanks = "OK"};

}  // namespace duban::sms
