// A channel that our account keeps shut is told of by another one.
#include "engine/service/channel_trouble.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "engine/delivery/mail.hpp"
#include "engine/service/test_send.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using delivery::ErrorClass;
using delivery::Outcome;
using support::World;

namespace {

Outcome refused(ErrorClass error) {
    Outcome outcome;
    outcome.kind = Outcome::Kind::temporary;
    outcome.error = error;
    outcome.code = "535 5.7.8";
    outcome.words = "authentication failed";
    return outcome;
}

std::vector<delivery::Delivery> told(World& world) {
    ports::DeliveryFilter filter;
    filter.message = "house.channel_trouble";
    return world.store->read()->list_deliveries(filter);
}

service::Office office_with_two_channels() {
    auto office = support::sample_office();
    office.routes.push_back({.channel = "spare", .medium = service::Medium::mail, .retry = {}});
    return office;
}

}  // namespace

TEST_CASE("a wrong password is told by the other channel, once a day", "[courier]") {
    World world{nullptr, office_with_two_channels()};
    world.post_office = [](auto const&) { return refused(ErrorClass::configuration); };
    world.assigned_case();
    world.deliver();
    auto const letters = told(world);
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].channel == "spare");
    CHECK(letters[0].recipient == "chen-secretary");
    CHECK_THAT(letters[0].text,
               Catch::Contains("authentication failed") && Catch::Contains("535 5.7.8") &&
                   Catch::Contains("duban channel test mail"));
    world.pass_until("2026-03-02T18:00");
    CHECK(told(world).size() == 1);
    world.pass_until("2026-03-03T18:00");
    CHECK(told(world).size() == 2);
}

TEST_CASE("the administrators are told of the machine, and of nothing else", "[courier]") {
    auto office = support::sample_office();
    office.administrators = "supervisor";
    World world{nullptr, office};
    world.post_office = [](auto const& letter) {
        auto outcome = refused(ErrorClass::configuration);
        if (letter.address.starts_with("huang")) {
            outcome.kind = Outcome::Kind::permanent;
            outcome.error = ErrorClass::content;
        }
        if (letter.address.starts_with("wang")) outcome.error = ErrorClass::provider;
        return outcome;
    };
    world.assigned_case();
    world.deliver();
    auto const readers_of = [&](char const* message) {
        ports::DeliveryFilter filter;
        filter.message = message;
        std::set<std::string> readers;
        for (auto const& row : world.store->read()->list_deliveries(filter))
            readers.insert(row.recipient);
        return readers;
    };
    CHECK(readers_of("house.channel_trouble") ==
          std::set<std::string>{"chen-secretary", "wang-supervisor"});
    CHECK(readers_of("house.undeliverable") == std::set<std::string>{"chen-secretary"});
    // Who is no administrator any more when it is to leave is not written to.
    office.administrators.clear();
    world.office.put_in_force(office);
    world.pass_until("2026-03-02T18:00");
    ports::DeliveryFilter filter;
    filter.recipient = "wang-supervisor";
    CHECK(world.store->read()->list_deliveries(filter).front().reason == "left_secretariat");
}

TEST_CASE("where mail is in trouble a short message says so, and the whole waits", "[courier]") {
    auto office = support::sample_office();
    office.routes.push_back({.channel = "sms", .medium = service::Medium::sms, .retry = {}});
    World world{nullptr, std::move(office)};
    world.post_office = [](auto const&) { return refused(ErrorClass::configuration); };
    world.assigned_case();
    world.deliver();
    auto const letters = told(world);
    REQUIRE(letters.size() == 2);
    CHECK(letters[0].channel == "sms");
    CHECK(letters[0].text == "【督办】渠道“mail”无法发送，请处理");
    CHECK(letters[0].subject.empty());
    CHECK(letters[1].channel == "mail");
}

TEST_CASE("arrears are another trouble than a wrong password", "[courier]") {
    World world{nullptr, office_with_two_channels()};
    auto error = ErrorClass::configuration;
    world.post_office = [&](auto const&) {
        return refused(std::exchange(error, ErrorClass::quota));
    };
    world.assigned_case();
    world.deliver();
    REQUIRE(told(world).size() == 2);
    CHECK_THAT(told(world)[1].text, Catch::Contains("充值"));
}

TEST_CASE("where there is no other channel the news waits on the same one", "[courier]") {
    World world;
    bool mended = false;
    world.post_office = [&](auto const&) {
        Outcome fine;
        fine.kind = Outcome::Kind::delivered;
        return mended ? fine : refused(ErrorClass::configuration);
    };
    world.assigned_case();
    world.deliver();
    REQUIRE(told(world).size() == 1);
    CHECK(told(world)[0].channel == "mail");
    CHECK(told(world)[0].phase == delivery::Phase::queued);
    mended = true;
    world.pass_until("2026-03-02T12:00");
    CHECK(told(world)[0].phase == delivery::Phase::delivered);
}

TEST_CASE("a fault of the server or of one recipient is no trouble of the channel", "[courier]") {
    auto const error = GENERATE(
        ErrorClass::network, ErrorClass::provider, ErrorClass::recipient, ErrorClass::content);
    World world{nullptr, office_with_two_channels()};
    world.post_office = [&](auto const&) { return refused(error); };
    world.assigned_case();
    world.deliver();
    CHECK(told(world).empty());
}

TEST_CASE("a server that fails until letters are given up is told by the other channel, once a day",
          "[courier]") {
    auto const error = GENERATE(ErrorClass::network, ErrorClass::provider);
    CAPTURE(delivery::to_text(error));
    World world{nullptr, office_with_two_channels()};
    world.post_office = [&](auto const&) { return refused(error); };
    world.assigned_case();
    world.pass_until("2026-03-02T23:00");
    auto const letters = told(world);
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].channel == "spare");
    CHECK_THAT(letters[0].text,
               Catch::Contains("authentication failed") &&
                   Catch::Contains("duban outbox redrive --channel mail"));
}

TEST_CASE("the notice of a failing server that fails itself calls for no other", "[courier]") {
    World world;
    world.post_office = [](auto const&) { return refused(ErrorClass::network); };
    world.assigned_case();
    world.pass_until("2026-03-03T23:00");
    REQUIRE(told(world).size() == 1);
    CHECK(told(world)[0].phase == delivery::Phase::dead);
    world.pass_until("2026-03-04T08:00");
    CHECK(told(world).size() == 1);
}

TEST_CASE("where a notice to the secretariat is refused another channel says so", "[courier]") {
    auto const error = GENERATE(ErrorClass::recipient, ErrorClass::content);
    bool const is_secretary = GENERATE(true, false);
    CAPTURE(delivery::to_text(error), is_secretary);
    World world{nullptr, office_with_two_channels()};
    world.post_office = [&](ports::Outgoing const& letter) {
        bool const is_theirs = letter.address == "chen.secretary@example.org";
        auto outcome = refused(error);
        outcome.kind =
            is_theirs && !is_secretary ? Outcome::Kind::delivered : Outcome::Kind::permanent;
        return outcome;
    };
    world.assigned_case();
    world.pass_until("2026-03-02T23:00");
    auto const letters = told(world);
    REQUIRE(letters.size() == (is_secretary ? 1 : 0));
    if (!is_secretary) return;
    CHECK(letters[0].channel == "spare");
    CHECK_THAT(letters[0].text, Catch::Contains("发给秘书处的通知被拒收"));
}

TEST_CASE(
    "where the mail that carries notices to the secretariat is refused another channel says so",
    "[courier]") {
    auto office = office_with_two_channels();
    office.routes.front().per_recipient = {1, std::chrono::hours{1}};
    World world{nullptr, office};
    world.post_office = [&](ports::Outgoing const& letter) {
        auto outcome = refused(ErrorClass::recipient);
        bool const goes_through = letter.address == "chen.secretary@example.org" &&
                                  letter.message != delivery::digest_message;
        outcome.kind = goes_through ? Outcome::Kind::delivered : Outcome::Kind::permanent;
        return outcome;
    };
    world.assigned_case();
    world.pass_until("2026-03-02T23:00");
    ports::DeliveryFilter digests;
    digests.message = delivery::digest_message;
    digests.recipient = "chen-secretary";
    REQUIRE(world.store->read()->list_deliveries(digests).size() == 1);
    auto const letters = told(world);
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].channel == "spare");
    CHECK_THAT(letters[0].text, Catch::Contains("发给秘书处的通知被拒收"));
}

TEST_CASE("a test of a channel to a mistyped address is no notice that was refused", "[courier]") {
    World world{nullptr, office_with_two_channels()};
    world.post_office = [](auto const&) {
        auto outcome = refused(ErrorClass::recipient);
        outcome.kind = Outcome::Kind::permanent;
        return outcome;
    };
    auto const test = service::test_send("mail",
                                         "chen.secratary@example.org",
                                         Language::zh_cn,
                                         *world.office.get(),
                                         world.clock.now());
    REQUIRE(test);
    {
        auto const transaction = world.store->write();
        REQUIRE(transaction->insert_delivery(*test));
        transaction->commit();
    }
    world.deliver();
    REQUIRE(world.letters.size() == 1);
    CHECK(told(world).empty());
    // Nor does it stand for the notices that are refused later that day.
    world.assigned_case();
    world.pass_until("2026-03-02T23:00");
    CHECK(told(world).size() == 1);
}

TEST_CASE("where there is no other channel a refused notice calls for no other", "[courier]") {
    World world;
    world.post_office = [](auto const&) {
        auto outcome = refused(ErrorClass::recipient);
        outcome.kind = Outcome::Kind::permanent;
        return outcome;
    };
    world.assigned_case();
    world.pass_until("2026-03-03T23:00");
    CHECK(told(world).empty());
}
