// Signatures against vectors: the vendors' own examples (help.aliyun.com 2593177, cloud.tencent.com
// 362/4208), and values recomputed by other software.
#include <catch2/catch.hpp>

#include "adapters/channels/sms/acs3_signature.hpp"
#include "adapters/channels/sms/tc3_signature.hpp"
#include "adapters/channels/sms/wsse_digest.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/webhook/robot.hpp"
#include "engine/base/sha256.hpp"

using namespace duban;
using namespace duban::sms;

namespace {

web::Fields const run_instances{{"ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"},
                                {"RegionId", "cn-shanghai"}};
web::Fields const send_sms{{"OutId", "rem-42-1"},
                           {"PhoneNumbers", "13900000000"},
                           {"SignName", "测试签名"},
                           {"TemplateCode", "SMS_123456789"},
                           {"TemplateParam", R"({"title":"关于…的通知","date":"2026-12-01"})"}};

struct Acs3Vector {
    char const* name;
    web::Fields query;
    char const* host;
    char const* action;
    char const* version;
    char const* date;
    char const* nonce;
    char const* canonical_hash;
    char const* signature;
};

Acs3Vector const acs3_vectors[]{
    {"A",
     run_instances,
     "ecs.cn-shanghai.aliyuncs.com",
     "RunInstances",
     "2014-05-26",
     "2023-10-26T10:22:32Z",
     "3156853299f313e23d1673dc12e1703d",
     "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
     "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"},
    {"B",
     run_instances,
     "ecs.cn-shanghai.aliyuncs.com",
     "RunInstances",
     "2014-05-26",
     "2023-10-26T09:01:01Z",
     "d410180a5abf7fe235dd9b74aca91fc0",
     "",
     "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804"},
    {"C",
     send_sms,
     "dysmsapi.aliyuncs.com",
     "SendSms",
     "2017-05-25",
     "2026-11-23T11:00:00Z",
     "0123456789abcdef0123456789abcdef",
     "433ba3eeb7a616f0283a662ad9d0ea40ebb4a36a7c870173e6ac62bf9546af77",
     "28e0762bbbf196a71cf2a4f0b6a3368342897a5f76fb8acf9bdfa58cc157049b"},
};

Tc3Call describe_instances(char const* action) {
    return {.host = "cvm.tencentcloudapi.com",
            .service = "cvm",
            .content_type = "application/json; charset=utf-8",
            .action = action,
            .payload = R"({"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": )"
                       R"("instance-name"}]})",
            .at = from_milliseconds(1'551'113'065'000)};
}

}  // namespace

TEST_CASE("Alibaba Cloud's calls are signed as its examples are") {
    for (auto const& vector : acs3_vectors) {
        CAPTURE(vector.name);
        Acs3Call call;
        call.query = vector.query;
        call.headers = {{"host", vector.host},
                        {"x-acs-action", vector.action},
                        {"x-acs-content-sha256", acs3_empty_body()},
                        {"x-acs-date", vector.date},
                        {"x-acs-signature-nonce", vector.nonce},
                        {"x-acs-version", vector.version}};
        auto const made = sign_acs3(call, "YourAccessKeyId", "YourAccessKeySecret");
        std::string const canonical_hash = vector.canonical_hash;
        if (!canonical_hash.empty()) CHECK(made.canonical_hash == canonical_hash);
        CHECK(made.signature == vector.signature);
        CHECK(made.authorization ==
              "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
              "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=" +
                  made.signature);
    }
    CHECK(acs3_empty_body() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("Tencent Cloud's calls are signed as its examples are") {
    auto const first = describe_instances("");
    CHECK(to_text(sha256(first.payload)) ==
          "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
    auto const without_action = sign_tc3(first, "AKID", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
    CHECK(without_action.canonical_hash ==
          "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031");
    CHECK(without_action.signature ==
          "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");

    std::string const asterisks(32, '*');
    auto const made = sign_tc3(describe_instances("DescribeInstances"), "AKID", asterisks);
    CHECK(made.canonical_hash ==
          "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
    CHECK(made.secret_date == "da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0");
    CHECK(made.secret_service ==
          "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f");
    CHECK(made.secret_signing ==
          "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
    CHECK(made.signature == "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    CHECK(made.authorization ==
          "TC3-HMAC-SHA256 Credential=AKID/2019-02-25/cvm/tc3_request, "
          "SignedHeaders=content-type;host;x-tc-action, Signature=" +
              made.signature);
}

TEST_CASE("the date of Tencent's signature is that of UTC, also in the Chinese morning") {
    auto call = describe_instances("");
    call.at = *parse_instant("2026-11-23T07:59:00+08:00");
    CHECK(sign_tc3(call, "AKID", "k").authorization.find("/2026-11-22/cvm/") != std::string::npos);
}

TEST_CASE("Huawei's digest is of hexadecimal digits as in its sample, or of octets") {
    auto const digits = wsse_digest("n", "2026-11-23T11:00:00Z", "s", WsseDigest::hexadecimal);
    auto const octets = wsse_digest("n", "2026-11-23T11:00:00Z", "s", WsseDigest::octets);
    CHECK(digits.size() == 88);
    CHECK(octets.size() == 44);
    // printf 'n2026-11-23T11:00:00Zs' | openssl sha256 -binary | base64
    CHECK(octets == "vybuS9PY6ScnKA2R0IoUFN5PeSVYSw0obGkPzwh7Ckw=");
    CHECK(
        digits ==
        "YmYyNmVlNGJkM2Q4ZTkyNzI3MjgwZDkxZDA4YTE0MTRkZTRmNzkyNTU4NGIwZDI4NmM2OTBmY2YwODdiMGE0Yw==");
}

TEST_CASE("DingTalk and Feishu sign with text and key exchanged") {
    CHECK(web::url_encoded(webhook::dingtalk_sign(1'599'360'473'000, "SECtest")) ==
          "9uMBwWNha8Pcr4QQCL9YQitwL0E0g2JIxycWz23gAkE%3D");
    CHECK(webhook::feishu_sign(1'599'360'473, "SECtest") ==
          "bMjxHlJJlXMW0yjKHZsmMvrFnAOfMlmWpRUsH3qMAek=");
}

TEST_CASE("what is not plain in an address is encoded by RFC 3986") {
    auto const [plain, encoded] = GENERATE(table<char const*, char const*>({
        {"aZ09-._~", "aZ09-._~"},
        {"a b", "a%20b"},
        {"*+/=&%", "%2A%2B%2F%3D%26%25"},
        {"测", "%E6%B5%8B"},
        {"\r\n", "%0D%0A"},
    }));
    CHECK(web::url_encoded(plain) == encoded);
}
