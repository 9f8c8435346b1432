// Every provider against a server that checks its signature and answers as it does: one table of
// what each says no to, one of what may happen to a request on its way.
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <optional>
#include <set>

#include "tests/adapters/channels/provider_office.hpp"
#include "tests/support/web_provider.hpp"

using namespace duban;
using namespace duban::sms;
using namespace std::chrono_literals;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;

namespace {

constexpr std::array all_providers{Provider::aliyun,
                                   Provider::tencent,
                                   Provider::huawei,
                                   Provider::cloud_mas,
                                   Provider::twilio,
                                   Provider::kannel};

std::string name_of(Provider provider) {
    return std::string{provider_names[static_cast<std::size_t>(provider)]};
}

/// What is expected of an outcome; a wait of 0 s: none is asked for.
struct Expected {
    Kind kind;
    ErrorClass error;
    std::string code;
    std::chrono::seconds wait;
};

void check(ports::Outcome const& outcome, Expected const& expected) {
    CHECK(to_text(outcome.kind) == to_text(expected.kind));
    if (expected.kind != Kind::delivered) {
        CHECK(delivery::to_text(outcome.error) == delivery::to_text(expected.error));
    }
    CHECK(outcome.code == expected.code);
    auto const wait = outcome.retry_after.value_or(0s);
    CHECK(wait == expected.wait);
}

struct Refusal {
    Provider provider;
    char const* number;
    Expected expected;
};

// The clock stands 20 seconds before a minute, 3200 before an hour, 17600 before a Chinese day.
Refusal const refusals[]{
    {Provider::aliyun,
     "13900000001",
     {Kind::throttled, ErrorClass::provider, "isv.BUSINESS_LIMIT_CONTROL", 20s}},
    {Provider::aliyun,
     "13900000002",
     {Kind::throttled, ErrorClass::provider, "isv.BUSINESS_LIMIT_CONTROL", 3200s}},
    {Provider::aliyun,
     "13900000003",
     {Kind::throttled, ErrorClass::provider, "isv.BUSINESS_LIMIT_CONTROL", 24h}},
    {Provider::aliyun,
     "13900000004",
     {Kind::temporary, ErrorClass::quota, "isv.AMOUNT_NOT_ENOUGH", 0s}},
    {Provider::aliyun,
     "13900000005",
     {Kind::temporary, ErrorClass::configuration, "isv.SMS_SIGNATURE_ILLEGAL", 0s}},
    {Provider::aliyun,
     "13900000006",
     {Kind::permanent, ErrorClass::content, "isv.SMS_CONTENT_ILLEGAL", 0s}},
    {Provider::aliyun,
     "13900000007",
     {Kind::permanent, ErrorClass::recipient, "isv.MOBILE_NUMBER_ILLEGAL", 0s}},
    {Provider::aliyun,
     "13900000008",
     {Kind::temporary, ErrorClass::provider, "isp.SYSTEM_ERROR", 0s}},
    {Provider::aliyun,
     "13900000009",
     {Kind::temporary, ErrorClass::configuration, "isp.RAM_PERMISSION_DENY", 0s}},
    {Provider::aliyun,
     "13900000010",
     {Kind::throttled, ErrorClass::provider, "Throttling.User", 20s}},
    {Provider::aliyun,
     "13900000011",
     {Kind::temporary, ErrorClass::quota, "isv.DAY_LIMIT_CONTROL", 0s}},
    {Provider::aliyun,
     "13900000012",
     {Kind::temporary, ErrorClass::provider, "isv.SOMETHING_NEW", 0s}},
    {Provider::tencent,
     "13900000001",
     {Kind::throttled, ErrorClass::provider, "LimitExceeded.PhoneNumberThirtySecondLimit", 30s}},
    {Provider::tencent,
     "13900000002",
     {Kind::throttled, ErrorClass::provider, "LimitExceeded.PhoneNumberOneHourLimit", 1h}},
    {Provider::tencent,
     "13900000003",
     {Kind::throttled, ErrorClass::provider, "LimitExceeded.PhoneNumberDailyLimit", 17600s}},
    {Provider::tencent,
     "13900000004",
     {Kind::temporary, ErrorClass::quota, "FailedOperation.InsufficientBalanceInSmsPackage", 0s}},
    {Provider::tencent,
     "13900000005",
     {Kind::temporary,
      ErrorClass::configuration,
      "FailedOperation.SignatureIncorrectOrUnapproved",
      0s}},
    {Provider::tencent,
     "13900000006",
     {Kind::permanent, ErrorClass::content, "FailedOperation.ContainSensitiveWord", 0s}},
    {Provider::tencent,
     "13900000007",
     {Kind::permanent, ErrorClass::recipient, "InvalidParameterValue.IncorrectPhoneNumber", 0s}},
    {Provider::tencent,
     "13900000008",
     {Kind::temporary, ErrorClass::provider, "InternalError.OtherError", 0s}},
    {Provider::tencent,
     "13900000009",
     {Kind::permanent, ErrorClass::recipient, "FailedOperation.PhoneNumberInBlacklist", 0s}},
    {Provider::tencent,
     "13900000010",
     {Kind::uncertain, ErrorClass::provider, "InternalError.Timeout", 0s}},
    {Provider::tencent,
     "13900000011",
     {Kind::temporary, ErrorClass::quota, "LimitExceeded.AppDailyLimit", 0s}},
    {Provider::tencent,
     "13900000012",
     {Kind::temporary,
      ErrorClass::configuration,
      "UnauthorizedOperation.RequestIpNotInWhitelist",
      0s}},
    {Provider::tencent,
     "13900000013",
     {Kind::permanent, ErrorClass::content, "InvalidParameterValue.ContentLengthLimit", 0s}},
    {Provider::huawei, "13900000001", {Kind::throttled, ErrorClass::provider, "MILIMIT", 60s}},
    {Provider::huawei, "13900000004", {Kind::temporary, ErrorClass::quota, "E000112", 0s}},
    {Provider::huawei, "13900000005", {Kind::temporary, ErrorClass::configuration, "E000620", 0s}},
    {Provider::huawei, "13900000006", {Kind::permanent, ErrorClass::content, "E200028", 0s}},
    {Provider::huawei, "13900000007", {Kind::permanent, ErrorClass::recipient, "E200024", 0s}},
    {Provider::huawei, "13900000008", {Kind::temporary, ErrorClass::provider, "E000000", 0s}},
    {Provider::cloud_mas,
     "13900000005",
     {Kind::temporary, ErrorClass::configuration, "IllegalSignId", 0s}},
    {Provider::cloud_mas,
     "13900000006",
     {Kind::permanent, ErrorClass::content, "InvalidMessage", 0s}},
    {Provider::cloud_mas,
     "13900000007",
     {Kind::permanent, ErrorClass::recipient, "TooManyMobiles", 0s}},
    {Provider::cloud_mas,
     "13900000008",
     {Kind::temporary, ErrorClass::provider, "SomethingNew", 0s}},
    {Provider::twilio, "13900000001", {Kind::throttled, ErrorClass::provider, "20429", 0s}},
    {Provider::twilio, "13900000005", {Kind::temporary, ErrorClass::configuration, "21606", 0s}},
    {Provider::twilio, "13900000006", {Kind::permanent, ErrorClass::content, "21617", 0s}},
    {Provider::twilio, "13900000007", {Kind::permanent, ErrorClass::recipient, "21211", 0s}},
    {Provider::twilio, "13900000008", {Kind::uncertain, ErrorClass::provider, "HTTP 500", 0s}},
    {Provider::twilio, "13900000009", {Kind::permanent, ErrorClass::recipient, "21610", 0s}},
    {Provider::kannel, "13900000005", {Kind::temporary, ErrorClass::configuration, "HTTP 403", 0s}},
    {Provider::kannel, "13900000007", {Kind::permanent, ErrorClass::recipient, "HTTP 400", 0s}},
    {Provider::kannel, "13900000008", {Kind::temporary, ErrorClass::provider, "HTTP 503", 0s}},
    {Provider::kannel, "13900000014", {Kind::delivered, ErrorClass::provider, "HTTP 202", 0s}},
};

struct Mishap {
    char const* number;
    Expected expected;
};

Mishap const mishaps[]{
    {"13900009001", {Kind::uncertain, ErrorClass::provider, "no_answer", 0s}},
    {"13900009003", {Kind::uncertain, ErrorClass::provider, "HTTP 200", 0s}},
    {"13900009004", {Kind::uncertain, ErrorClass::provider, "unreadable_answer", 0s}},
    {"13900009005", {Kind::temporary, ErrorClass::provider, "HTTP 503", 0s}},
    {"13900009006", {Kind::uncertain, ErrorClass::provider, "HTTP 504", 0s}},
    {"13900009007", {Kind::temporary, ErrorClass::configuration, "HTTP 302", 0s}},
    {"13900009008", {Kind::throttled, ErrorClass::provider, "HTTP 429", 77s}},
    {"13900009009", {Kind::temporary, ErrorClass::configuration, "HTTP 403", 0s}},
    {"13900009010", {Kind::uncertain, ErrorClass::provider, "HTTP 200", 0s}},
    {"13900009011", {Kind::uncertain, ErrorClass::provider, "HTTP 200", 0s}},
    {"13900009012", {Kind::uncertain, ErrorClass::provider, "no_answer", 0s}},
};

}  // namespace

TEST_CASE("each provider takes a message, with the number as it wants it") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};

    struct Row {
        Provider provider;
        char const* number;
        char const* at_home;
        char const* abroad;  // of +447700900123
    };

    auto const row =
        GENERATE(Row{Provider::aliyun, "+8613900001234", "13900001234", "447700900123"},
                 Row{Provider::tencent, "13900001234", "+8613900001234", "+447700900123"},
                 Row{Provider::huawei, "8613900001234", "+8613900001234", "+447700900123"},
                 Row{Provider::cloud_mas, "+8613900001234", "13900001234", "+447700900123"},
                 Row{Provider::twilio, "008613900001234", "+8613900001234", "+447700900123"},
                 Row{Provider::kannel, "+8613900001234", "+8613900001234", "+447700900123"});
    CAPTURE(name_of(row.provider));
    auto const channel = office.channel(office.account(row.provider, server.port()));
    auto const outcome = office.loop().send(*channel, office.message_to(row.number));
    INFO(outcome.code << " " << outcome.words);
    CHECK(outcome.kind == Kind::delivered);
    CHECK(outcome.provider_id.empty() == (row.provider == Provider::kannel));
    auto const request = server.next_request();
    CHECK(request.at("provider") == name_of(row.provider));
    CHECK(request.at("number") == row.at_home);
    CHECK(office.loop().send(*channel, office.message_to("+447700900123")).kind == Kind::delivered);
    CHECK(server.next_request().at("number") == row.abroad);
}

TEST_CASE("a provider that sends templates is handed code and parameters in their order") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const [provider, parameters] = GENERATE(table<Provider, char const*>({
        {Provider::aliyun, R"({"n":"3","date":"12月1日"})"},
        {Provider::tencent, R"(["3","12月1日"])"},
        {Provider::huawei, R"(["3","12月1日"])"},
    }));
    auto const channel = office.channel(office.account(provider, server.port()));
    REQUIRE(office.loop().send(*channel, office.message_to("13900001234")).kind == Kind::delivered);
    auto const request = server.next_request();
    CHECK(request.at("template") == "SMS_123");
    CHECK(request.at("sign") == "区政协");
    CHECK(request.at("parameters") == parameters);
    CHECK(request.at("reference") == "d-1-1");
}

TEST_CASE("a provider that sends free texts is handed the short text") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const provider = GENERATE(Provider::cloud_mas, Provider::twilio, Provider::kannel);
    auto const channel = office.channel(office.account(provider, server.port()));
    auto const message = office.message_to("13900001234");
    REQUIRE(office.loop().send(*channel, message).kind == Kind::delivered);
    CHECK(server.next_request().at("text") == message.text);
}

TEST_CASE("Huawei's digest is a switch") {
    support::ProviderOffice office;
    support::WebProvider server{office.options(R"("octets": true)")};
    auto account = office.account(Provider::huawei, server.port());
    auto const send = [&] {
        return office.loop().send(*office.channel(account), office.message_to("13900001234"));
    };
    check(send(), {Kind::temporary, ErrorClass::configuration, "E000105", 0s});
    account.digest = WsseDigest::octets;
    CHECK(send().kind == Kind::delivered);
}

TEST_CASE("each provider's refusals have their class") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    for (auto const& row : refusals) {
        CAPTURE(name_of(row.provider), row.number);
        auto const channel = office.channel(office.account(row.provider, server.port()));
        check(office.loop().send(*channel, office.message_to(row.number)), row.expected);
    }
}

TEST_CASE("a wrong secret is our configuration at every provider") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    office.write_secret("secret", "another");
    for (auto const provider : all_providers) {
        CAPTURE(name_of(provider));
        auto const channel = office.channel(office.account(provider, server.port()));
        auto const outcome = office.loop().send(*channel, office.message_to("13900001234"));
        CHECK(outcome.kind == Kind::temporary);
        CHECK(outcome.error == ErrorClass::configuration);
    }
}

TEST_CASE("what happens to a request on its way is judged alike for every provider") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    for (auto const provider : all_providers) {
        auto const channel = office.channel(office.account(provider, server.port()));
        for (auto const& row : mishaps) {
            CAPTURE(name_of(provider), row.number);
            check(office.loop().send(*channel, office.message_to(row.number)), row.expected);
        }
        CAPTURE(name_of(provider));
        auto silent = office.message_to("13900009002");
        silent.deadline = office.loop().clock().now() + 200ms;
        check(office.loop().send(*channel, silent),
              {Kind::uncertain, ErrorClass::provider, "no_answer", 0s});
    }
}

TEST_CASE("an answer that repeats the secret is kept without its words") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    for (auto const provider : all_providers) {
        CAPTURE(name_of(provider));
        auto const channel = office.channel(office.account(provider, server.port()));
        auto const outcome = office.loop().send(*channel, office.message_to("13900009013"));
        CHECK(outcome.code == "HTTP 403");
        CHECK(outcome.words == "(it holds a secret)");
    }
}

TEST_CASE("a message without a template says what to add, and reaches nobody") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const channel = office.channel(office.account(Provider::aliyun, server.port()));
    auto message = office.message_to("13900001234");
    message.message = "declined";
    auto outcome = office.loop().send(*channel, message);
    check(outcome, {Kind::permanent, ErrorClass::content, "no_template", 0s});
    CHECK(outcome.words.find("declined: {code: …") != std::string::npos);

    message.message = "reply_overdue";
    outcome = office.loop().send(*channel, message);
    check(outcome, {Kind::permanent, ErrorClass::content, "no_template", 0s});
    CHECK(outcome.words.find("days_overdue") != std::string::npos);
}

TEST_CASE("no line break, no NUL and no other trick in a number reaches the wire") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    for (auto const provider : all_providers) {
        auto const channel = office.channel(office.account(provider, server.port()));
        for (std::string const number : {"13900001234\r\nX-Evil: 1",
                                         "1390000\n1234",
                                         "13900001234&to=1",
                                         "１３９００００１２３４",
                                         ""}) {
            CHECK(office.loop().send(*channel, office.message_to(number)).error ==
                  ErrorClass::recipient);
        }
        auto const nul = std::string{"13900001234"} + '\0';
        CHECK(office.loop().send(*channel, office.message_to(nul)).error == ErrorClass::recipient);
        REQUIRE(office.loop().send(*channel, office.message_to("13900001234")).kind ==
                Kind::delivered);
        CHECK(server.next_request().at("number").ends_with("13900001234"));
    }
}

TEST_CASE("texts keep their line breaks, quotes and ampersands") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const provider = GENERATE(Provider::cloud_mas, Provider::twilio, Provider::kannel);
    auto message = office.message_to("13900001234");
    message.text = "第一行\n\"第二行\" & +50% = ~*’🙂";
    auto const channel = office.channel(office.account(provider, server.port()));
    REQUIRE(office.loop().send(*channel, message).kind == Kind::delivered);
    CHECK(server.next_request().at("text") == message.text);
}

TEST_CASE("a free text that would be refused for its length, or cut on its way, is not sent") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    // With 【区政协】 before it 云MAS takes 500 characters; Kannel sends ten parts of 67, or 153.
    auto const [provider, unit, count, is_sent] = GENERATE(table<Provider, char const*, int, bool>({
        {Provider::cloud_mas, "督", 495, true},
        {Provider::cloud_mas, "督", 496, false},
        {Provider::kannel, "督", 670, true},
        {Provider::kannel, "督", 671, false},
        {Provider::kannel, "a", 1530, true},
        {Provider::kannel, "a", 1531, false},
    }));
    CAPTURE(static_cast<int>(provider), unit, count);
    auto const channel = office.channel(office.account(provider, server.port()));
    auto message = office.message_to("13900001234");
    message.text.clear();
    for (int i = 0; i < count; ++i) message.text += unit;
    auto const outcome = office.loop().send(*channel, message);
    if (is_sent) {
        CHECK(outcome.kind == Kind::delivered);
        CHECK(server.next_request().at("text") == message.text);
    } else {
        check(outcome, {Kind::permanent, ErrorClass::content, "too_long", 0s});
    }
}

TEST_CASE("a nonce is never used twice, and several messages are under way at once") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const channel = office.channel(office.account(Provider::aliyun, server.port()));
    std::vector<ports::Outgoing> messages;
    for (std::size_t i = 0; i < 40; ++i) messages.push_back(office.message_to("13900001234"));
    for (auto const& outcome : office.loop().send_all(*channel, std::move(messages))) {
        CHECK(outcome.kind == Kind::delivered);
    }
    std::set<std::string> nonces;
    for (std::size_t i = 0; i < 40; ++i) nonces.insert(server.next_request().at("nonce"));
    CHECK(nonces.size() == 40);
}

TEST_CASE("a channel that ends answers for what is under way") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto channel = office.channel(office.account(Provider::tencent, server.port()));
    std::optional<ports::Outcome> outcome;
    channel->send(office.message_to("13900009002"),
                  [&](ports::Outcome const& answer) { outcome = answer; });
    auto const other = office.channel(office.account(Provider::aliyun, server.port()));
    REQUIRE(office.loop().send(*other, office.message_to("13900001234")).kind == Kind::delivered);
    channel.reset();
    REQUIRE(outcome);
    CHECK(outcome->kind == Kind::uncertain);
}

TEST_CASE("an account that cannot be used says why at once") {
    support::ProviderOffice office;
    auto account = office.account(Provider::aliyun, 1);
    auto const fault = [&] {
        auto const found = fault_of(account);
        return found ? found->en : std::string{};
    };
    CHECK(fault().empty());
    account.url = "http://sms.example.com";
    CHECK(fault().find("https://") != std::string::npos);
    account.url = "http://127.0.0.1.example.com";
    CHECK(fault().find("https://") != std::string::npos);
    account.url = "http://127.0.0.1@example.com/";
    CHECK_FALSE(fault().empty());
    account.url = "file:///etc/passwd";
    CHECK_FALSE(fault().empty());
    account.url = "https://sms.example.com";
    CHECK(fault().empty());
    account.user = "a\r\nX-Evil: 1";
    CHECK_FALSE(fault().empty());
}
