#include "adapters/channels/webhook/robot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "adapters/channels/web/digest.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "engine/delivery/base64.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::webhook {

namespace {

namespace json = boost::json;

using web::Verdict;

// Octets: of the text (developer.work.weixin.qq.com 91770), and of the whole body at the other two.
constexpr std::size_t wecom_text_max = 2'048;
constexpr std::size_t body_max = 20'000;

// developer.work.weixin.qq.com 90313
constexpr std::array wecom_codes{
    web::CodeMeaning{"45009", Verdict::throttled},      // 20 a minute
    web::CodeMeaning{"93000", Verdict::configuration},  // no such key
    web::CodeMeaning{"93004", Verdict::configuration},  // removed from the group
    web::CodeMeaning{"93008", Verdict::configuration},
    web::CodeMeaning{"40058", Verdict::content},
    web::CodeMeaning{"44004", Verdict::content},  // empty
    web::CodeMeaning{"45002", Verdict::content},  // too long
};

// open.dingtalk.com, "custom robots"
constexpr std::array dingtalk_codes{
    web::CodeMeaning{"130101", Verdict::throttled},  // 20 a minute, then silence for ten
    web::CodeMeaning{"410100", Verdict::throttled},
    web::CodeMeaning{"310000", Verdict::configuration},  // signature, keyword or address
    web::CodeMeaning{"300001", Verdict::configuration},  // no such token
    web::CodeMeaning{"300005", Verdict::configuration},
    web::CodeMeaning{"400013", Verdict::configuration},  // the group is gone
    web::CodeMeaning{"400101", Verdict::configuration},
    web::CodeMeaning{"400102", Verdict::configuration},  // the robot was stopped
    web::CodeMeaning{"40035", Verdict::content},
    web::CodeMeaning{"430101", Verdict::content},  // an unsafe link
    web::CodeMeaning{"430102", Verdict::content},
    web::CodeMeaning{"430103", Verdict::content},
    web::CodeMeaning{"430104", Verdict::content},
};

// open.feishu.cn, "custom bot guide"
constexpr std::array feishu_codes{
    web::CodeMeaning{"11232", Verdict::throttled},
    web::CodeMeaning{"9499", Verdict::throttled},
    web::CodeMeaning{"19001", Verdict::configuration},  // no such address
    web::CodeMeaning{"19021", Verdict::configuration},  // signature, or our clock
    web::CodeMeaning{"19022", Verdict::configuration},  // address not allowed
    web::CodeMeaning{"19024", Verdict::configuration},  // a keyword is asked for
    web::CodeMeaning{"19036", Verdict::content},
    web::CodeMeaning{"11246", Verdict::content},
};

std::span<web::CodeMeaning const> codes_of(Service service) {
    switch (service) {
        case Service::wecom:
            return wecom_codes;
        case Service::dingtalk:
            return dingtalk_codes;
        case Service::feishu:
            break;
    }
    return feishu_codes;
}

/// How they know a person: no robot can be asked to speak to a number that is not one of China.
json::array mentioned(delivery::Outgoing const& message) {
    json::array mobiles;
    if (auto const mobile = delivery::mainland_mobile(message.address))
        mobiles.emplace_back(*mobile);
    return mobiles;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string in_one_line(std::string text) {
    std::ranges::replace_if(text, is_control, ' ');
    return text;
}

std::string in_lines(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return is_control(c) && c != '\n'; }, ' ');
    return text;
}

/// The group sees to whom it is said, also where the robot cannot mention anybody.
std::string text_of(delivery::Outgoing const& message) {
    auto text = in_lines(message.text);
    if (message.recipient_name.empty()) return text;
    return fmt::format("@{} {}", in_one_line(message.recipient_name), text);
}

json::object wecom_body(delivery::Outgoing const& message) {
    return {{"msgtype", "text"},
            {"text",
             json::object{{"content", text_of(message)},
                          {"mentioned_mobile_list", mentioned(message)}}}};
}

json::object dingtalk_body(delivery::Outgoing const& message) {
    return {{"msgtype", "text"},
            {"text", json::object{{"content", text_of(message)}}},
            {"at", json::object{{"atMobiles", mentioned(message)}, {"isAtAll", false}}}};
}

/// Feishu reads <at user_id="all"> within a text, wherever it came from.
std::string without_tags(std::string text) {
    for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at))
        text.replace(at, 1, "＜");
    return text;
}

json::object feishu_body(delivery::Outgoing const& message, std::string_view secret, Instant at) {
    json::object body{{"msg_type", "text"},
                      {"content", json::object{{"text", without_tags(text_of(message))}}}};
    if (secret.empty()) return body;
    auto const seconds = to_milliseconds(at) / 1000;
    body["timestamp"] = std::to_string(seconds);
    body["sign"] = feishu_sign(seconds, secret);
    return body;
}

/// After its limit DingTalk takes nothing for ten minutes; the others count by the minute.
Duration pause_of(Service service) {
    return service == Service::dingtalk ? std::chrono::minutes{10} : std::chrono::minutes{1};
}

}  // namespace

std::string dingtalk_sign(std::int64_t milliseconds, std::string_view secret) {
    return delivery::base64(web::hmac_sha256(secret, fmt::format("{}\n{}", milliseconds, secret)));
}

std::string feishu_sign(std::int64_t seconds, std::string_view secret) {
    return delivery::base64(web::hmac_sha256(fmt::format("{}\n{}", seconds, secret), ""));
}

web::WebRequest request_of(Service service,
                           RobotSecrets const& secrets,
                           delivery::Outgoing const& message,
                           Instant at) {
    web::WebRequest request;
    request.url = secrets.url;
    request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    switch (service) {
        case Service::wecom:
            request.body = json::serialize(wecom_body(message));
            break;
        case Service::dingtalk:
            request.body = json::serialize(dingtalk_body(message));
            if (!secrets.secret.empty()) {
                auto const now = to_milliseconds(at);
                request.url += fmt::format("&timestamp={}&sign={}",
                                           now,
                                           web::url_encoded(dingtalk_sign(now, secrets.secret)));
            }
            break;
        case Service::feishu:
            request.body = json::serialize(feishu_body(message, secrets.secret, at));
            break;
    }
    return request;
}

bool is_too_long(Service service,
                 delivery::Outgoing const& message,
                 web::WebRequest const& request) {
    if (service == Service::wecom) return text_of(message).size() > wecom_text_max;
    return request.body.size() > body_max;
}

delivery::Outcome outcome_of(Service service, web::WebAnswer const& answer) {
    // All three answer HTTP 200 to what they refuse.
    auto const object = web::object_of(answer.body);
    auto const* const key = service == Service::feishu ? "code" : "errcode";
    auto const* const words = service == Service::feishu ? "msg" : "errmsg";
    auto const code = object ? web::text_at(*object, key) : std::nullopt;
    if (answer.fate != web::Fate::answered || !code) return web::outcome_without_code(answer);
    auto const verdict =
        *code == "0" ? Verdict::accepted : web::meaning_of(*code, codes_of(service));
    auto outcome = web::outcome_of(verdict, *code, web::text_at(*object, words).value_or(""));
    if (verdict == Verdict::throttled) outcome.retry_after = pause_of(service);
    return outcome;
}

}  // namespace duban::webhook
