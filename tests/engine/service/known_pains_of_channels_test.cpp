// The same, of channels: tests that prove nothing, failures that nobody hears of, texts that are
// too long, providers that are given up for one error.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/breaker.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/delivery/settlement.hpp"
#include "engine/delivery/sms_length.hpp"
#include "engine/service/preview.hpp"
#include "engine/service/test_send.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::ErrorClass;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

Outcome failure(Outcome::Kind kind, ErrorClass error, char const* code, char const* words) {
    Outcome made;
    made.kind = kind;
    made.error = error;
    made.code = code;
    made.words = words;
    return made;
}

Outcome bad_password() {
    return failure(
        Outcome::Kind::temporary, ErrorClass::configuration, "535 5.7.8", "authentication failed");
}

DeliveryId test_of_mail(World& world) {
    auto const test = service::test_send(
        "mail", "somebody@example.org", Language::en, *world.office.get(), world.clock.now());
    REQUIRE(test);
    auto const transaction = world.store->write();
    auto const id = transaction->insert_delivery(*test);
    transaction->commit();
    return *id;
}

/// What the secretary is told under that name, by channel.
Texts told(World& world, std::string const& message) {
    ports::DeliveryFilter filter;
    filter.message = message;
    Texts channels;
    for (auto const& row : world.store->read()->list_deliveries(filter))
        channels.push_back(row.recipient + " " + row.channel);
    return channels;
}

/// Short messages first, mail in reserve for them.
service::Office with_short_messages_first() {
    auto office = with_reserve();
    office.routes.front().fallback_for = "sms";
    office.routes.back().fallback_for.clear();
    return office;
}

service::Settled settled(ports::Outgoing const& letter, Outcome const& outcome) {
    return {.id = letter.id, .attempt = letter.attempt, .outcome = outcome};
}

std::string times(std::size_t count, std::string const& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("20: the test works and real sending fails (oncall 3206, mattermost 11850)", "[pains]") {
    auto const [what, answer, phase, reason] =
        GENERATE(table<char const*, Outcome, Phase, char const*>({
            {"the password is wrong",
             bad_password(),
             Phase::backing_off,
             "535 5.7.8 authentication failed"},
            {"the server is away",
             failure(Outcome::Kind::temporary, ErrorClass::network, "", "connection refused"),
             Phase::backing_off,
             "connection refused"},
            {"the address is none",
             failure(Outcome::Kind::permanent, ErrorClass::recipient, "550 5.1.1", "no such user"),
             Phase::dead,
             "550 5.1.1 no such user"},
        }));
    CAPTURE(what);
    World world;
    world.post_office = [&answer = answer](ports::Outgoing const&) { return answer; };
    world.assigned_case();
    auto const test = test_of_mail(world);
    auto const in_earnest = rows_of(world, "zhao-education").front().id;
    // One claim hands both to the one channel, and one book keeps what came of them.
    world.deliver();
    CHECK(std::ranges::count(world.letters, test, &ports::Outgoing::id) == 1);
    CHECK(std::ranges::count(world.letters, in_earnest, &ports::Outgoing::id) == 1);
    for (auto const id : {test, in_earnest}) {
        auto const row = *world.store->read()->find_delivery(id);
        CHECK(row.phase == phase);
        CHECK(row.reason == reason);
        auto const attempts = world.store->read()->attempts(id);
        REQUIRE(attempts.size() == 1);
        CHECK(attempts.front().outcome == delivery::to_text(answer.kind));
        CHECK(attempts.front().words == answer.words);
    }
}

TEST_CASE("20: \"success\" without trying the credentials (cubecos 730)", "[pains]") {
    World world;
    bool mended = false;
    world.post_office = [&](ports::Outgoing const&) {
        return mended ? outcome(Outcome::Kind::delivered) : bad_password();
    };
    auto const test = test_of_mail(world);
    world.deliver();
    CHECK(world.store->read()->find_delivery(test)->phase != Phase::delivered);
    mended = true;
    world.pass_until("2026-03-02T10:30");
    CHECK(world.store->read()->find_delivery(test)->phase == Phase::delivered);
    CHECK(world.store->read()->attempts(test).size() == 2);
}

TEST_CASE("21: it fails and nobody hears of it (SERIMA 726)", "[pains]") {
    auto const [what, answer, notice, channels] =
        GENERATE(table<char const*, Outcome, char const*, Texts>({
            {"one address is bad",
             failure(Outcome::Kind::permanent, ErrorClass::recipient, "550 5.1.1", "no such user"),
             "house.undeliverable",
             {"chen-secretary mail"}},
            {"mail has failed for a day",
             failure(Outcome::Kind::temporary, ErrorClass::network, "", "timed out"),
             "house.channel_trouble",
             {"chen-secretary sms", "chen-secretary mail"}},
            {"the account is refused until the deadline ends",
             bad_password(),
             "house.too_late",
             {"chen-secretary sms", "chen-secretary mail"}},
        }));
    CAPTURE(what);
    World world{nullptr, with_reserve()};
    world.post_office = [&answer = answer](ports::Outgoing const& letter) {
        bool const of_another =
            answer.error == ErrorClass::recipient && letter.message != "assigned";
        return of_another ? outcome(Outcome::Kind::delivered) : answer;
    };
    world.assigned_case();
    world.pass_until(answer.error == ErrorClass::recipient ? "2026-03-02T11:00"
                     : answer.error == ErrorClass::network ? "2026-03-02T23:00"
                                                           : "2026-03-06T00:00");
    auto const found = told(world, notice);
    for (auto const& channel : channels) CHECK(std::ranges::count(found, channel) > 0);
}

TEST_CASE("21: a provider says success and means its spend limit (aws-sdk-js 3012)", "[pains]") {
    World world{nullptr, with_short_messages_first()};
    case_of_housing(world);
    auto const letters = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    REQUIRE(letters.size() == 1);
    auto taken = outcome(Outcome::Kind::delivered);
    taken.provider_id = "biz-1";
    delivery::Receipt const receipt{.id = {},
                                    .provider_id = "biz-1",
                                    .kind = delivery::Receipt::Kind::failed,
                                    .code = "SPEND_LIMIT",
                                    .words = "no quota left for account"};
    SECTION("in the answer itself: it is our quota, told by mail at once, and the message waits") {
        auto const limit = failure(Outcome::Kind::temporary,
                                   ErrorClass::quota,
                                   "isv.DAY_LIMIT_CONTROL",
                                   "day limit reached");
        auto const one = settled(letters.front(), limit);
        world.courier.settle({&one, 1}, world.clock.now());
        CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::backing_off);
        CHECK(told(world, "house.channel_trouble") == Texts{"chen-secretary mail"});
    }
    SECTION("in a receipt: it has not arrived, the secretariat is told, and mail goes instead") {
        auto const one = settled(letters.front(), taken);
        world.courier.settle({&one, 1}, world.clock.now());
        REQUIRE(rows_of(world, "sun-housing", "sms").front().phase == Phase::delivered);
        REQUIRE(rows_of(world, "sun-housing", "mail").front().phase == Phase::standby);
        world.courier.receive("sms", {&receipt, 1}, world.clock.now());
        CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::bounced);
        CHECK(rows_of(world, "sun-housing", "sms").front().reason ==
              "SPEND_LIMIT no quota left for account");
        CHECK(rows_of(world, "sun-housing", "mail").front().phase == Phase::queued);
        CHECK(told(world, "house.undeliverable").size() == 1);
    }
}

TEST_CASE("24: a text that is too long is dropped or cut in silence (apprise 198, traccar 3818)",
          "[pains]") {
    auto const [length, is_sent] =
        GENERATE(table<std::size_t, bool>({{1, true}, {1'000'000, true}, {1'000'001, false}}));
    World world;
    world.assigned_case();
    world.deliver();
    auto letter = world.letters.front();
    letter.text.assign(length, 'x');
    auto const mail =
        delivery::compose_mail(letter, {.name = "督办", .address = "duban@example.org"});
    CHECK(mail.has_value() == is_sent);
    if (is_sent) {
        CHECK(mail->size() > length * 4 / 3);
    } else {
        CHECK(mail.error().en.find("at most 1000000 bytes") != std::string::npos);
    }
}

TEST_CASE("24: a long title is measured in the preview as it is sent, whole (traccar 3818)",
          "[pains]") {
    auto const characters = GENERATE(std::size_t{1}, std::size_t{60}, std::size_t{200});
    auto const title = times(characters, "夜");
    World world{nullptr, with_reserve()};
    auto const id = world.file(R"({"title":")" + title + R"(","proposers":["huang-member"]})")->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    REQUIRE(world.act(id, "assign", "chen-secretary", R"({"host":"housing-bureau"})"));
    auto const file = service::open_case(*world.store->read(), world.procedures, id);
    auto const office = world.office.get();
    auto const& workflow = file->procedure->workflow;
    for (auto const* const channel : {"mail", "sms"}) {
        auto const row = rows_of(world, "sun-housing", channel).front();
        auto const previews = service::preview(*file,
                                               workflow.find_message(row.message),
                                               *office->directory.find_person("sun-housing"),
                                               *office,
                                               world.clock.now());
        auto const seen = std::ranges::find_if(previews, [&](service::Preview const& one) {
            return one.channel == channel && one.language == row.language;
        });
        REQUIRE(seen != previews.end());
        REQUIRE(seen->letter);
        CHECK(seen->letter->subject == row.subject);
        CHECK(seen->letter->text == row.text);
        CHECK(delivery::length_of_sms(row.text, delivery::SmsCounting::domestic).parts >= 1);
        if (channel == std::string_view{"mail"})
            CHECK((row.subject + row.text).find(title) != std::string::npos);
    }
}

TEST_CASE("25: a single error demotes a provider for hours (GOV.UK Notify 4257)", "[pains]") {
    using State = delivery::Breaker::State;

    struct Row {
        char const* what;
        int good;
        int bad;
        Outcome answer;
        State state;
    };

    auto const server = failure(Outcome::Kind::temporary, ErrorClass::provider, "HTTP 500", "");
    auto const address =
        failure(Outcome::Kind::permanent, ErrorClass::recipient, "550 5.1.1", "no such user");
    auto const text = failure(Outcome::Kind::permanent, ErrorClass::content, "554 5.6.0", "");
    Row const rows[]{
        {"one error of the server, and nothing else yet", 0, 1, server, State::closed},
        {"one error among good answers", 19, 1, server, State::closed},
        {"fewer than half", 11, 9, server, State::closed},
        {"half of the latest", 10, 10, server, State::open},
        {"five, and nothing good", 0, 5, server, State::open},
        {"addresses that are none", 0, 100, address, State::closed},
        {"texts that are refused", 0, 100, text, State::closed},
        {"one wrong password", 19, 1, bad_password(), State::open},
    };
    auto const now = at("2026-03-02T10:00:00+08:00");
    for (auto const& row : rows) {
        CAPTURE(row.what);
        delivery::Breaker breaker;
        for (int i = 0; i < row.good; ++i) breaker.succeeded();
        for (int i = 0; i < row.bad; ++i) {
            if (delivery::counts_against_breaker(row.answer)) {
                breaker.failed(now, row.answer.error);
            } else {
                breaker.succeeded();
            }
        }
        CHECK(breaker.state(now) == row.state);
        // Half a minute later it is tried again, and one good answer is enough.
        CHECK(breaker.allows(now + 30s));
        breaker.succeeded();
        CHECK(breaker.state(now + 31s) == State::closed);
    }
}
