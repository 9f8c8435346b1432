#include "adapters/channels/webhook/robot_channel.hpp"

#include <algorithm>
#include <boost/json.hpp>
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

TEST_CASE("an answer that repeats the robot's secret or its address is kept without its words") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto const service = GENERATE(Service::wecom, Service::dingtalk, Service::feishu);
    auto const channel = office.channel(office.robot(service, server.port()));
    auto message = office.message_to("13900001234");
    message.text = "[telling]";
    auto const outcome = office.loop().send(*channel, message);
    CHECK(outcome.code == "HTTP 403");
    CHECK(outcome.words == "(it holds a secret)");
}

TEST_CASE("line breaks, NUL and other tricks reach a robot's wire in no field") {
    auto const service = GENERATE(Service::wecom, Service::dingtalk, Service::feishu);
    auto const poison = GENERATE(as<std::string>{},
                                 "\r\n\r\nPOST /evil HTTP/1.1\r\n",
                                 "\n",
                                 std::string{"\0x", 2},
                                 "\"},\"at\":{\"isAtAll\":true},\"x\":{\"y\":\"",
                                 "\x1B[2J\x7F",
                                 "&access_token=eve#");
    CAPTURE(static_cast<int>(service), poison);
    delivery::Outgoing message;
    message.text = "请答复" + poison;
    message.recipient_name = "陈秘书" + poison;
    message.address = "13900001234" + poison;
    RobotSecrets const secrets{.url = "https://robot.example.org/send?key=k", .secret = "s"};
    auto const request = request_of(service, secrets, message, Instant{});
    CHECK(std::ranges::none_of(
        request.body, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
    auto url = request.url;
    if (service == Service::dingtalk) url.erase(url.find("&timestamp=0&sign="));
    CHECK(url == secrets.url);
    REQUIRE(request.headers.size() == 1);
    auto const body = boost::json::parse(request.body).as_object();
    bool const is_feishu = service == Service::feishu;
    CHECK(body.size() == (service == Service::wecom ? 2 : is_feishu ? 4 : 3));
    auto const& said = body.at(is_feishu ? "content" : "text").as_object();
    std::string const text{said.at(is_feishu ? "text" : "content").as_string()};
    CHECK(text.find('\r') == std::string::npos);
    CHECK(text.find('\0') == std::string::npos);
    auto const name = text.substr(0, text.find("请答复"));
    CHECK(name.starts_with("@陈秘书"));
    CHECK(name.find('\n') == std::string::npos);
    if (service == Service::wecom) CHECK(said.at("mentioned_mobile_list").as_array().empty());
    if (service == Service::dingtalk) {
        CHECK(body.at("at").at("atMobiles").as_array().empty());
        CHECK_FALSE(body.at("at").at("isAtAll").as_bool());
    }
}

TEST_CASE("what is longer than a robot takes is not sent, and nothing is cut") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};

    struct Row {
        Service service;
        std::size_t text;
        std::size_t name;
        bool is_sent;
    };

    auto const row = GENERATE(values<Row>({
        {Service::wecom, 2'040, 6, true},  // with "@" and a blank
        {Service::wecom, 2'041, 6, false},
        {Service::wecom, 10'000, 6, false},
        {Service::wecom, 10, 10'000, false},
        {Service::dingtalk, 10'000, 6, true},
        {Service::dingtalk, 20'000, 6, false},
        {Service::feishu, 10'000, 6, true},
        {Service::feishu, 10, 20'000, false},
    }));
    CAPTURE(static_cast<int>(row.service), row.text, row.name);
    auto const channel = office.channel(office.robot(row.service, server.port()));
    auto message = office.message_to("139" + std::string(10'000, '0'));
    message.recipient_name = std::string(row.name, 'n');
    message.text = std::string(row.text, 't');
    auto const outcome = office.loop().send(*channel, message);
    if (!row.is_sent) {
        CHECK(outcome.kind == Kind::permanent);
        CHECK(outcome.error == ErrorClass::content);
        CHECK(outcome.code == "too_long");
        message = office.message_to("13900001234");
        REQUIRE(office.loop().send(*channel, message).kind == Kind::delivered);
    }
    auto const request = server.next_request();
    CHECK(request.at("text") == "@" + message.recipient_name + " " + message.text);
    if (row.is_sent) CHECK(request.at("mentioned") == "[]");
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
