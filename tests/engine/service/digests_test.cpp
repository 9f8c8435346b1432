// What goes as one mail, and what becomes of it.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/mail.hpp"
#include "engine/service/silence.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

TEST_CASE("what is more than a person is to get at once goes as one mail", "[rules]") {
    World world{nullptr, with_throttle(1, 1h)};
    world.assigned_case();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member office.digest",
                                "2026-03-02 10:00 zhao-education assigned"});
    auto const& digest = world.letters.front();
    CHECK(digest.thread_id.empty());  // it belongs to no one case
    CHECK(digest.subject.starts_with("【督办】2件通知："));
    auto const letters = rows_of(world, "huang-member");
    REQUIRE(letters.size() == 3);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(letters[i].phase == Phase::delivered);
        CHECK(letters[i].carrier == letters[2].id);
        CHECK(digest.text.find(letters[i].subject) != std::string::npos);
        CHECK(digest.text.find(letters[i].text) != std::string::npos);
    }
    check_audit(world);
    // The hour is full: a second case waits, and then goes alone.
    world.at("2026-03-02T10:30");
    CHECK(world.file(R"({"title":"托育","proposers":["huang-member"]})"));
    CHECK(world.act(CaseId{2}, "accept", "lin-committee"));
    world.deliver();
    CHECK(world.sent().empty());
    world.pass_until("2026-03-02T12:00");
    CHECK(world.sent() == Texts{"2026-03-02 11:00 huang-member accepted"});
}

TEST_CASE("a digest that is lost is told of once, with all that went with it", "[rules]") {
    World world{nullptr, with_throttle(1, 1h)};
    world.post_office = refusing("huang");
    world.assigned_case();
    world.deliver();
    for (auto const& row : rows_of(world, "huang-member")) CHECK(row.phase == Phase::dead);
    world.deliver();
    (void)world.sent();
    world.pass_until("2026-03-02T10:30");
    auto const& told = world.letters.back();
    CHECK(told.subject == "【督办】给黄委员的2件通知未能送达");
    CHECK(told.text.find("550 5.1.1 no such user") != std::string::npos);
    CHECK(told.text.find("1号案件：") != std::string::npos);
    CHECK(rows_of(world, "chen-secretary").size() == 1);
    // The address is mended, the digest sent again: what it carried has arrived as well.
    world.post_office = nullptr;
    ports::DeliveryFilter digests;
    digests.message = delivery::digest_message;
    CHECK(world.courier.redrive(digests, {.by = "chen-secretary", .why = {}}, world.clock.now())
              .at("mail") == 1);
    world.deliver();
    for (auto const& row : rows_of(world, "huang-member")) CHECK(row.phase == Phase::delivered);
}

TEST_CASE("whoever wants one mail a day gets it at that hour of a working day", "[rules]") {
    World world{nullptr, office_with("huang-member", [](auto& huang) { huang.digest = 16h; })};
    world.at("2026-03-06T17:30");  // a Friday, after the hour
    world.assigned_case();
    world.pass_until("2026-03-09T15:00");
    auto sent = world.sent();
    CHECK(std::ranges::none_of(
        sent, [](auto const& line) { return line.find("huang-member") != std::string::npos; }));
    world.pass_until("2026-03-09T16:30");
    sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-09 16:00 huang-member office.digest") == 1);
}

TEST_CASE("what was held goes as one mail to each person", "[rules]") {
    World world;
    world.assigned_case();
    service::ByHand const hand{.by = "chen-secretary", .why = {}};
    CHECK(world.courier.hold({}, hand, world.clock.now()).at("mail") == 3);
    CHECK(world.courier.bundle({}, hand, world.clock.now()).at("mail") == 3);
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member office.digest",
                                "2026-03-02 10:00 zhao-education assigned"});
}

TEST_CASE("a digest that is given up by hand takes its letters along", "[rules]") {
    World world{nullptr, with_throttle(1, 1h)};
    world.post_office = [](ports::Outgoing const& letter) {
        return outcome(letter.message == delivery::digest_message ? Outcome::Kind::temporary
                                                                  : Outcome::Kind::delivered);
    };
    world.assigned_case();
    world.deliver();
    ports::DeliveryFilter digests;
    digests.message = delivery::digest_message;
    REQUIRE(rows_of(world, "huang-member").front().phase == Phase::bundled);
    service::ByHand const hand{.by = "chen-secretary", .why = "错误"};
    CHECK(world.courier.purge(digests, hand, world.clock.now()).at("mail") == 1);
    for (auto const& row : rows_of(world, "huang-member")) {
        CHECK(row.phase == Phase::cancelled);
        CHECK(row.reason == "chen-secretary: 错误");
    }
}

TEST_CASE("the letters of a lost digest are sent again with it, and once", "[rules]") {
    World world{nullptr, with_throttle(1, 1h)};
    world.post_office = refusing("huang");
    world.assigned_case();
    world.deliver();
    world.post_office = nullptr;
    (void)world.sent();
    ports::DeliveryFilter all_of_huang;
    all_of_huang.recipient = "huang-member";
    service::ByHand const hand{.by = "chen-secretary", .why = {}};
    CHECK(world.courier.redrive(all_of_huang, hand, world.clock.now()).at("mail") == 1);
    CHECK(rows_of(world, "huang-member").front().phase == Phase::bundled);
    world.pass_until("2026-03-02T12:00");
    auto const sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-02 10:00 huang-member office.digest") == 1);
    CHECK(std::ranges::none_of(
        sent, [](auto const& line) { return line.ends_with("huang-member accepted"); }));
    for (auto const& row : rows_of(world, "huang-member")) CHECK(row.phase == Phase::delivered);
}

TEST_CASE("notices of lost digests call for no more of them", "[rules]") {
    World world{nullptr, with_throttle(1, 1h)};
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::permanent); };
    for (int i = 0; i < 4; ++i) world.assigned_case();
    world.pass_until("2026-03-04T12:00");
    auto const before = rows_of(world, "chen-secretary").size();
    world.pass_until("2026-03-04T16:00");
    CHECK(rows_of(world, "chen-secretary").size() == before);
}

namespace {

/// Two letters to huang-member that went as one mail, by hand, and the first attempt came to this.
struct TriedDigest {
    explicit TriedDigest(Outcome::Kind kind) {
        id = world.assigned_case();
        service::ByHand const hand{.by = "chen-secretary", .why = {}};
        world.courier.hold({}, hand, world.clock.now());
        world.courier.bundle({}, hand, world.clock.now());
        world.post_office = refusing("huang", kind);
        world.deliver();
        REQUIRE(world.sent().front() == "2026-03-02 10:00 huang-member office.digest");
        world.post_office = nullptr;
    }

    void refuse_address() {
        auto const transaction = world.store->write();
        transaction->keep_refused_address(
            {.channel = "mail",
             .address = rows_of(world, "huang-member").front().address,
             .at = world.clock.now(),
             .code = "5.1.1",
             .words = "no such user"});
        transaction->commit();
    }

    std::vector<std::string> said_to_huang(char const* until) {
        world.pass_until(until);
        auto sent = world.sent();
        std::erase_if(sent, [](auto const& line) { return line.find("huang") == line.npos; });
        return sent;
    }

    World world;
    CaseId id;
};

}  // namespace

TEST_CASE("what is to stay at home leaves a digest that goes again", "[rules]") {
    TriedDigest tried{Outcome::Kind::temporary};
    auto& world = tried.world;
    auto wanted = silence_for(world, 48h);
    wanted.message = "accepted";
    REQUIRE(service::begin_silence(*world.store, wanted));
    CHECK(tried.said_to_huang("2026-03-03T12:00") ==
          Texts{"2026-03-02 10:00 huang-member assigned"});
    auto const rows = rows_of(world, "huang-member");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].phase == Phase::queued);
    CHECK(rows[0].carrier == DeliveryId{});
    CHECK(rows[1].phase == Phase::delivered);
    CHECK(rows[1].failures == 1);  // as much patience is left as the digest had
    CHECK(rows[2].phase == Phase::cancelled);
    CHECK(rows[2].reason == "taken_apart");
    CHECK(tried.said_to_huang("2026-03-05T12:00") ==
          Texts{"2026-03-04 10:00 huang-member accepted"});
    check_audit(world);
}

TEST_CASE("a digest that goes again goes to the deputy as the letters that it was", "[rules]") {
    bool const is_refused = GENERATE(false, true);
    auto const office = office_with("huang-member", [](auto& huang) {
        huang.absences.push_back(
            {.from = day("2026-03-02"), .until = day("2026-03-06"), .deputy = "zhao-education"});
    });
    TriedDigest tried{Outcome::Kind::temporary};
    tried.world.office.put_in_force(office);
    if (is_refused) tried.refuse_address();
    CHECK(tried.said_to_huang("2026-03-02T12:00").empty());
    for (auto const& row : rows_of(tried.world, "huang-member"))
        CHECK(row.phase == Phase::cancelled);
}

TEST_CASE("what is in a digest lives as long as the silence that keeps it back", "[rules]") {
    TriedDigest tried{Outcome::Kind::temporary};
    auto wanted = silence_for(tried.world, std::chrono::days{60});
    wanted.recipient = "huang-member";
    REQUIRE(service::begin_silence(*tried.world.store, wanted));
    for (auto const* const at : {"2026-03-02T10:05", "2026-05-06T09:00"}) {
        tried.world.at(at);
        tried.world.deliver();
    }
    auto const rows = rows_of(tried.world, "huang-member");
    for (std::size_t i = 0; i < 3; ++i) CHECK(rows[i].phase == Phase::delivered);
}

TEST_CASE("the letters of a digest to a refused address are told of one by one", "[rules]") {
    TriedDigest tried{Outcome::Kind::temporary};
    tried.refuse_address();
    CHECK(tried.said_to_huang("2026-03-02T12:00").empty());
    auto const rows = rows_of(tried.world, "huang-member");
    CHECK(rows[0].phase == Phase::dead);
    CHECK(rows[1].phase == Phase::dead);
    CHECK(rows_of(tried.world, "chen-secretary").size() == 2);
}

TEST_CASE("the reserve of a letter in a digest hears when the digest is let go", "[rules]") {
    World world{nullptr, with_reserve(2h)};
    case_of_housing(world);
    case_of_housing(world);
    service::ByHand const hand{.by = "chen-secretary", .why = {}};
    world.courier.hold({}, hand, world.clock.now());
    world.courier.bundle({}, hand, world.clock.now());
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::temporary); };
    world.deliver();
    ports::DeliveryFilter digests;
    digests.message = delivery::digest_message;
    auto const at_risk = world.store->read()->list_deliveries(digests);
    REQUIRE(at_risk.size() == 2);  // to the proposer, and to the bureau
    auto const bureau = at_risk.back().recipient;
    auto const reserve = [&] { return rows_of(world, bureau, "sms").front(); };
    world.courier.hold(digests, hand, world.clock.now());
    world.at("2026-03-02T14:00");
    (void)world.courier.claim("sms", world.clock.now(), 10);
    REQUIRE(reserve().phase == Phase::standby);
    CHECK(reserve().not_before == reserve().expires_at);
    world.courier.let_go(digests, hand, world.clock.now());
    CHECK(reserve().not_before <= world.clock.now() + 2h);
}

TEST_CASE("a letter that has waited for a silence says so no more in a digest", "[rules]") {
    World world{nullptr, office_with("huang-member", [](auto& huang) { huang.digest = 16h; })};
    auto wanted = silence_for(world, {});
    wanted.message = "accepted";
    wanted.until = at("2026-03-02T08:00:00Z");  // four o'clock in Shanghai
    REQUIRE(service::begin_silence(*world.store, wanted));
    world.assigned_case();
    world.pass_until("2026-03-02T15:00");
    CHECK(rows_of(world, "huang-member").front().reason == "silence 1");
    world.pass_until("2026-03-02T16:30");
    for (auto const& row : rows_of(world, "huang-member")) {
        CHECK(row.phase == Phase::delivered);
        CHECK(row.reason.empty());
    }
}

TEST_CASE("a digest goes again as it was where nothing has changed, or it may have been seen",
          "[rules]") {
    auto const [kind, silenced] = GENERATE(table<Outcome::Kind, bool>(
        {{Outcome::Kind::temporary, false}, {Outcome::Kind::uncertain, true}}));
    TriedDigest tried{kind};
    auto wanted = silence_for(tried.world, 48h);
    wanted.message = "accepted";
    if (silenced) REQUIRE(service::begin_silence(*tried.world.store, wanted));
    CHECK(tried.said_to_huang("2026-03-02T12:00") ==
          Texts{"2026-03-02 10:00 huang-member office.digest"});
    for (auto const& row : rows_of(tried.world, "huang-member"))
        CHECK(row.phase == Phase::delivered);
}
