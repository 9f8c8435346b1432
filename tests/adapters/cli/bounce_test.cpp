// What a mail server reports, handed to `duban bounce` as by a pipe.
#include <fmt/format.h>
#include <signal.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "engine/delivery/bounce_mark.hpp"
#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
using duban::DeliveryId;
using duban::delivery::bounce_mark;

namespace {

std::string report_of(duban::delivery::BounceMark const& mark) {
    return fmt::format(
        "To: {}\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
        "--B\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mail.example.org\n\n"
        "Final-Recipient: rfc822; chen@example.org\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n"
        "--B--\n",
        duban::delivery::marked_address("bounce@example.org", mark));
}

}  // namespace

TEST_CASE("a report of a mail of ours is taken beside the daemon, any other is refused") {
    Office const office;
    auto const daemon = office.serve();
    while (auto const line = daemon->read_line()) {
        if (line->find("http://") != std::string::npos) break;
    }
    REQUIRE(office.run({"channel", "test", "mail", "--to", "chen@example.org"}).exit == 0);
    auto const shown = [&] { return office.run({"outbox", "show", "1", "--json"}).json(); };
    std::string const message_id{shown().at("message_id").as_string()};
    auto const ours = bounce_mark(DeliveryId{1}, message_id, "chen@example.org");

    auto const forged = bounce_mark(DeliveryId{2}, message_id, "chen@example.org");
    for (auto const& mail : {report_of(forged), std::string{"Subject: I am away\n\nback soon\n"}}) {
        auto const refused = office.run({"bounce"}, mail);
        CHECK(refused.exit == 1);
        CHECK_FALSE(refused.err.empty());
    }
    CHECK(shown().at("phase") == "delivered");

    auto const taken = office.run({"bounce", "--json"}, report_of(ours));
    CHECK(taken.exit == 0);
    CHECK(taken.json() ==
          boost::json::parse(R"({"delivery": 1, "address": "chen@example.org", "action": "failed",
                                                 "status": "5.1.1", "words": "550 no such user"})"));
    CHECK(shown().at("phase") == "bounced");
    CHECK(office.run({"bounce", "--fetch"}).out ==
          "bounces taken: 0, other mails left: 0, passed by: 0\n");
    daemon->signal(SIGINT);
    while (daemon->read_line()) {
    }
    CHECK(daemon->wait() == 0);
}
