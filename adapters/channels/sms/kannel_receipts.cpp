// Kannel's delivery reports: it gets the address that the message came with (`dlr-url`), with the
// kind of the report (%d) and the carrier's words (%A) put into it (kannel.org user guide,
// "Delivery Reports").
#include "adapters/channels/sms/receipt_protocol.hpp"

namespace duban::sms {

namespace {

using Kind = delivery::Receipt::Kind;

std::optional<Kind> kind_of(std::string_view type) {
    if (type == "1") return Kind::delivered;
    // Undeliverable; refused by the carrier's centre; the same with "expired" and "unknown" added.
    if (type == "2" || type == "16" || type == "34" || type == "66") return Kind::failed;
    if (type == "4" || type == "8") return Kind::delayed;
    return std::nullopt;
}

std::optional<Receipts> receipts_in(Report const& report) {
    auto const type = web::value_of(report.query, "type");
    auto const kind = kind_of(type);
    if (!kind) return std::nullopt;
    auto receipt = receipt_of(*kind, "", web::value_of(report.query, "reference"));
    if (!receipt) return std::nullopt;
    say_why(*receipt, "DLR " + type, web::value_of(report.query, "answer"));
    return Receipts{*receipt};
}

}  // namespace

ReceiptProtocol const kannel_receipts{.method = "GET",
                                      .is_told_per_message = true,
                                      .receipts_in = &receipts_in,
                                      .thanks_type = "text/plain; charset=utf-8",
                                      .thanks = ""};

}  // namespace duban::sms
