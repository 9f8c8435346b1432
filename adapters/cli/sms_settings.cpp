#include "adapters/cli/sms_settings.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/web_address.hpp"
#include "adapters/cli/channel_settings.hpp"
#include "adapters/cli/length_setting.hpp"
#include "adapters/cli/sms_nouns.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::cli {

namespace {

using sms::Provider;
using sms::SmsAccount;
using yaml::Mapping;

/// A provider's name for a setting, and ours.
struct Setting {
    std::string_view key;
    std::string SmsAccount::*place;
};

constexpr std::array aliyun{Setting{"access_key_id", &SmsAccount::user},
                            Setting{"sign_name", &SmsAccount::sign_name}};
constexpr std::array tencent{Setting{"secret_id", &SmsAccount::user},
                             Setting{"app_id", &SmsAccount::app_id},
                             Setting{"sign_name", &SmsAccount::sign_name},
                             Setting{"region", &SmsAccount::region}};
constexpr std::array huawei{Setting{"app_key", &SmsAccount::user},
                            Setting{"sender", &SmsAccount::sender},
                            Setting{"sign_name", &SmsAccount::sign_name}};
constexpr std::array cloud_mas{Setting{"ec_name", &SmsAccount::organisation},
                               Setting{"ap_id", &SmsAccount::user},
                               Setting{"sign", &SmsAccount::sign_name},
                               Setting{"add_serial", &SmsAccount::extension}};
constexpr std::array twilio{Setting{"account_sid", &SmsAccount::user},
                            Setting{"sender", &SmsAccount::sender}};
constexpr std::array kannel{Setting{"user", &SmsAccount::user},
                            Setting{"sender", &SmsAccount::sender}};

std::span<Setting const> settings_of(Provider provider) {
    switch (provider) {
        case Provider::aliyun:
            return aliyun;
        case Provider::tencent:
            return tencent;
        case Provider::huawei:
            return huawei;
        case Provider::cloud_mas:
            return cloud_mas;
        case Provider::twilio:
            return twilio;
        case Provider::kannel:
            break;
    }
    return kannel;
}

void read_path(Mapping const& from,
               std::string_view key,
               std::filesystem::path const& folder,
               std::filesystem::path& to) {
    if (auto const given = from.text(key)) to = (folder / *given).lexically_normal();
}

sms::SmsTemplate template_of(yaml::Values const& values, yaml::Entry const& entry) {
    Mapping const from{values, &entry.value, noun::sms_template};
    sms::SmsTemplate made;
    made.message = entry.key;
    if (auto code = from.text("code")) made.code = std::move(*code);
    auto const* const parameters = from["parameters"];
    if (parameters != nullptr && values.mapping(parameters) != nullptr) {
        for (auto const& [gap, at, variable] : parameters->entries) {
            if (auto name = values.text(&variable)) made.parameters.emplace_back(gap, *name);
        }
    }
    from.finish();
    return made;
}

void read_templates(yaml::Values const& values, yaml::Node const* node, SmsAccount& to) {
    if (node == nullptr || values.mapping(node) == nullptr) return;
    for (auto const& entry : node->entries) to.templates.push_back(template_of(values, entry));
}

void read_url(Mapping const& from, std::string& to) {
    auto url = from.text("url");
    if (!url) return;
    if (auto const fault = web::fault_of_web_address(*url)) {
        from.error(from.find("url")->at, "not-a-web-address", *fault);
    }
    to = std::move(*url);
}

/// What the tables of the keys cannot say: which of them go together.
void check_receipts(Mapping const& from, Provider provider, sms::ReceiptSettings const& receipts) {
    if (from.find("token_file") == nullptr && from.find("poll") == nullptr) {
        from.error(from.at(),
                   "incomplete-receipts",
                   {.zh_cn = "应写明 token_file（由服务商回调）或 poll（定时查询），也可两者都写",
                    .en = "token_file (the provider calls) or poll (it is asked) is expected, or "
                          "both"});
    }
    if (provider != Provider::twilio || receipts.token_file.empty() == receipts.url.empty()) return;
    from.error(from.at(),
               "incomplete-receipts",
               {.zh_cn = "token_file 与 url 须同时写：每条短信都告知服务商回调的地址",
                .en = "token_file and url go together: each message tells the provider where to "
                      "call"});
}

void read_receipts(Mapping const& channel,
                   Provider provider,
                   std::filesystem::path const& folder,
                   sms::ReceiptSettings& to) {
    auto const* const node = channel["receipts"];
    if (node == nullptr) return;
    auto const& noun = noun::receipts_of(provider);
    Mapping const from{channel, node, noun};
    read_path(from, "token_file", folder, to.token_file);
    if (noun.find("url") != nullptr) read_url(from, to.url);
    while (to.url.ends_with('/')) to.url.pop_back();
    constexpr Bounds bounds{.shortest = std::chrono::minutes{1}, .longest = std::chrono::hours{24}};
    if (noun.find("poll") != nullptr) {
        to.poll = read_length(from, "poll", bounds);
        check_receipts(from, provider, to);
    }
    from.finish();
}

}  // namespace

void read_sms(ChannelNode const& channel, ChannelSettings& settings) {
    auto const& [values, node, what, folder] = channel;
    auto& to = settings.sms;
    Mapping const any{values, &node, noun::sms, what};
    auto const provider = any.choice<Provider>("provider");
    if (!provider) return;
    to.channel = settings.name;
    to.provider = *provider;
    Mapping const from{values, &node, noun::sms_of(to.provider), what};
    for (auto const& [key, place] : settings_of(to.provider)) {
        if (auto given = from.text(key)) to.*place = std::move(*given);
    }
    read_path(from, "secret_file", folder, to.secret_file);
    read_path(from, "ca_file", folder, to.ca_file);
    read_url(from, to.url);
    if (sms::protocol_of(to.provider).needs_template) read_templates(values, from["templates"], to);
    if (to.provider == Provider::huawei) {
        if (auto const digest = from.choice<sms::WsseDigest>("digest")) to.digest = *digest;
    }
    read_receipts(from, to.provider, folder, to.receipts);
    read_for_all(from, settings);
    from.finish();
}

void read_robot(ChannelNode const& channel, ChannelSettings& settings) {
    auto& to = settings.robot;
    Mapping const from{channel.values, &channel.node, noun::robot, channel.what};
    if (auto const service = from.choice<webhook::Service>("service")) to.service = *service;
    read_path(from, "url_file", channel.folder, to.url_file);
    read_path(from, "secret_file", channel.folder, to.secret_file);
    read_path(from, "ca_file", channel.folder, to.ca_file);
    settings.rate = webhook::rate_of_robots;
    read_for_all(from, settings);
    from.finish();
}

}  // namespace duban::cli
