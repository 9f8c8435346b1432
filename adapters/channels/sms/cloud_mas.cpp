// China Mobile's 云MAS over HTTPS: a free text under an approved signature. Its secret travels in
// the request, so nothing but HTTPS will do.
#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/digest.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "engine/delivery/base64.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

namespace {

using web::Verdict;

constexpr std::array codes{
    web::CodeMeaning{"IllegalMac", Verdict::configuration},
    web::CodeMeaning{"IllegalSignId", Verdict::configuration},
    web::CodeMeaning{"NoSignId", Verdict::configuration},
    web::CodeMeaning{"InvalidUsrOrPwd", Verdict::configuration},
    web::CodeMeaning{"InvalidMessage", Verdict::content},
    web::CodeMeaning{"TooManyMobiles", Verdict::recipient},
    web::CodeMeaning{"success", Verdict::uncertain},  // where the answer denies it elsewhere
};

Result<web::WebRequest, Text> request_of(SmsAccount const& account, Submission const& submission) {
    auto const& message = submission.message;
    auto const mobile = delivery::mainland_mobile(message.address).value_or(message.address);
    auto const signed_text = fmt::format("{}{}{}{}{}{}{}",
                                         account.organisation,
                                         account.user,
                                         submission.secret,
                                         mobile,
                                         message.text,
                                         account.sign_name,
                                         account.extension);
    boost::json::object const object{{"ecName", account.organisation},
                                     {"apId", account.user},
                                     {"secretKey", submission.secret},
                                     {"mobiles", mobile},
                                     {"content", message.text},
                                     {"sign", account.sign_name},
                                     {"addSerial", account.extension},
                                     {"mac", web::hexadecimal(web::md5_octets(signed_text))}};
    web::WebRequest request;
    request.url = url_of(account) + "/sms/submit";
    request.headers = {{"Content-Type", "text/plain"}};
    request.body = delivery::base64(boost::json::serialize(object));
    return request;
}

delivery::Outcome outcome_of(web::WebAnswer const& answer, Instant /*at*/) {
    auto const object = web::object_of(answer.body);
    auto const code = object ? web::text_at(*object, "rspcod") : std::nullopt;
    if (answer.fate != web::Fate::answered || !code) return web::outcome_without_code(answer);
    bool const good = web::text_at(*object, "success") == "true";
    auto outcome =
        web::outcome_of(good ? Verdict::accepted : web::meaning_of(*code, codes), *code, "");
    outcome.provider_id =
        delivery::printable_words(web::text_at(*object, "msgGroup").value_or(""), 100);
    return outcome;
}

}  // namespace

Protocol const cloud_mas{
    .url = "", .needs_template = false, .request_of = &request_of, .outcome_of = &outcome_of};

}  // namespace duban::sms
