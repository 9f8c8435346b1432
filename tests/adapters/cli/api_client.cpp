#include "tests/adapters/cli/api_client.hpp"

#include <signal.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/adapters/cli/daemon_output.hpp"
#include "tests/adapters/cli/web_client.hpp"

namespace duban::test {

boost::json::value HttpAnswer::json() const {
    boost::system::error_code error;
    auto value = boost::json::parse(body, error);
    INFO(head << body);
    REQUIRE_FALSE(error);
    return value;
}

std::string HttpAnswer::problem() const {
    return std::string{json().at("problem").at("message").at("en").as_string()};
}

std::string HttpAnswer::header(std::string const& name) const {
    auto const at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    auto const from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

ApiClient::ApiClient() {
    office_.file_example();
    key_ = text_of(office_.path("var/example/console.key"));
    key_.pop_back();
    daemon_ = office_.serve();
    port_ = port_of(line_with(*daemon_, "http://127.0.0.1:"));
}

ApiClient::~ApiClient() {
    daemon_->signal(SIGINT);
    daemon_->wait();
}

std::string ApiClient::logged(std::string const& part) const {
    return line_with(*daemon_, part);
}

HttpAnswer ApiClient::get(std::string const& target) const {
    return send("GET", target, "Authorization: Bearer " + key_ + "\r\n");
}

HttpAnswer ApiClient::send(std::string const& method,
                           std::string const& target,
                           std::string const& headers,
                           std::string const& body) const {
    auto const host = headers.find("Host:") == std::string::npos ? "Host: localhost\r\n" : "";
    auto const length = body.empty() && method != "POST"
                            ? std::string{}
                            : "Content-Length: " + std::to_string(body.size()) + "\r\n";
    auto const answer = http_send(port_,
                                  method + " " + target + " HTTP/1.1\r\n" + host + headers +
                                      length + "Connection: close\r\n\r\n" + body);
    auto const end = answer.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    return {.status = std::stoi(answer.substr(answer.find(' ') + 1, 3)),
            .head = answer.substr(0, end + 2),
            .body = answer.substr(end + 4)};
}

void file_another(Office const& office, std::string const& title) {
    auto const filed = office.run({"file",
                                   "cppcc-proposal",
                                   "--as",
                                   "chen-secretary",
                                   "--set",
                                   "title=" + title,
                                   "--set",
                                   "proposers=sun-housing"});
    INFO(filed.err);
    REQUIRE(filed.exit == 0);
}

}  // namespace duban::test
