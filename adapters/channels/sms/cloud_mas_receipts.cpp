// China Mobile's 云MAS: a report for each number, as JSON (one or several) or as a form. No page of
// the vendor's own could be read; the names are those that its customers quote.
#include <boost/json.hpp>

#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/sms/receipts_among_impl.hpp"
#include "adapters/channels/web/json_impl.hpp"

namespace duban::sms {

namespace {

std::optional<delivery::Receipt> receipt_in(web::Fields const& fields) {
    auto const state = web::value_of(fields, "errorCode");
    auto receipt = receipt_of(kind_of_state(state), web::value_of(fields, "msgGroup"), "");
    if (receipt) say_why(*receipt, state, web::value_of(fields, "reportStatus"));
    return receipt;
}

std::optional<delivery::Receipt> receipt_in(boost::json::object const& object) {
    web::Fields fields;
    for (auto const* const key : {"errorCode", "msgGroup", "reportStatus"}) {
        fields.emplace_back(key, web::text_at(object, key).value_or(""));
    }
    return receipt_in(fields);
}

std::optional<Receipts> receipts_in(Report const& report) {
    if (auto const array = web::array_of(report.body))
        return receipts_among(*array,
                              [](boost::json::object const& one) { return receipt_in(one); });
    std::optional<delivery::Receipt> one;
    if (auto const object = web::object_of(report.body)) {
        one = receipt_in(*object);
    } else if (auto const form = web::fields_of(report.body)) {
        one = receipt_in(*form);
    }
    return one ? std::optional{Receipts{*one}} : std::nullopt;
}

}  // namespace

ReceiptProtocol const cloud_mas_receipts{.method = "POST",
                                         .is_told_per_message = false,
                                         .receipts_in = &receipts_in,
                                         .thanks_type = "text/plain; charset=utf-8",
                                         .thanks = "OK"};

}  // namespace duban::sms
