// Kannel's smsbox, the gateway that speaks SMPP and CMPP to carriers (kannel.org user guide,
// "Using the HTTP interface to send SMS messages"): a free text. It answers in plain words,
// each with an HTTP status.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/web/verdict.hpp"

namespace duban::sms {

namespace {

using web::Verdict;

// Delivered, undeliverable, refused by the carrier's centre; not what happens on the way.
constexpr char const* final_reports = "19";

/// Kannel puts the kind of the report for %d and the carrier's words for %A, and a % for %%.
std::string report_address(std::string_view address) {
    std::string pattern;
    for (char const c : address) pattern += c == '%' ? std::string{"%%"} : std::string{c};
    return pattern + "&type=%d&answer=%A";
}

Result<web::WebRequest, Text> request_of(SmsAccount const& account, Submission const& submission) {
    auto const& message = submission.message;
    web::Fields fields{{"username", account.user},
                       {"password", std::string{submission.secret}},
                       {"to", message.address},
                       {"charset", "UTF-8"},
                       {"coding", "2"},  // UCS-2: no alphabet of GSM has Han characters
                       {"text", message.text}};
    if (!account.sender.empty()) fields.emplace_back("from", account.sender);
    if (!submission.call_back.empty()) {
        fields.emplace_back("dlr-mask", final_reports);
        fields.emplace_back("dlr-url", report_address(submission.call_back));
    }
    web::WebRequest request;
    request.method = web::Method::get;
    request.url = url_of(account) + "/cgi-bin/sendsms?" + web::form_of(fields);
    return request;
}

// Its own words, as version 1.4.5 says them.
constexpr std::array refusals{
    web::CodeMeaning{"Authorization failed", Verdict::configuration},
    web::CodeMeaning{"Sender missing", Verdict::configuration},
    web::CodeMeaning{"Temporal failure", Verdict::provider},  // its bearerbox is away
    web::CodeMeaning{"Not routable", Verdict::recipient},
    web::CodeMeaning{"Number(s) has/have been denied", Verdict::recipient},
    web::CodeMeaning{"Missing receiver", Verdict::recipient},
    web::CodeMeaning{"Charset or body misformed", Verdict::content},
};

delivery::Outcome outcome_of(web::WebAnswer const& answer, Instant /*at*/) {
    if (answer.fate != web::Fate::answered) return web::outcome_without_code(answer);
    auto const words = std::string_view{answer.body}.substr(0, 500);
    auto const code = fmt::format("HTTP {}", answer.status);
    // "0: Accepted for delivery"; "3: Queued for later delivery", where no carrier is there now.
    if (answer.status == 202) return web::outcome_of(Verdict::accepted, code, words);
    bool const is_known = std::any_of(refusals.begin(), refusals.end(), [&](auto const& refusal) {
        return words.starts_with(refusal.prefix);
    });
    if (answer.status < 400 || !is_known) return web::outcome_without_code(answer);
    return web::outcome_of(web::meaning_of(words, refusals), code, words);
}

}  // namespace

Protocol const kannel{
    .url = "", .needs_template = false, .request_of = &request_of, .outcome_of = &outcome_of};

}  // namespace duban::sms
