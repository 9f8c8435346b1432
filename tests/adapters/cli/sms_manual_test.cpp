// Each channel that the manual shows is read by the program, and may be used.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "adapters/cli/configuration.hpp"
#include "tests/adapters/cli/office.hpp"

using namespace duban;

namespace {

constexpr char const* rest = "format: 1\nstore: s\nworkflows: w\ncalendars: c\ndirectory: d\n";

/// What stands in ```yaml blocks.
std::vector<std::string> examples(char const* page = "docs/sms.md") {
    std::vector<std::string> all;
    bool inside = false;
    std::istringstream text{test::text_of(page)};
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("```")) {
            inside = line == "```yaml";
            if (inside) all.emplace_back();
        } else if (inside) {
            all.back() += line + "\n";
        }
    }
    return all;
}

cli::Configuration read(std::string const& channels) {
    auto configuration = cli::read_configuration(rest + channels, "/etc/duban/duban.yaml");
    if (configuration) return *configuration;
    FAIL(configuration.error().front().message.en);
    return {};
}

std::string problem_of(std::string const& channels) {
    auto const configuration = cli::read_configuration(rest + channels, "duban.yaml");
    if (configuration) return {};
    auto const& problem = configuration.error().front();
    return problem.rule + ": " + problem.message.en;
}

}  // namespace

TEST_CASE("the manual shows a good channel for each provider and each robot") {
    auto const* const page = GENERATE("docs/sms.md", "docs/sms.zh-CN.md");
    std::set<sms::Provider> providers;
    std::set<webhook::Service> services;
    for (auto const& example : examples(page)) {
        CAPTURE(example);
        for (auto const& channel : read(example).channels) {
            CHECK(channel.medium == service::Medium::sms);
            if (channel.kind == cli::ChannelKind::sms) {
                CHECK_FALSE(fault_of(channel.sms));
                CHECK(channel.sms.secret_file.string().starts_with("/etc/duban/secrets/"));
                providers.insert(channel.sms.provider);
            } else {
                services.insert(channel.robot.service);
            }
        }
    }
    CHECK(providers.size() == sms::provider_names.size());
    CHECK(services.size() == webhook::service_names.size());
}

TEST_CASE("the daemon names at its start what has no template") {
    test::Office const office;
    auto const secret = office.path("config/example/secret");
    std::ofstream{secret} << "a\n";
    std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
    std::ofstream{office.path("config/example/duban.yaml"), std::ios::app}
        << "  sms: {kind: sms, provider: aliyun, access_key_id: a, secret_file: secret, sign_name: "
           "x,\n"
           "        url: 'http://127.0.0.1:1', templates: {assigned: {code: SMS_1}}}\n";
    auto const daemon = office.serve();
    std::string told;
    while (auto const line = daemon->read_line()) {
        if (line->find("event=template_missing") == std::string::npos) continue;
        if (line->find("workflow=cppcc-proposal") == std::string::npos) continue;
        told = *line;
        break;
    }
    CHECK(told.find("channel=sms") != std::string::npos);
    CHECK(told.find("reply_soon") != std::string::npos);
    CHECK(told.find("assigned") == std::string::npos);
}

TEST_CASE("a template's parameters keep their order") {
    auto const configuration = read(examples().front());
    auto const* const found = configuration.channels.front().sms.find_template("reply_soon");
    REQUIRE(found);
    CHECK(found->code == "SMS_123456789");
    CHECK(found->parameters ==
          std::vector<std::pair<std::string, std::string>>{{"case", "case"}, {"date", "due_date"}});
}

TEST_CASE("robots keep to twenty messages a minute where nothing else is said") {
    auto const [settings, at_most] = GENERATE(table<char const*, std::size_t>({
        {"", 20},
        {", rate: {at_most: 100, per: 1 minute}", 100},
    }));
    auto const channel = read(std::string{"channels: {group: {kind: robot, service: feishu, "
                                          "url_file: u"} +
                              settings + "}}\n")
                             .channels.front();
    REQUIRE(channel.rate);
    CHECK(channel.rate->at_most == at_most);
    CHECK(channel.rate->per == std::chrono::minutes{1});
}

TEST_CASE("a mistake in a channel for short messages is told with its key") {
    auto const [channel, told] = GENERATE(table<char const*, char const*>({
        {"provider: alyun", "unknown-word"},
        {"provider: twilio, account_sid: a, sender: '1'", "secret_file"},
        {"provider: twilio, account_sid: a, sender: '1', secret_file: s, sign_name: x",
         "unknown-key"},
        {"provider: kannel, user: a, secret_file: s", "url"},
        {"provider: kannel, user: a, secret_file: s, url: 'http://kannel.example.org'",
         "not-a-web-address"},
        {"provider: aliyun, access_key_id: a, secret_file: s, sign_name: x", "templates"},
        {"provider: aliyun, access_key_id: a, secret_file: s, sign_name: x, templates: {m: {}}",
         "code"},
        {"provider: kannel, user: a, secret_file: s, url: 'http://127.0.0.1', receipts: "
         "{token_file: "
         "t}",
         "url"},
        {"provider: kannel, user: a, secret_file: s, url: 'http://127.0.0.1', receipts: {poll: 5 "
         "minutes, token_file: t, url: 'http://127.0.0.1'}",
         "unknown-key"},
        {"provider: twilio, account_sid: a, sender: '1', secret_file: s, receipts: {}",
         "incomplete-receipts"},
        {"provider: twilio, account_sid: a, sender: '1', secret_file: s, receipts: {token_file: t}",
         "incomplete-receipts"},
        {"provider: twilio, account_sid: a, sender: '1', secret_file: s, receipts: {poll: 5 "
         "seconds}",
         "not-a-length"},
        {"provider: twilio, account_sid: a, sender: '1', secret_file: s, rate: {at_most: 0, per: 1 "
         "minute}",
         "out-of-range"},
        {"provider: twilio, account_sid: a, sender: '1', secret_file: s, rate: {at_most: 1, per: 1 "
         "day}",
         "not-a-length"},
    }));
    CAPTURE(channel);
    auto const text = std::string{"channels: {sms: {kind: sms, "} + channel + "}}\n";
    CHECK(problem_of(text).find(told) != std::string::npos);
}
