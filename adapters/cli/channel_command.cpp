// The channels: which there are (`channel list`).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "adapters/cli/channel_commands.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration_nouns.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

namespace {

std::string_view medium_of(ChannelSettings const& settings) {
    return settings.medium == service::Medium::mail ? "mail" : "sms";
}

void list(Session& session) {
    auto const configuration = open_configuration(session);
    if (!configuration) return;
    bool const zh = session.language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"渠道", "种类", "内容"}
                   : std::vector<std::string>{"channel", "kind", "carries"}};
    boost::json::array items;
    for (auto const& channel : configuration->channels) {
        table.add({channel.name,
                   std::string{noun::word_of(channel.kind)},
                   std::string{medium_of(channel)}});
        items.push_back({{"channel", channel.name},
                         {"kind", noun::word_of(channel.kind)},
                         {"carries", medium_of(channel)}});
    }
    if (session.json) {
        print(boost::json::serialize(boost::json::object{{"channels", std::move(items)}}) + "\n");
    } else {
        print(table.to_text());
    }
}

}  // namespace

void add_channel(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("channel",
                           words(session,
                                 "渠道：列出、测试、检查程序",
                                 "Channels: list them, test one, check a program"));
    command->require_subcommand(1);
    command->add_subcommand("list", words(session, "已配置的渠道", "Those that are configured"))
        ->callback([&session] { list(session); });
    add_channel_test(*command, session);
    add_channel_check(*command, session);
}

}  // namespace duban::cli
