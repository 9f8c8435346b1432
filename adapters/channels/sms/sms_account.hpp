// An account at a provider of short messages: who we are there, and which of its templates each of
// our messages fills. Immutable, like all accounts of channels.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::sms {

enum class Provider : std::uint8_t { aliyun, tencent, huawei, cloud_mas, twilio, kannel };

/// In the order of Provider.
inline constexpr std::array<std::string_view, 6> provider_names{
    "aliyun", "tencent", "huawei", "cloud_mas", "twilio", "kannel"};

/// What Huawei hashes into base64: its manual's sample holds the digits, not the octets.
enum class WsseDigest : std::uint8_t { hexadecimal, octets };

/// A text that the provider has approved, and what fills its gaps: the provider's name for the gap
/// and the variable of our message, in the order of the gaps.
struct SmsTemplate {
    std::string message;  // its name in the workflow
    std::string code;
    std::vector<std::pair<std::string, std::string>> parameters;
};

/// How it is learned what became of messages: the provider calls, or is asked, or both, or neither.
struct ReceiptSettings {
    std::filesystem::path
        token_file;   // it calls at an address that ends so; empty: it is not let in
    std::string url;  // where it reaches us, without a slash at its end; empty: its console knows
    std::optional<Duration> poll;  // it is asked so often
};

/// Each provider has its own words for these; docs/configuration.md says which.
struct SmsAccount {
    std::string channel;  // its name, which is a part of the address for call-backs
    Provider provider = Provider::aliyun;
    std::string url;                // where it is reached; empty: where all its customers reach it
    std::filesystem::path ca_file;  // empty: the machine's own authorities
    std::string user;
    std::filesystem::path secret_file;
    std::string sign_name;
    std::string app_id;
    std::string organisation;
    std::string sender;
    std::string extension;
    std::string region = "ap-guangzhou";
    WsseDigest digest = WsseDigest::hexadecimal;
    std::vector<SmsTemplate> templates;
    ReceiptSettings receipts;

    [[nodiscard]] SmsTemplate const* find_template(std::string_view message) const;
};

/// What is wrong with the account and what to write instead; nothing where it may be used.
std::optional<Text> fault_of(SmsAccount const& account);

}  // namespace duban::sms
