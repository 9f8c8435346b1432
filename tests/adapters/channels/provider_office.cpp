#include "tests/adapters/channels/provider_office.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "adapters/channels/sms/sms_channel.hpp"
#include "adapters/channels/webhook/robot_channel.hpp"

namespace duban::support {

namespace {

constexpr char const* secret = "aSecretOfTheOffice";

std::unique_ptr<ports::Channel> taken(Result<std::unique_ptr<ports::Channel>, Text> channel) {
    if (!channel) FAIL(channel.error().en);
    return std::move(*channel);
}

char const* path_of(webhook::Service service) {
    switch (service) {
        case webhook::Service::wecom:
            return "/cgi-bin/webhook/send?key=693a91f6-7aoc-4bc4";
        case webhook::Service::dingtalk:
            return "/robot/send?access_token=566cc69da782ec33";
        case webhook::Service::feishu:
            break;
    }
    return "/open-apis/bot/v2/hook/4bc4693a91f67a0c";
}

}  // namespace

ProviderOffice::ProviderOffice() {
    write_secret("secret", secret);
}

void ProviderOffice::write_secret(std::string const& name, std::string const& text) const {
    std::ofstream{folder_.path() / name} << text << '\n';
    std::filesystem::permissions(
        folder_.path() / name,
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

std::string ProviderOffice::options(std::string const& more) {
    return fmt::format(R"({{"now": {}, "secret": "{}"{}{}}})",
                       to_milliseconds(loop_.clock().now()) / 1000,
                       secret,
                       more.empty() ? "" : ", ",
                       more);
}

sms::SmsAccount ProviderOffice::account(sms::Provider provider, std::uint16_t port) const {
    sms::SmsAccount account;
    account.provider = provider;
    account.url = fmt::format("http://127.0.0.1:{}", port);
    account.user = "user";
    account.secret_file = folder_.path() / "secret";
    account.sign_name = "区政协";
    account.app_id = "1400006666";
    account.organisation = "区政协办公室";
    account.sender = "10690000";
    account.extension = "01";
    account.templates = {
        {.message = "reply_soon",
         .code = "SMS_123",
         .parameters = {{"n", "days_left"}, {"date", "due_date"}}},
        {.message = "reply_overdue", .code = "SMS_124", .parameters = {{"n", "days_overdue"}}}};
    return account;
}

webhook::Robot ProviderOffice::robot(webhook::Service service, std::uint16_t port) const {
    write_secret("url", fmt::format("http://127.0.0.1:{}{}", port, path_of(service)));
    webhook::Robot robot;
    robot.service = service;
    robot.url_file = folder_.path() / "url";
    if (service != webhook::Service::wecom) robot.secret_file = folder_.path() / "secret";
    return robot;
}

std::unique_ptr<ports::Channel> ProviderOffice::channel(
    sms::SmsAccount const& account, std::function<void(std::string const& why)> complain) {
    auto made = sms::make_sms_channel(
        loop_.context(), loop_.clock(), random_, account, std::move(complain));
    if (!made) FAIL(made.error().en);
    door_ = made->door;
    return std::move(made->channel);
}

std::unique_ptr<ports::Channel> ProviderOffice::channel(webhook::Robot const& robot) {
    return taken(webhook::make_robot_channel(loop_.context(), loop_.clock(), robot));
}

ports::Outgoing ProviderOffice::message_to(std::string number) {
    auto message = loop_.message_to(std::move(number));
    message.message = "reply_soon";
    message.text = "您有1项事项将于12月1日到期，请登录系统查看";
    message.variables = R"({"days_left": 3, "due_date": "12月1日", "case": "P-7"})";
    return message;
}

}  // namespace duban::support
