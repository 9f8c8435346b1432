#include "adapters/cli/sms_settings.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/web_address.hpp"
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

}  // namespace

void read_sms(ChannelNode const& channel, SmsAccount& to) {
    auto const& [values, node, what, folder] = channel;
    Mapping const any{values, &node, noun::sms, what};
    auto const provider = any.choice<Provider>("provider");
    if (!provider) return;
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
    from.finish();
}

void read_robot(ChannelNode const& channel, webhook::Robot& to) {
    Mapping const from{channel.values, &channel.node, noun::robot, channel.what};
    if (auto const service = from.choice<webhook::Service>("service")) to.service = *service;
    read_path(from, "url_file", channel.folder, to.url_file);
    read_path(from, "secret_file", channel.folder, to.secret_file);
    read_path(from, "ca_file", channel.folder, to.ca_file);
    from.finish();
}

}  // namespace duban::cli
