// Mail as an office submits it: to a real Postfix, over STARTTLS with the certificate of a private
// authority, signed in by a real Dovecot.
#include <fstream>

#include <catch2/catch.hpp>

#include "adapters/channels/smtp/smtp_channel.hpp"
#include "tests/support/dovecot.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/postfix.hpp"
#include "tests/support/pump_run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Breaker;
using delivery::Phase;

namespace {

/// The office's servers: whoever signs in may send, and it arrives `there`.
struct Servers {
    explicit Servers(std::string const& mechanism)
        : postfix{there.port(),
                  {.certificate = issued.server,
                   .sign_in = dovecot.sign_in(),
                   .mechanism = mechanism}} {}

    support::TemporaryFolder folder;
    support::IssuedCertificate issued = support::issue_certificate(folder.path());
    support::MailServer there{R"({"tls": false})"};
    support::Dovecot dovecot{issued.server};
    support::Postfix postfix;
};

std::string obstacle() {
    auto const obstacle = support::Postfix::obstacle();
    return obstacle.empty() ? support::Dovecot::obstacle() : obstacle;
}

support::PumpRun::MakeChannel channel_to(Servers const& servers,
                                         support::World& world,
                                         std::string const& password) {
    auto const file = servers.folder.file("password");
    std::ofstream{file} << password << '\n';
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    smtp::SmtpAccount account;
    account.host = "localhost";
    account.port = servers.postfix.port();
    account.security = smtp::Security::starttls;
    account.ca_file = servers.issued.authority;
    account.user = "duban";
    account.password_file = file;
    account.from = {.name = "区政协督办", .address = "duban@example.org"};
    account.hello = "duban.example.org";
    account.connections_max = 1;
    return [account, &world](boost::asio::io_context& context) {
        auto channel = smtp::make_smtp_channel(context, world.clock, account);
        if (!channel) throw std::runtime_error{channel.error().en};
        return std::move(*channel);
    };
}

std::vector<delivery::Delivery> rows(support::World& world) {
    ports::DeliveryFilter every;
    return world.store->read()->list_deliveries(every);
}

}  // namespace

TEST_CASE("mail goes out encrypted and signed in, by either way that a server offers",
          "[scenario]") {
    if (auto const why = obstacle(); !why.empty()) {
        WARN("not tried: " << why);
        return;
    }
    std::string const mechanism = GENERATE("plain", "login");
    CAPTURE(mechanism);
    Servers servers{mechanism};
    support::World world;
    world.assigned_case();
    support::PumpRun mail{world, "mail", channel_to(servers, world, "correct-horse")};
    mail.work();
    for (auto const& row : rows(world)) CHECK(row.phase == Phase::delivered);
    auto const arrived = servers.there.next_mail();
    CHECK_THAT(arrived.raw, Catch::Contains("Authenticated sender: duban"));
    CHECK_THAT(arrived.raw, Catch::Contains("with ESMTPSA"));
}

TEST_CASE("a wrong password stops the channel and loses nothing", "[scenario]") {
    if (auto const why = obstacle(); !why.empty()) {
        WARN("not tried: " << why);
        return;
    }
    Servers servers{"plain"};
    support::World world;
    world.assigned_case();
    {
        support::PumpRun mail{world, "mail", channel_to(servers, world, "wrong")};
        mail.work();
        CHECK(mail.breaker() == Breaker::State::open);
    }
    for (auto const& row : rows(world)) {
        CHECK((row.phase == Phase::queued || row.phase == Phase::backing_off));
        CHECK(row.failures == 0);
        for (auto const& attempt : world.store->read()->attempts(row.id)) {
            CHECK(attempt.error_class == "configuration");
            CHECK_THAT(attempt.code, Catch::StartsWith("535"));
        }
    }

    // Somebody mends the password; the daemon starts anew.
    world.clock.set(world.clock.now() + 10min);
    support::PumpRun mail{world, "mail", channel_to(servers, world, "correct-horse")};
    mail.work();
    for (auto const& row : rows(world)) CHECK(row.phase == Phase::delivered);
}

TEST_CASE("a server that a private authority did not sign is not trusted", "[scenario]") {
    if (auto const why = obstacle(); !why.empty()) {
        WARN("not tried: " << why);
        return;
    }
    Servers servers{"plain"};
    support::TemporaryFolder const elsewhere;
    servers.issued.authority = support::issue_certificate(elsewhere.path()).authority;
    support::World world;
    world.assigned_case();
    support::PumpRun mail{world, "mail", channel_to(servers, world, "correct-horse")};
    mail.work();
    CHECK(mail.breaker() == Breaker::State::open);
    auto const attempts = world.store->read()->attempts(rows(world).front().id);
    REQUIRE_FALSE(attempts.empty());
    CHECK(attempts.front().code == "tls");
    CHECK(attempts.front().error_class == "configuration");
}
