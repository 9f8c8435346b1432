// Whether a program keeps the protocol of channels: `channel check`, for its author.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <memory>

#include "adapters/channels/program/rehearsal.hpp"
#include "adapters/cli/channel_commands.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "adapters/runtime/system_clock.hpp"

namespace duban::cli {

namespace {

using program::Finding;
using Verdict = Finding::Verdict;

struct Options {
    std::string program;
    std::vector<std::string> config;   // "name=value"
    std::vector<std::string> secrets;  // "name=file"
    std::string address;
};

/// Names and values; nothing where one has no "=": that was said then.
std::optional<program::NamedTexts> named(Session& session, std::vector<std::string> const& given) {
    program::NamedTexts texts;
    for (auto const& text : given) {
        auto const sign = text.find('=');
        if (sign == 0 || sign == std::string::npos) {
            complain(session,
                     {.zh_cn = fmt::format("“{}”应写成 名称=值", text),
                      .en = fmt::format("\"{}\": write NAME=VALUE", text)},
                     exit_usage);
            return std::nullopt;
        }
        texts.emplace_back(text.substr(0, sign), text.substr(sign + 1));
    }
    return texts;
}

/// What is sent where an address is given.
delivery::Outgoing message_to(std::string const& address, Language language) {
    runtime::SystemClock clock;
    delivery::Outgoing message;
    message.id = DeliveryId{1};
    message.message_id = "<channel-check@localhost>";
    message.date = clock.now();
    message.address = address;
    message.language = language;
    message.message = "house.test";
    message.text =
        Text{.zh_cn = "这是渠道测试，无需回复。", .en = "A test of a channel."}.in(language);
    message.deadline = clock.now() + std::chrono::seconds{30};
    return message;
}

std::string_view word_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::kept:
            return "ok";
        case Verdict::broken:
            return "FAILED";
        case Verdict::skipped:
            return "-";
    }
    return {};
}

boost::json::object json_of(Finding const& finding, Language language) {
    boost::json::value const kept = finding.verdict == Verdict::skipped
                                        ? boost::json::value(nullptr)
                                        : boost::json::value(finding.verdict == Verdict::kept);
    return {{"point", finding.point}, {"kept", kept}, {"words", finding.words.in(language)}};
}

void run(Session& session, Options const& options) {
    if (!std::filesystem::exists(options.program)) throw Missing{options.program};
    auto config = named(session, options.config);
    auto secrets = config ? named(session, options.secrets) : std::nullopt;
    if (!secrets) return;
    program::Script const script{.program = {.name = "check",
                                             .path = std::filesystem::absolute(options.program),
                                             .config = std::move(*config),
                                             .secrets = std::move(*secrets),
                                             .patience = {}},
                                 .message = message_to(options.address, session.language)};
    boost::json::array findings;
    bool const kept = program::rehearse(script, [&](Finding const& finding) {
        if (session.json) {
            findings.push_back(json_of(finding, session.language));
        } else {
            print(fmt::format("{:6} {:20} {}\n",
                              word_of(finding.verdict),
                              finding.point,
                              finding.words.in(session.language)));
        }
    });
    if (session.json)
        print(boost::json::serialize(boost::json::object{{"findings", std::move(findings)}}) +
              "\n");
    if (!kept) session.exit = exit_refused;
}

}  // namespace

void add_channel_check(CLI::App& above, Session& session) {
    auto* const command = above.add_subcommand(
        "check",
        words(
            session,
            "一个程序是否遵守渠道协议（docs/plug-ins.md），逐点检查",
            "Whether a program keeps the protocol of channels (docs/plug-ins.md), point by point"));
    auto const options = std::make_shared<Options>();
    command->add_option("program", options->program, words(session, "可执行文件", "the executable"))
        ->required();
    command->add_option("--config",
                        options->config,
                        words(session,
                              "名称=值：交给它的配置，可多次",
                              "NAME=VALUE of its configuration; repeatable"));
    command->add_option("--secret",
                        options->secrets,
                        words(session,
                              "名称=文件：交给它的密钥，可多次",
                              "NAME=FILE that holds a secret of its; repeatable"));
    command->add_option("--to",
                        options->address,
                        words(session,
                              "真发一条到此地址；不写则不发",
                              "send one in earnest to this address; else none is sent"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
