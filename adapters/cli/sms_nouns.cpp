#include "adapters/cli/sms_nouns.hpp"

#include "adapters/channels/webhook/robot.hpp"
#include "adapters/cli/channel_nouns.hpp"
#include "engine/base/ensure.hpp"
#include "engine/calendar/delay.hpp"

namespace duban::cli::noun {

namespace {

using namespace yaml;
using enum yaml::Need;

constexpr std::array<std::string_view, 1> sms_word{"sms"};
constexpr std::array<std::string_view, 1> robot_word{"robot"};
// In the order of WsseDigest.
constexpr std::array<std::string_view, 2> digest_words{"hexadecimal", "octets"};

constexpr Shape plain = Scalar{};
constexpr Shape one_template = Inner{&sms_template};

constexpr Key kind{"kind", required, Word{.words = sms_word}, {"渠道的种类", "how it delivers"}};

constexpr Key provider_among(std::span<std::string_view const> words) {
    return {"provider", required, Word{.words = words}, {"短信服务商", "the provider"}};
}

constexpr Key provider_named(sms::Provider provider) {
    return provider_among(
        std::span{sms::provider_names}.subspan(static_cast<std::size_t>(provider), 1));
}

constexpr Key secret{"secret_file",
                     required,
                     Scalar{},
                     {"存放密钥的文件，权限 0600", "the file of the secret, mode 0600"}};
constexpr Key url{"url",
                  optional,
                  Scalar{},
                  {"服务地址，默认为服务商的公共地址", "its address; the public one by default"}};
constexpr Key own_url{
    "url", required, Scalar{}, {"服务商给出的地址", "the address that the provider gave you"}};
constexpr Key ca_file{
    "ca_file", optional, Scalar{}, {"信任的证书", "certificates that are trusted"}};
constexpr Key sign_name{"sign_name",
                        required,
                        Scalar{},
                        {"已审核的短信签名，不含【】", "the approved signature, without 【】"}};
constexpr Key templates{
    "templates",
    required,
    Entries{.value = &one_template},
    {"通知名称与服务商的模板", "messages, and the provider's templates for them"}};

constexpr Key token_file(yaml::Need need) {
    return {"token_file",
            need,
            Scalar{},
            {"服务商回调地址末尾的令牌所在的文件，权限 0600",
             "the file of the token that ends the address for call-backs, mode 0600"}};
}

constexpr Key public_url(yaml::Need need) {
    return {"url",
            need,
            Scalar{},
            {"服务商从外面到达本机的地址，如 https://duban.example.org",
             "where the provider reaches this machine: https://duban.example.org"}};
}

constexpr Key poll{"poll",
                   optional,
                   Scalar{.pattern = &calendar::delay_pattern, .number = false, .yes_no = false},
                   {"多久查询一次，如 5 minutes", "how often it is asked: 5 minutes"}};

// The provider's console knows where to call.
constexpr std::array receipts_console_keys{token_file(required)};
constexpr std::array receipts_asked_keys{token_file(optional), poll};
constexpr std::array receipts_asked_rules{
    Rule{"", "", Rule::Demand::needs, {"token_file", "poll"}}};
// Each message tells it where to call.
constexpr std::array receipts_told_keys{token_file(required), public_url(required)};
constexpr std::array receipts_either_keys{token_file(optional), public_url(optional), poll};
constexpr std::array receipts_either_rules{
    Rule{"", "", Rule::Demand::needs, {"token_file", "poll"}},
    Rule{"token_file", "", Rule::Demand::needs, {"url"}},
    Rule{"url", "", Rule::Demand::needs, {"token_file"}}};

constexpr Phrase how_it_ends{"回执的设置", "the settings of receipts"};
constexpr Noun receipts_console{
    .name = "receipts_console", .what = how_it_ends, .keys = receipts_console_keys};
constexpr Noun receipts_asked{.name = "receipts_asked",
                              .what = how_it_ends,
                              .keys = receipts_asked_keys,
                              .rules = receipts_asked_rules};
constexpr Noun receipts_told{
    .name = "receipts_told", .what = how_it_ends, .keys = receipts_told_keys};
constexpr Noun receipts_either{.name = "receipts_either",
                               .what = how_it_ends,
                               .keys = receipts_either_keys,
                               .rules = receipts_either_rules};

constexpr Key receipts_as(Noun const& noun) {
    return {"receipts",
            optional,
            Inner{&noun},
            {"如何得知短信是否送达", "how it is learned what became of messages"}};
}

constexpr std::array sms_keys{kind, provider_among(sms::provider_names)};
constexpr std::array template_keys{
    Key{"code", required, Scalar{}, {"模板编号", "the provider's code for it"}},
    Key{"parameters",
        optional,
        Entries{.value = &plain},
        {"模板的参数依次取自哪些变量",
         "its gaps in their order, and the variables that fill them"}},
};
constexpr std::array aliyun_keys{
    kind,
    provider_named(sms::Provider::aliyun),
    Key{"access_key_id", required, Scalar{}, {"AccessKey ID", "the AccessKey ID"}},
    secret,
    sign_name,
    templates,
    url,
    ca_file,
    receipts_as(receipts_asked),
    rate_key,
};
constexpr std::array tencent_keys{
    kind,
    provider_named(sms::Provider::tencent),
    Key{"secret_id", required, Scalar{}, {"SecretId", "the SecretId"}},
    secret,
    Key{"app_id", required, Scalar{}, {"短信应用的 SdkAppId", "the application's SdkAppId"}},
    sign_name,
    templates,
    Key{"region", optional, Scalar{}, {"地域，默认 ap-guangzhou", "ap-guangzhou by default"}},
    url,
    ca_file,
    receipts_as(receipts_asked),
    rate_key,
};
constexpr std::array huawei_keys{
    kind,
    provider_named(sms::Provider::huawei),
    Key{"app_key", required, Scalar{}, {"APP_Key", "the APP_Key"}},
    secret,
    Key{"sender", required, Scalar{}, {"签名通道号", "the channel number of the signature"}},
    Key{"sign_name", optional, Scalar{}, {"通用模板的签名", "for templates of any signature"}},
    templates,
    Key{"digest",
        optional,
        Word{.words = digest_words},
        {"摘要的写法，默认 hexadecimal", "how the digest is written; hexadecimal by default"}},
    own_url,
    ca_file,
    receipts_as(receipts_told),
    rate_key,
};
constexpr std::array cloud_mas_keys{
    kind,
    provider_named(sms::Provider::cloud_mas),
    Key{"ec_name", required, Scalar{}, {"集团客户名称", "the customer's name (ecName)"}},
    Key{"ap_id", required, Scalar{}, {"接口账号", "the account (apId)"}},
    secret,
    Key{"sign", required, Scalar{}, {"签名编码", "the code of the signature"}},
    Key{"add_serial", optional, Scalar{}, {"扩展码", "digits after the sender's number"}},
    own_url,
    ca_file,
    receipts_as(receipts_console),
    rate_key,
};
constexpr std::array twilio_keys{
    kind,
    provider_named(sms::Provider::twilio),
    Key{"account_sid", required, Scalar{}, {"Account SID", "the Account SID"}},
    secret,
    Key{"sender", required, Scalar{}, {"发送号码", "the number or name it is sent from"}},
    url,
    ca_file,
    receipts_as(receipts_either),
    rate_key,
};
constexpr std::array kannel_keys{
    kind,
    provider_named(sms::Provider::kannel),
    Key{"user", required, Scalar{}, {"sendsms-user 的用户名", "the name of a sendsms-user"}},
    secret,
    Key{"sender", optional, Scalar{}, {"发送号码", "the number it is sent from"}},
    own_url,
    ca_file,
    receipts_as(receipts_told),
    rate_key,
};
constexpr std::array robot_keys{
    Key{"kind", required, Word{.words = robot_word}, {"渠道的种类", "how it delivers"}},
    Key{"service",
        required,
        Word{.words = webhook::service_names},
        {"聊天软件", "the chat service"}},
    Key{"url_file",
        required,
        Scalar{},
        {"存放机器人地址的文件，权限 0600", "the file of the robot's address, mode 0600"}},
    Key{"secret_file",
        optional,
        Scalar{},
        {"存放加签密钥的文件；企业微信没有", "the file of the signature's secret; WeCom has none"}},
    ca_file,
    rate_key,
};

constexpr Phrase what{"渠道", "a channel"};
constexpr Noun aliyun{.name = "sms_aliyun", .what = what, .keys = aliyun_keys};
constexpr Noun tencent{.name = "sms_tencent", .what = what, .keys = tencent_keys};
constexpr Noun huawei{.name = "sms_huawei", .what = what, .keys = huawei_keys};
constexpr Noun cloud_mas{.name = "sms_cloud_mas", .what = what, .keys = cloud_mas_keys};
constexpr Noun twilio{.name = "sms_twilio", .what = what, .keys = twilio_keys};
constexpr Noun kannel{.name = "sms_kannel", .what = what, .keys = kannel_keys};

constexpr Shape one_aliyun = Inner{&aliyun};
constexpr Shape one_tencent = Inner{&tencent};
constexpr Shape one_huawei = Inner{&huawei};
constexpr Shape one_cloud_mas = Inner{&cloud_mas};
constexpr Shape one_twilio = Inner{&twilio};
constexpr Shape one_kannel = Inner{&kannel};
constexpr Shape clouds = Either{.brief = &one_aliyun, .full = &one_tencent};
constexpr Shape carriers = Either{.brief = &one_huawei, .full = &one_cloud_mas};
constexpr Shape others = Either{.brief = &one_twilio, .full = &one_kannel};
constexpr Shape chinese = Either{.brief = &clouds, .full = &carriers};

}  // namespace

constexpr Shape sms_channel = Either{.brief = &chinese, .full = &others};
constexpr Shape robot_channel = Inner{&robot};

constexpr Noun sms{.name = "sms", .what = what, .keys = sms_keys};
constexpr Noun sms_template{
    .name = "sms_template", .what = {"短信模板", "a template"}, .keys = template_keys};
constexpr Noun robot{.name = "robot", .what = what, .keys = robot_keys};

Noun const& sms_of(sms::Provider provider) {
    switch (provider) {
        case sms::Provider::aliyun:
            return aliyun;
        case sms::Provider::tencent:
            return tencent;
        case sms::Provider::huawei:
            return huawei;
        case sms::Provider::cloud_mas:
            return cloud_mas;
        case sms::Provider::twilio:
            return twilio;
        case sms::Provider::kannel:
            return kannel;
    }
    ensure(false, "a provider has settings");
    return aliyun;
}

Noun const& receipts_of(sms::Provider provider) {
    switch (provider) {
        case sms::Provider::aliyun:
        case sms::Provider::tencent:
            return receipts_asked;
        case sms::Provider::cloud_mas:
            return receipts_console;
        case sms::Provider::twilio:
            return receipts_either;
        case sms::Provider::huawei:
        case sms::Provider::kannel:
            break;
    }
    return receipts_told;
}

}  // namespace duban::cli::noun
