// The real gateway: Kannel's bearerbox and smsbox, with the carrier that it brings for tests, and
// with one that speaks SMPP and reports on what it took.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "adapters/http/server.hpp"
#include "tests/adapters/channels/kannel.hpp"
#include "tests/adapters/channels/provider_office.hpp"

using namespace duban;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;

namespace {

/// npm/smpp_carrier.mjs.
class SmppCarrier {
  public:
    SmppCarrier() : process_({"/usr/bin/env", "node", "tests/support/npm/smpp_carrier.mjs"}) {
        port_ = static_cast<std::uint16_t>(next("listening").as_int64());
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// What the next event of this name says.
    boost::json::value next(char const* name) {
        while (auto const line = process_.read_line()) {
            auto const event = boost::json::parse(*line).as_object();
            if (auto const* const value = event.if_contains(name)) return *value;
        }
        FAIL("the carrier ended: is node there, and npm's smpp?");
        return {};
    }

  private:
    support::ChildProcess process_;
    std::uint16_t port_ = 0;
};

/// As the daemon does: the last part of the path is the token.
http::Response hand_over(http::Request const& request,
                         sms::ReceiptDoor const& door,
                         std::vector<delivery::Receipt>& taken) {
    auto const mark = request.target.find('?');
    auto const slash = request.target.rfind('/', mark);
    auto const answer = door.answer({.method = request.method,
                                     .token = request.target.substr(slash + 1, mark - slash - 1),
                                     .query = request.target.substr(mark + 1),
                                     .body = request.body,
                                     .signature = {}});
    for (auto const& receipt : answer.receipts) taken.push_back(receipt);
    return {.status = answer.status, .content_type = answer.content_type, .body = answer.body};
}

/// Says so where it is not.
bool is_there() {
    bool const installed = support::Kannel::is_installed();
    if (!installed) WARN("skipped: Kannel is not installed here");
    return installed;
}

}  // namespace

TEST_CASE("a message goes through Kannel to the carrier as it was written") {
    if (!is_there()) return;
    support::ProviderOffice office;
    support::Kannel kannel{office.folder().path()};
    kannel.connect_carrier();
    auto const channel = office.channel(office.account(sms::Provider::kannel, kannel.port()));
    auto message = office.message_to("13900001234");
    for (auto const* const text : {"您有1项事项将于12月1日到期，请登录系统查看",
                                   "第一行 & \"第二行\" + 50% = ~*’",
                                   "plain"}) {
        message.text = text;
        auto const outcome = office.loop().send(*channel, message);
        INFO(outcome.code << " " << outcome.words);
        REQUIRE(outcome.kind == Kind::delivered);
        CHECK(outcome.words == "0: Accepted for delivery");
        CHECK(kannel.next_text("13900001234") == text);
    }
}

TEST_CASE("Kannel keeps a message for a carrier that is away, and refuses in its own words") {
    if (!is_there()) return;
    support::ProviderOffice office;
    support::Kannel kannel{office.folder().path()};
    auto account = office.account(sms::Provider::kannel, kannel.port());
    auto const send = [&](std::string const& number) {
        return office.loop().send(*office.channel(account), office.message_to(number));
    };
    auto const kept = send("13900001234");
    CHECK(kept.kind == Kind::delivered);
    CHECK(kept.words == "3: Queued for later delivery");

    auto const denied = send("66600001234");
    INFO(denied.code << " " << denied.words);
    CHECK(denied.kind == Kind::permanent);
    CHECK(denied.error == ErrorClass::recipient);

    account.sender.clear();
    auto const nameless = send("13900001234");
    INFO(nameless.code << " " << nameless.words);
    CHECK(nameless.error == ErrorClass::configuration);

    account.user = "nobody";
    auto const unknown = send("13900001234");
    INFO(unknown.code << " " << unknown.words);
    CHECK(unknown.error == ErrorClass::configuration);
    CHECK(unknown.words == "Authorization failed for sendsms");
}

TEST_CASE("the carrier's report comes back through Kannel, under our own name for the message") {
    if (!is_there()) return;
    support::ProviderOffice office;
    SmppCarrier carrier;
    support::Kannel kannel{office.folder().path(), carrier.port()};
    CHECK(carrier.next("bound") == "duban");
    std::vector<delivery::Receipt> taken;
    http::Server server{office.loop().context(),
                        "127.0.0.1",
                        0,
                        [&](http::Request const& request, http::Answer const& answer) {
                            answer(hand_over(request, *office.door(), taken));
                        }};
    office.write_secret("token", "a-token-that-nobody-guesses");
    auto account = office.account(sms::Provider::kannel, kannel.port());
    account.channel = "短信 100%";
    account.receipts.token_file = office.folder().path() / "token";
    account.receipts.url = "http://127.0.0.1:" + std::to_string(server.port());
    auto const channel = office.channel(account);
    auto const [number, kind, code] = GENERATE(table<char const*, char const*, char const*>({
        {"13900000101", "delivered", ""},
        {"13900000102", "failed", "DLR 2"},
        {"13900000106", "failed", "DLR 16"},
    }));
    CAPTURE(number);
    auto const message = office.message_to(number);
    REQUIRE(office.loop().send(*channel, message).kind == Kind::delivered);
    office.loop().run_until([&] { return !taken.empty(); });
    CHECK(taken.front().id == message.id);
    CHECK(to_text(taken.front().kind) == kind);
    CHECK(taken.front().code == code);
}
