#include "adapters/channels/webhook/robot_channel.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/channels/provider_office.hpp"
#include "tests/support/web_provider.hpp"

using namespace duban;
using namespace duban::webhook;
using namespace std::chrono_literals;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;

TEST_CASE("a robot says the short text and mentions whom it is for") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const [service, name, mentioned] = GENERATE(table<Service, char const*, char const*>({
        {Service::wecom, "wecom", R"(["13900001234"])"},
        {Service::dingtalk, "dingtalk", R"(["13900001234"])"},
        {Service::feishu, "feishu", "[]"},
    }));
    CAPTURE(name);
    auto const channel = office.channel(office.robot(service, server.port()));
    auto const outcome = office.loop().send(*channel, office.message_to("+8613900001234"));
    INFO(outcome.code << " " << outcome.words);
    CHECK(outcome.kind == Kind::delivered);
    auto const request = server.next_request();
    CHECK(request.at("provider") == name);
    CHECK(request.at("text") == "@陈秘书 您有1项事项将于12月1日到期，请登录系统查看");
    CHECK(request.at("mentioned") == mentioned);
}

TEST_CASE("each robot's refusals have their class") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};

    struct Row {
        Service service;
        char const* text;
        Kind kind;
        ErrorClass error;
        char const* code;
        std::chrono::seconds wait;
    };

    Row const rows[]{
        {Service::wecom, "[busy]", Kind::throttled, ErrorClass::provider, "45009", 60s},
        {Service::wecom, "[gone]", Kind::temporary, ErrorClass::configuration, "93000", 0s},
        {Service::wecom, "[long]", Kind::permanent, ErrorClass::content, "45002", 0s},
        {Service::wecom, "[odd]", Kind::temporary, ErrorClass::provider, "-1", 0s},
        {Service::dingtalk, "[busy]", Kind::throttled, ErrorClass::provider, "130101", 600s},
        {Service::dingtalk, "[gone]", Kind::temporary, ErrorClass::configuration, "300001", 0s},
        {Service::dingtalk, "[bad]", Kind::permanent, ErrorClass::content, "430101", 0s},
        {Service::dingtalk, "[odd]", Kind::temporary, ErrorClass::provider, "-1", 0s},
        {Service::feishu, "[busy]", Kind::throttled, ErrorClass::provider, "11232", 60s},
        {Service::feishu, "[gone]", Kind::temporary, ErrorClass::configuration, "19001", 0s},
        {Service::feishu, "[keyword]", Kind::temporary, ErrorClass::configuration, "19024", 0s},
        {Service::feishu, "[odd]", Kind::temporary, ErrorClass::provider, "10003", 0s},
        {Service::wecom, "[cut]", Kind::uncertain, ErrorClass::provider, "no_answer", 0s},
        {Service::dingtalk, "[hotel]", Kind::uncertain, ErrorClass::provider, "HTTP 200", 0s},
        {Service::feishu,
         "[flood]",
         Kind::uncertain,
         ErrorClass::provider,
         "unreadable_answer",
         0s},
        {Service::feishu, "[wait]", Kind::throttled, ErrorClass::provider, "HTTP 429", 77s},
        {Service::wecom, "[forbidden]", Kind::temporary, ErrorClass::configuration, "HTTP 403", 0s},
    };
    for (auto const& row : rows) {
        CAPTURE(static_cast<int>(row.service), row.text);
        auto const channel = office.channel(office.robot(row.service, server.port()));
        auto message = office.message_to("13900001234");
        message.text = row.text;
        auto const outcome = office.loop().send(*channel, message);
        CHECK(to_text(outcome.kind) == to_text(row.kind));
        CHECK(delivery::to_text(outcome.error) == delivery::to_text(row.error));
        CHECK(outcome.code == row.code);
        CHECK(outcome.retry_after.value_or(0s) == row.wait);
    }
}

TEST_CASE("a wrong secret of a robot is our configuration") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    office.write_secret("secret", "another");
    auto const [service, code] = GENERATE(
        table<Service, char const*>({{Service::dingtalk, "310000"}, {Service::feishu, "19021"}}));
    auto const channel = office.channel(office.robot(service, server.port()));
    auto const outcome = office.loop().send(*channel, office.message_to("13900001234"));
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.code == code);
}

TEST_CASE("a robot whose address is open to all, or is none, is refused at once") {
    support::ProviderOffice office;
    auto const robot = office.robot(Service::wecom, 1);
    auto const words = [&] {
        auto const made = make_robot_channel(office.loop().context(), office.loop().clock(), robot);
        return made ? std::string{} : made.error().en;
    };
    CHECK(words().empty());
    office.write_secret("url", "http://qyapi.example.com/cgi-bin/webhook/send?key=k");
    CHECK(words().find("https://") != std::string::npos);
    std::filesystem::permissions(robot.url_file, std::filesystem::perms::all);
    CHECK(words().find("open to everybody") != std::string::npos);
    std::filesystem::remove(robot.url_file);
    CHECK(words().find("cannot be read") != std::string::npos);
}
