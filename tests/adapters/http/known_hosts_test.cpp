#include "adapters/http/known_hosts.hpp"

#include <catch2/catch.hpp>

using namespace duban::http;

namespace {

Request to(std::string const& host, std::string const& forwarded = {}) {
    return {.method = "GET",
            .target = "/",
            .body = {},
            .headers = {{"Host", host}, {"X-Forwarded-Proto", forwarded}}};
}

}  // namespace

TEST_CASE("a name that somebody else may have pointed here is not known") {
    KnownHosts const hosts{"https://duban.example.org:8443/office"};
    auto const [host, known] = GENERATE(table<std::string, bool>({
        {"localhost", true},
        {"LocalHost:8080", true},
        {"127.0.0.1:8080", true},
        {"192.168.1.20", true},
        {"[::1]:8080", true},
        {"duban.example.org", true},
        {"Duban.Example.org:443", true},
        {"", false},
        {":8080", false},
        {"[]", false},
        {"[", false},
        {"evil.example", false},
        {"duban.example.org.evil.example", false},
        {"127.0.0.1.evil.example", false},
        {"localhost.evil.example", false},
        {"127.0.0.1@evil.example", false},
    }));
    CAPTURE(host);
    CHECK(hosts.know(to(host)) == known);
}

TEST_CASE("without a public address only addresses and localhost are known") {
    KnownHosts const hosts{""};
    CHECK(hosts.know(to("127.0.0.1")));
    CHECK_FALSE(hosts.know(to("duban.example.org")));
    CHECK_FALSE(hosts.know(to("")));
    CHECK_FALSE(KnownHosts{"duban.example.org"}.know(to("duban.example.org")));
}

TEST_CASE("a cookie travels encrypted unless it stays on this machine") {
    auto const [host, forwarded, secure] = GENERATE(table<std::string, std::string, bool>({
        {"127.0.0.1:8080", "", false},
        {"localhost:8080", "http", false},
        {"[::1]", "", false},
        {"127.0.0.1:8080", "https", true},
        {"duban.example.org", "", true},
        {"192.168.1.20:8080", "", true},
        {"127.evil.example", "", true},
    }));
    CAPTURE(host, forwarded);
    CHECK(must_be_secure(to(host, forwarded)) == secure);
}
