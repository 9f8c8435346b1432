// Answers that no provider should give: whatever comes, nothing is thrown, and nothing but a plain
// yes is taken as one.
#include <array>
#include <catch2/catch.hpp>

#include "adapters/channels/sms/limit_window.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/webhook/robot.hpp"

using namespace duban;
using namespace duban::sms;
using namespace std::chrono_literals;
using Kind = delivery::Outcome::Kind;

namespace {

constexpr std::array all_providers{Provider::aliyun,
                                   Provider::tencent,
                                   Provider::huawei,
                                   Provider::cloud_mas,
                                   Provider::twilio,
                                   Provider::kannel};

constexpr std::array bodies{
    "",
    "OK",
    "null",
    "[]",
    "{}",
    "0",
    "\"OK\"",
    R"({"Code":null})",
    R"({"Code":["OK"]})",
    R"({"Code":"ok"})",
    R"({"Code":"OK "})",
    R"({"code":"OK"})",
    R"({"Response":null})",
    R"({"Response":[]})",
    R"({"Response":{"SendStatusSet":[]}})",
    R"({"Response":{"SendStatusSet":[1]}})",
    R"({"Response":{"SendStatusSet":{"Code":"Ok"}}})",
    R"({"Response":{"Error":{"Code":"FailedOperation"},"SendStatusSet":[{"Code":"Ok"}]}})",
    R"({"code":"000000","result":[{"status":"E200015"}]})",
    R"({"code":{"x":1}})",
    R"({"rspcod":"success","success":false})",
    R"({"rspcod":"success"})",
    R"({"rspcod":"success","success":"yes"})",
    R"({"sid":""})",
    R"({"sid":null})",
    R"({"errcode":"0x"})",
    R"({"errcode":1,"errcode":0,"errmsg":)",
    "\xFF\xFE{\"Code\":\"OK\"}",
    "0: Accepted for delivery",
};

web::WebAnswer answer_of(int status, std::string body) {
    web::WebAnswer answer;
    answer.fate = web::Fate::answered;
    answer.status = status;
    answer.body = std::move(body);
    return answer;
}

}  // namespace

TEST_CASE("no answer but a provider's own yes is taken as one") {
    for (auto const provider : all_providers) {
        for (auto const* const body : bodies) {
            for (int const status : {0, 200, 302, 400, 403, 404, 500, 502, 503}) {
                CAPTURE(static_cast<int>(provider), body, status);
                auto const outcome =
                    protocol_of(provider).outcome_of(answer_of(status, body), Instant{});
                CHECK(outcome.kind != Kind::delivered);
                CHECK(outcome.words.size() <= 500);
                CHECK(outcome.code.size() <= 100);
            }
        }
    }
}

TEST_CASE("no answer but a robot's own yes is taken as one") {
    using webhook::Service;
    for (auto const service : {Service::wecom, Service::dingtalk, Service::feishu}) {
        for (auto const* const body : bodies) {
            CAPTURE(static_cast<int>(service), body);
            CHECK(webhook::outcome_of(service, answer_of(200, body)).kind != Kind::delivered);
        }
    }
}

TEST_CASE("a limit of our account that comes with HTTP 200 is no success, but ours to mend") {
    auto const [provider, body] = GENERATE(table<Provider, char const*>({
        {Provider::aliyun, R"({"Code":"isv.AMOUNT_NOT_ENOUGH","Message":"账户余额不足"})"},
        {Provider::aliyun, R"({"Code":"isv.OUT_OF_SERVICE","Message":"业务停机"})"},
        {Provider::aliyun, R"({"Code":"isv.DAY_LIMIT_CONTROL","Message":"触发日发送限额"})"},
        {Provider::aliyun, R"({"Code":"isv.MONTH_LIMIT_CONTROL","BizId":"9^0"})"},
        {Provider::tencent,
         R"({"Response":{"SendStatusSet":[{"Code":"LimitExceeded.DailyLimit","SerialNo":"1"}]}})"},
        {Provider::tencent,
         R"({"Response":{"SendStatusSet":[{"Code":"FailedOperation.InsufficientBalance"}]}})"},
        {Provider::huawei, R"({"code":"E000112","description":"The user is frozen."})"},
    }));
    CAPTURE(body);
    auto const outcome = protocol_of(provider).outcome_of(answer_of(200, body), Instant{});
    CHECK(delivery::to_text(outcome.kind) == "temporary");
    CHECK(delivery::to_text(outcome.error) == "quota");
    CHECK_FALSE(outcome.code.empty());
}

TEST_CASE("what was not answered is judged without its body") {
    for (auto const provider : all_providers) {
        auto answer = answer_of(200, R"({"Code":"OK","sid":"SM1","code":"000000"})");
        answer.fate = web::Fate::no_answer;
        CHECK(protocol_of(provider).outcome_of(answer, Instant{}).kind == Kind::uncertain);
        answer.fate = web::Fate::not_sent;
        CHECK(protocol_of(provider).outcome_of(answer, Instant{}).kind == Kind::temporary);
    }
}

TEST_CASE("an answer's words are kept short, printable and whole") {
    std::string long_words;
    for (int i = 0; i < 1'000; ++i) long_words += "督";
    auto const outcome = aliyun.outcome_of(
        answer_of(200, R"({"Code":"isv.X\r\n","Message":")" + long_words + "\"}"), Instant{});
    CHECK(outcome.code == "isv.X");
    CHECK(outcome.words.size() == 498);
}

TEST_CASE("a window ends on the clock of China") {
    struct Row {
        char const* at;
        Duration minute;
        Duration hour;
        Duration day;
    };

    Row const rows[]{
        {"2026-11-23T10:00:00+08:00", 1min, 1h, 14h},
        {"2026-11-23T10:59:59.500+08:00", 500ms, 500ms, 13h + 500ms},
        {"2026-11-23T23:59:00+08:00", 1min, 1min, 1min},
        {"2026-11-23T16:00:00Z", 1min, 1h, 24h},
        {"1969-12-31T15:59:59Z", 1s, 1s, 1s},
    };
    for (auto const& row : rows) {
        CAPTURE(row.at);
        auto const at = *parse_instant(row.at);
        CHECK(until_next_minute(at) == row.minute);
        CHECK(until_next_hour(at) == row.hour);
        CHECK(until_next_day(at) == row.day);
    }
}
