#include "adapters/channels/web/web_client.hpp"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <optional>

#include "adapters/channels/web/web_address.hpp"
#include "tests/adapters/channels/provider_office.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/web_provider.hpp"

using namespace duban;
using namespace duban::web;
using namespace std::chrono_literals;

namespace {

WebAnswer ask(support::Loop& loop,
              WebClient& client,
              std::string url,
              std::chrono::milliseconds time = 10s) {
    std::optional<WebAnswer> answer;
    WebRequest request;
    request.method = Method::get;
    request.url = std::move(url);
    client.ask(std::move(request), time, [&](WebAnswer got) { answer = std::move(got); });
    CHECK_FALSE(answer);
    loop.run_until([&] { return answer.has_value(); });
    return *answer;
}

std::string kannel_url(char const* scheme, std::uint16_t port, char const* number) {
    return fmt::format(
        "{}://127.0.0.1:{}/cgi-bin/sendsms?username=user&password=aSecretOfTheOffice&to={}&text=x",
        scheme,
        port,
        number);
}

}  // namespace

TEST_CASE("a server is spoken to only where its certificate is trusted") {
    support::ProviderOffice office;
    auto const certificate = support::make_certificate(office.folder().path());
    support::WebProvider server{office.options(fmt::format(R"("key": "{}", "cert": "{}")",
                                                           certificate.key.string(),
                                                           certificate.certificate.string()))};
    auto const url = kannel_url("https", server.port(), "13900001234");
    WebClient trusting{office.loop().context(), certificate.certificate};
    CHECK(ask(office.loop(), trusting, url).status == 202);
    WebClient wary{office.loop().context(), ""};
    auto const answer = ask(office.loop(), wary, url);
    CHECK(answer.fate == Fate::untrusted);
    CHECK(answer.trouble.find("aSecretOfTheOffice") == std::string::npos);
}

TEST_CASE("what never left is told from what was not answered") {
    support::ProviderOffice office;
    WebClient client{office.loop().context(), ""};
    SECTION("nobody listens") {
        std::uint16_t port = 0;
        {
            boost::asio::ip::tcp::acceptor closed{office.loop().context(),
                                                  {boost::asio::ip::address_v4::loopback(), 0}};
            port = closed.local_endpoint().port();
        }
        auto const answer = ask(office.loop(), client, kannel_url("http", port, "1"));
        CHECK(answer.fate == Fate::not_sent);
    }
    SECTION("no TLS where it is expected") {
        support::WebProvider server{office.options()};
        auto const answer =
            ask(office.loop(), client, kannel_url("https", server.port(), "13900001234"));
        CHECK(answer.fate == Fate::not_sent);
    }
    SECTION("the connection ends after the request") {
        support::WebProvider server{office.options()};
        auto const answer =
            ask(office.loop(), client, kannel_url("http", server.port(), "13900009001"));
        CHECK(answer.fate == Fate::no_answer);
    }
    SECTION("no answer within the time") {
        support::WebProvider server{office.options()};
        auto const answer =
            ask(office.loop(), client, kannel_url("http", server.port(), "13900009002"), 200ms);
        CHECK(answer.fate == Fate::no_answer);
    }
    SECTION("ten megabytes") {
        support::WebProvider server{office.options()};
        auto const answer =
            ask(office.loop(), client, kannel_url("http", server.port(), "13900009004"));
        CHECK(answer.fate == Fate::unreadable);
    }
}

TEST_CASE("an answer that asks again, or ends its own client, is no trouble") {
    support::ProviderOffice office;
    support::WebProvider server{office.options()};
    auto client = std::make_unique<WebClient>(office.loop().context(), "");
    auto const url = kannel_url("http", server.port(), "13900001234");
    int answers = 0;
    WebRequest request;
    request.method = Method::get;
    request.url = url;
    client->ask(request, 10s, [&](WebAnswer const& first) {
        CHECK(first.status == 202);
        ++answers;
        client->ask(request, 10s, [&](WebAnswer const& second) {
            CHECK(second.status == 202);
            ++answers;
            client.reset();
        });
    });
    office.loop().run_until([&] { return answers == 2; });
    CHECK_FALSE(client);
}

TEST_CASE("only https, or http to this machine, is an address to speak to") {
    auto const [url, good] = GENERATE(table<char const*, bool>({
        {"https://sms.example.com", true},
        {"https://sms.example.com:8443/api", true},
        {"http://127.0.0.1:8080", true},
        {"http://localhost:13013", true},
        {"http://[::1]:80/", true},
        {"http://sms.example.com", false},
        {"http://127.0.0.1.example.com", false},
        {"http://127.0.0.1@example.com", false},
        {"https://user:password@example.com", false},
        {"ftp://127.0.0.1/", false},
        {"file:///etc/passwd", false},
        {"sms.example.com", false},
        {"https://a b.example.com", false},
        {"https://例子.example.com", false},
        {"https://sms.example.com/#x", false},
        {"https://sms.example.com/\r\nX-Evil: 1", false},
        {"", false},
    }));
    CAPTURE(url);
    CHECK(fault_of_web_address(url).has_value() != good);
}

TEST_CASE("a Host header is what stands between the scheme and the path") {
    CHECK(host_of("https://sms.example.com") == "sms.example.com");
    CHECK(host_of("http://127.0.0.1:80/?x") == "127.0.0.1:80");
    CHECK(host_of("http://[::1]:80?x") == "[::1]:80");
}
