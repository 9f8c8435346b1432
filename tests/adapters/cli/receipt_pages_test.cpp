// The daemon as a process, between a provider of short messages and its own store: call-backs that
// come in, and questions that go out.
#include <signal.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/daemon_output.hpp"
#include "tests/adapters/cli/office.hpp"
#include "tests/adapters/cli/web_client.hpp"
#include "tests/support/web_provider.hpp"

using namespace duban::test;
using duban::support::ChildProcess;
using duban::support::WebProvider;

namespace {

constexpr char const* token = "a-token-that-nobody-guesses";

void write_secret(Office const& office, std::string const& name, std::string const& text) {
    auto const file = office.path("config/example/" + name);
    std::ofstream{file} << text << '\n';
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
}

/// Aliyun at the server, with these receipts.
void add_channel(Office const& office, WebProvider const& server, std::string const& receipts) {
    write_secret(office, "secret", "aSecretOfTheOffice");
    write_secret(office, "token", token);
    std::ofstream{office.path("config/example/duban.yaml"), std::ios::app}
        << "  sms: {kind: sms, provider: aliyun, access_key_id: user, secret_file: secret,\n"
           "        sign_name: 区政协, url: 'http://127.0.0.1:"
        << server.port() << "',\n        receipts: " << receipts
        << ",\n        templates: {house.test: {code: SMS_1}}}\n";
}

constexpr char const* options = R"({"secret": "aSecretOfTheOffice"})";

boost::json::object message_one(Office const& office) {
    return office.run({"outbox", "show", "1", "--json"}).json().as_object();
}

void stop(ChildProcess& daemon) {
    daemon.signal(SIGINT);
    line_with(daemon, "event=stopped");
    CHECK(daemon.wait() == 0);
}

}  // namespace

TEST_CASE("a provider's call-back confirms a message, or says that it did not arrive") {
    Office const office;
    WebProvider const server{options};
    add_channel(office, server, "{token_file: token}");
    auto const daemon = office.serve();
    auto const port = port_of(line_with(*daemon, "http://127.0.0.1:"));
    REQUIRE(office.run({"channel", "test", "sms", "--to", "13900001234"}).exit == 0);

    auto const page = std::string{"/receipts/sms/"} + token;
    auto const report = [&](std::string const& success) {
        return R"([{"success":)" + success +
               R"(,"err_code":"MK:0001","biz_id":"900619746936498440^0","out_id":"d-1-1"}])";
    };
    for (auto const* const wrong : {"/receipts/sms/a-token-that-nobody-knows",
                                    "/receipts/mail/a-token-that-nobody-guesses",
                                    "/receipts/sms/",
                                    "/receipts/sms",
                                    "/receipts//",
                                    "/receipts/%zz/x"}) {
        CHECK_THAT(http_post(port, wrong, report("true")),
                   Catch::Contains("404 Not Found") && Catch::Contains("没有这个页面") &&
                       Catch::Contains("there is no such page"));
    }
    CHECK_THAT(http_get(port, page), Catch::Contains("404 Not Found"));
    CHECK_THAT(http_post(port, page, "<html>"),
               Catch::Contains("400 Bad Request") && Catch::Contains("这不是该服务商的回执") &&
                   Catch::Contains("it is no report of this provider"));
    CHECK_THAT(http_post(port, "/healthz", ""),
               Catch::Contains("405 Method Not Allowed") && Catch::Contains("这里只接受 GET") &&
                   Catch::Contains("only GET is answered here"));
    CHECK_THAT(line_with(*daemon, "event=call_back_refused"), Catch::Contains("channel=sms"));

    CHECK_THAT(http_post(port, page, report("true")),
               Catch::Contains("200 OK") && Catch::Contains(R"({"code":0,"msg":"OK"})"));
    CHECK_THAT(line_with(*daemon, "event=receipts_taken"), Catch::Contains("delivered=1"));
    CHECK(message_one(office).at("confirmed_at").is_string());

    CHECK_THAT(http_post(port, page, report("false")), Catch::Contains("200 OK"));
    CHECK_THAT(line_with(*daemon, "event=receipts_taken"), Catch::Contains("bounced=1"));
    CHECK(message_one(office).at("phase") == "bounced");
    CHECK_THAT(std::string{message_one(office).at("reason").as_string()},
               Catch::Contains("MK:0001"));
    stop(*daemon);
}

TEST_CASE("a receipt that was thanked for survives the end of the process", "[fault]") {
    Office const office;
    WebProvider const server{options};
    add_channel(office, server, "{token_file: token}");
    auto const daemon = office.serve();
    auto const port = port_of(line_with(*daemon, "http://127.0.0.1:"));
    REQUIRE(office.run({"channel", "test", "sms", "--to", "13900001234"}).exit == 0);
    CHECK_THAT(http_post(port,
                         std::string{"/receipts/sms/"} + token,
                         R"([{"success":true,"biz_id":"900619746936498440^0","out_id":"d-1-1"}])"),
               Catch::Contains("200 OK"));
    daemon->signal(SIGKILL);
    daemon->wait();
    CHECK(message_one(office).at("confirmed_at").is_string());
}

TEST_CASE("a message that may have been sent is asked about by our own name for it") {
    Office const office;
    WebProvider server{options};
    add_channel(office, server, "{poll: 5 minutes}");
    auto daemon = office.serve();
    line_with(*daemon, "http://127.0.0.1:");
    // The connection is cut after the request: nobody knows whether it was obeyed.
    (void)office.run({"channel", "test", "sms", "--to", "13900009001"});
    CHECK(server.next_request().at("reference") == "d-1-1");
    stop(*daemon);
    CHECK(message_one(office).at("phase") == "uncertain");

    daemon = office.serve();
    line_with(*daemon, "http://127.0.0.1:");
    auto const question = server.next_request();
    CHECK(question.at("asked").empty());  // it never told us its own number
    CHECK(question.at("number") == "13900009001");
    CHECK_THAT(line_with(*daemon, "event=receipts_taken"), Catch::Contains("delivered=1"));
    CHECK(message_one(office).at("confirmed_at").is_string());
    stop(*daemon);
}
