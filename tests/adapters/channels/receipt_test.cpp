// What providers say later of messages: their call-backs through the door of a channel, and their
// answers when they are asked.
#include <array>
#include <catch2/catch.hpp>
#include <cstring>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/receipt_door.hpp"
#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/web/digest.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "engine/delivery/base64.hpp"
#include "tests/adapters/channels/provider_office.hpp"
#include "tests/support/web_provider.hpp"

using namespace duban;
using namespace duban::sms;
using namespace std::chrono_literals;
using Receipt = delivery::Receipt;
using Kind = delivery::Receipt::Kind;
using OutcomeKind = ports::Outcome::Kind;

namespace {

constexpr char const* token = "a-token-that-nobody-guesses";
constexpr char const* secret = "aSecretOfTheOffice";
constexpr char const* public_url = "https://duban.example.org";

SmsAccount account_at(Provider provider) {
    SmsAccount account;
    account.provider = provider;
    account.channel = "短信";
    account.receipts.url = public_url;
    return account;
}

struct Door {
    explicit Door(Provider provider) : door{account_at(provider), secret, token} {}

    CallBackAnswer call(CallBack const& call_back) {
        auto answer = door.answer(call_back);
        taken = answer.receipts;
        return answer;
    }

    ReceiptDoor door;
    std::vector<Receipt> taken;
};

CallBack posted(std::string body) {
    return {
        .method = "POST", .token = token, .query = {}, .body = std::move(body), .signature = {}};
}

CallBack got(std::string query) {
    return {
        .method = "GET", .token = token, .query = std::move(query), .body = {}, .signature = {}};
}

/// As Twilio signs: the address, then each name and value of the form in the order of the names.
CallBack signed_by_twilio(std::string query, std::string body, std::string const& fields) {
    auto call_back = posted(std::move(body));
    call_back.query = std::move(query);
    auto const address = std::string{public_url} + "/receipts/" + web::url_encoded("短信") + '/' +
                         token + '?' + call_back.query;
    call_back.signature = delivery::base64(web::hmac_sha1(secret, address + fields));
    return call_back;
}

/// What a call-back comes to; an id of 0: none of ours is named.
struct Row {
    Provider provider;
    CallBack call_back;
    std::int64_t id;
    char const* provider_id;
    Kind kind;
    char const* code;
};

std::vector<Row> rows() {
    return {
        {Provider::aliyun,
         posted(R"([{"phone_number":"13900001234","success":true,"err_code":"DELIVERED",
                     "sms_size":"1","biz_id":"9006^0","out_id":"d-42-1"}])"),
         42,
         "9006^0",
         Kind::delivered,
         ""},
        {Provider::aliyun,
         posted(R"([{"success":false,"err_code":"MK:0001","err_msg":"空号","biz_id":"9006^0"}])"),
         0,
         "9006^0",
         Kind::failed,
         "MK:0001"},
        {Provider::tencent,
         posted(R"([{"user_receive_time":"2026-12-01 09:00:01","nationcode":"86",
                     "mobile":"13900001234","report_status":"SUCCESS","errmsg":"DELIVRD",
                     "description":"用户短信送达成功","sid":"5000:1"}])"),
         0,
         "5000:1",
         Kind::delivered,
         ""},
        {Provider::tencent,
         posted(R"([{"report_status":"FAIL","errmsg":"MK:0001","sid":"5000:1","ext":"d-42-2"}])"),
         42,
         "5000:1",
         Kind::failed,
         "MK:0001"},
        {Provider::huawei,
         posted("sequence=1&total=1&updateTime=2026-12-01T01%3A00%3A01Z&source=2&"
                "smsMsgId=d6e3cdd0_1&status=DELIVRD&extend=d-42-1"),
         42,
         "d6e3cdd0_1",
         Kind::delivered,
         ""},
        {Provider::huawei,
         posted("smsMsgId=d6e3cdd0_1&status=EXPIRED"),
         0,
         "d6e3cdd0_1",
         Kind::failed,
         "EXPIRED"},
        {Provider::huawei,
         posted("smsMsgId=d6e3cdd0_1&status=ACCEPTD"),
         0,
         "d6e3cdd0_1",
         Kind::delayed,
         "ACCEPTD"},
        {Provider::cloud_mas,
         posted(R"({"errorCode":"DELIVRD","mobile":"13900001234","msgGroup":"0826",
                    "receiveDate":"20261201090001","reportStatus":"CM:0000"})"),
         0,
         "0826",
         Kind::delivered,
         ""},
        {Provider::cloud_mas,
         posted(R"([{"errorCode":"UNDELIV","msgGroup":"0826","reportStatus":"CM:0001"}])"),
         0,
         "0826",
         Kind::failed,
         "UNDELIV"},
        {Provider::cloud_mas,
         posted("reportStatus=CM%3A0000&msgGroup=0826&errorCode=DELIVRD"),
         0,
         "0826",
         Kind::delivered,
         ""},
        {Provider::twilio,
         signed_by_twilio("reference=d-42-1",
                          "MessageSid=SM1&MessageStatus=delivered&To=%2B86139",
                          "MessageSidSM1MessageStatusdeliveredTo+86139"),
         42,
         "SM1",
         Kind::delivered,
         ""},
        {Provider::twilio,
         signed_by_twilio("reference=d-42-1",
                          "MessageStatus=undelivered&MessageSid=SM1&ErrorCode=30003",
                          "ErrorCode30003MessageSidSM1MessageStatusundelivered"),
         42,
         "SM1",
         Kind::failed,
         "30003"},
        {Provider::kannel,
         got("reference=d-42-1&type=1&answer=id%3A7+stat%3ADELIVRD"),
         42,
         "",
         Kind::delivered,
         ""},
        {Provider::kannel, got("reference=d-42-1&type=16&answer="), 42, "", Kind::failed, "DLR 16"},
    };
}

std::string thanks_of(Provider provider) {
    if (provider == Provider::aliyun) return R"({"code":0,"msg":"OK"})";
    if (provider == Provider::tencent) return R"({"result":0,"errmsg":"OK"})";
    if (provider == Provider::twilio || provider == Provider::kannel) return "";
    return "OK";
}

constexpr std::array all_providers{Provider::aliyun,
                                   Provider::tencent,
                                   Provider::huawei,
                                   Provider::cloud_mas,
                                   Provider::twilio,
                                   Provider::kannel};

}  // namespace

TEST_CASE("each provider's call-back is read, and thanked for as it expects", "[receipt]") {
    for (auto const& row : rows()) {
        CAPTURE(provider_names.at(static_cast<std::size_t>(row.provider)), row.call_back.body);
        Door door{row.provider};
        auto const answer = door.call(row.call_back);
        CHECK(answer.status == 200);
        CHECK(answer.body == thanks_of(row.provider));
        CHECK(answer.trouble.empty());
        REQUIRE(door.taken.size() == 1);
        auto const& receipt = door.taken.front();
        CHECK(receipt.id.value == row.id);
        CHECK(receipt.provider_id == row.provider_id);
        CHECK(to_text(receipt.kind) == to_text(row.kind));
        CHECK(receipt.code == row.code);
    }
}

TEST_CASE("whoever does not know the token is told nothing, and changes nothing", "[receipt]") {
    for (auto const& row : rows()) {
        Door door{row.provider};
        for (auto const* const wrong :
             {"", "a-token-that-nobody-guesse", "a-token-that-nobody-guesses/", "A-TOKEN"}) {
            auto call_back = row.call_back;
            call_back.token = wrong;
            auto const answer = door.call(call_back);
            CHECK(answer.status == 404);
            CHECK(answer.trouble.empty());
            CHECK(door.taken.empty());
        }
        auto call_back = row.call_back;
        call_back.method = row.call_back.method == "GET" ? "POST" : "GET";
        CHECK(door.call(call_back).status == 404);
        CHECK(door.taken.empty());
    }
}

TEST_CASE("Twilio's call-back is taken only as it was signed, for this address", "[receipt]") {
    auto const good = signed_by_twilio("reference=d-42-1",
                                       "MessageSid=SM1&MessageStatus=delivered",
                                       "MessageSidSM1MessageStatusdelivered");
    Door door{Provider::twilio};
    REQUIRE(door.call(good).status == 200);
    auto forged = good;
    forged.query = "reference=d-43-1";
    CHECK(door.call(forged).status == 403);
    forged = good;
    forged.body = "MessageSid=SM2&MessageStatus=delivered";
    CHECK(door.call(forged).status == 403);
    forged.signature.clear();
    CHECK(door.call(forged).status == 403);
    CHECK(door.taken.empty());
}

TEST_CASE("what no provider would send is refused, within bounds", "[receipt]") {
    for (auto const provider : all_providers) {
        if (provider == Provider::twilio) continue;  // refused before it is read
        Door door{provider};
        auto const method = std::string{receipt_protocol_of(provider).method};
        for (std::string const body : {"",
                                       "{",
                                       "null",
                                       "\"text\"",
                                       "%",
                                       "status=%zz",
                                       "<html>",
                                       "MessageStatus=delivered"}) {
            CAPTURE(provider_names.at(static_cast<std::size_t>(provider)), body);
            auto call_back = posted(body);
            call_back.method = method;
            auto const answer = door.call(call_back);
            CHECK(answer.status == 400);
            CHECK_FALSE(answer.trouble.empty());
        }
        auto deep = posted(std::string(100'000, '['));
        deep.method = method;
        CHECK(door.call(deep).status == 400);
        auto large = posted(std::string(call_back_bytes_max + 1, ' '));
        large.method = method;
        CHECK(door.call(large).status == 413);
        CHECK(door.taken.empty());
    }
}

TEST_CASE("a flood in one call-back is refused whole; strangers among ours are passed over",
          "[receipt]") {
    Door door{Provider::aliyun};
    auto const list = [](std::size_t count) {
        std::string text = "[";
        for (std::size_t i = 0; i < count; ++i) {
            text += std::string{i == 0 ? "" : ","} + R"({"success":true,"biz_id":")" +
                    std::to_string(i) + "\"}";
        }
        return text + "]";
    };
    CHECK(door.call(posted(list(receipts_in_call_back_max))).status == 200);
    CHECK(door.taken.size() == receipts_in_call_back_max);
    CHECK(door.call(posted(list(receipts_in_call_back_max + 1))).status == 413);
    CHECK(door.taken.empty());
    auto const mixed = door.call(posted(
        R"([7, null, {}, {"success":true}, {"success":"maybe","biz_id":"1"},
            {"success":true,"out_id":"of another system"}, {"success":true,"biz_id":"2"}])"));
    CHECK(mixed.status == 200);
    REQUIRE(door.taken.size() == 1);
    CHECK(door.taken.front().provider_id == "2");
}

TEST_CASE("only our own references name a delivery", "[receipt]") {
    auto const [text, id] = GENERATE(table<char const*, std::int64_t>({
        {"d-42-1", 42},
        {"d-9223372036854775807-12", 9223372036854775807},
        {"", 0},
        {"d-", 0},
        {"d-42", 0},
        {"d-42-", 0},
        {"d-42-0", 0},
        {"d-0-1", 0},
        {"d--1-1", 0},
        {"d-42-1x", 0},
        {"d- 42-1", 0},
        {"d-9223372036854775808-1", 0},
        {"D-42-1", 0},
        {"42", 0},
    }));
    CAPTURE(text);
    CHECK(delivery_in(text).value_or(DeliveryId{}).value == id);
}

TEST_CASE("a token is long and fits an address", "[receipt]") {
    CHECK_FALSE(fault_of_token("0123456789abcdefghij"));
    CHECK(fault_of_token("0123456789abcdefghi"));
    CHECK(fault_of_token("0123456789/abcdefghij"));
    CHECK(fault_of_token(std::string(201, 'a')));
}

TEST_CASE("each message tells the provider where to report on it, where it takes that",
          "[receipt]") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    office.write_secret("token", token);
    auto const [provider, wanted] = GENERATE(table<Provider, char const*>({
        {Provider::aliyun, nullptr},
        {Provider::tencent, nullptr},
        {Provider::cloud_mas, nullptr},
        {Provider::huawei, "https://duban.example.org/receipts/sms/%TOKEN%?reference=d-1-1"},
        {Provider::twilio, "https://duban.example.org/receipts/sms/%TOKEN%?reference=d-1-1"},
        {Provider::kannel,
         "https://duban.example.org/receipts/sms/%TOKEN%?reference=d-1-1&type=%d&answer=%A"},
    }));
    auto account = office.account(provider, server.port());
    account.channel = "sms";
    account.receipts.token_file = office.folder().path() / "token";
    account.receipts.url = public_url;
    auto const channel = office.channel(account);
    REQUIRE(office.door());
    REQUIRE(office.loop().send(*channel, office.message_to("13900001234")).kind ==
            OutcomeKind::delivered);
    auto const request = server.next_request();
    if (wanted == nullptr) {
        CHECK(request.find("call_back") == request.end());
        return;
    }
    std::string text = wanted;
    text.replace(text.find("%TOKEN%"), std::strlen("%TOKEN%"), token);
    CHECK(request.at("call_back") == text);
    if (provider == Provider::kannel) CHECK(request.at("mask") == "19");
}

namespace {

struct Asked {
    Provider provider;
    char const* provider_id;  // empty: its answer never came to us
    char const* number;
    char const* fate;  // "delivered", "failed", or nothing to be told
};

Asked const questions[]{
    {Provider::aliyun, "9006^0", "13900000101", "delivered"},
    {Provider::aliyun, "9006^0", "13900000102", "failed"},
    {Provider::aliyun, "9006^0", "13900000103", ""},
    {Provider::aliyun, "", "13900000101", "delivered"},
    {Provider::aliyun, "", "13900000104", ""},
    {Provider::tencent, "5000:1", "13900000101", "delivered"},
    {Provider::tencent, "5000:1", "13900000102", "failed"},
    {Provider::tencent, "5000:1", "13900000103", ""},
    {Provider::tencent, "", "13900000102", "failed"},
    {Provider::tencent, "", "13900000104", ""},
    {Provider::twilio, "SM1", "13900000101", "delivered"},
    {Provider::twilio, "SM2", "13900000101", "failed"},
    {Provider::twilio, "SM3", "13900000101", ""},
    {Provider::twilio, "SM4", "13900000101", ""},
};

}  // namespace

TEST_CASE("a provider that is asked says what became of a message, by its number or by ours",
          "[receipt]") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    for (auto const& row : questions) {
        CAPTURE(
            provider_names.at(static_cast<std::size_t>(row.provider)), row.number, row.provider_id);
        auto account = office.account(row.provider, server.port());
        account.receipts.poll = 5min;
        auto const channel = office.channel(account);
        CHECK(office.door() == nullptr);
        CHECK(channel->inquires_every() == 5min);
        std::vector<Receipt> taken;
        channel->listen([&](Receipt receipt) { taken.push_back(std::move(receipt)); });
        ports::Inquiry const about{.id = DeliveryId{1},
                                   .provider_id = row.provider_id,
                                   .address = row.number,
                                   .date = office.loop().clock().now()};
        ports::Inquiry const last{.id = DeliveryId{1},
                                  .provider_id = row.provider == Provider::twilio ? "SM1" : "",
                                  .address = "13900000101",
                                  .date = about.date};
        bool const is_told = !std::string{row.fate}.empty();
        channel->inquire({about});
        if (is_told) {
            office.loop().run_until([&] { return !taken.empty(); });
        } else {
            // Two are asked about at once, so that the last begins when the first has been
            // answered.
            channel->inquire({about, last});
            office.loop().run_until([&] { return !taken.empty(); });
            CHECK(taken.size() == 1);
            continue;
        }
        CHECK(to_text(taken.front().kind) == row.fate);
        CHECK(taken.front().id.value == 1);
    }
}

TEST_CASE("a provider that refuses to be asked is asked no more in this round, and it is told why",
          "[receipt]") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const [provider, number, sid] = GENERATE(table<Provider, char const*, char const*>({
        {Provider::aliyun, "13900000105", ""},
        {Provider::tencent, "13900000105", ""},
        {Provider::twilio, "13900000105", "SM5"},
    }));
    auto account = office.account(provider, server.port());
    account.receipts.poll = 5min;
    std::vector<std::string> complaints;
    auto const channel =
        office.channel(account, [&](std::string const& why) { complaints.push_back(why); });
    ports::Inquiry const about{.id = DeliveryId{1},
                               .provider_id = sid,
                               .address = number,
                               .date = office.loop().clock().now()};
    channel->inquire(std::vector<ports::Inquiry>(20, about));
    office.loop().run_until([&] { return !complaints.empty(); });
    CHECK(complaints.size() == 1);
    CHECK_FALSE(complaints.front().empty());
}
