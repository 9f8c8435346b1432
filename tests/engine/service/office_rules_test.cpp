// The rules of an office: who stands in, what waits for a silence, what goes as one mail, and which
// channel is in reserve.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/mail.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/digest.hpp"
#include "engine/service/silence.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

using Texts = std::vector<std::string>;
using Change = std::function<void(delivery::Person&)>;

service::Office office_with(std::string const& person, Change const& change) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    change(*std::ranges::find(people, person, &delivery::Person::id));
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

service::Office with_throttle(int at_most, Duration per) {
    auto office = support::sample_office();
    office.routes.front().per_recipient = {at_most, per};
    return office;
}

service::Office with_reserve(Duration within = {}) {
    auto office = support::sample_office();
    office.routes.push_back({.channel = "sms",
                             .medium = service::Medium::sms,
                             .retry = {},
                             .sender = {},
                             .fallback_for = "mail",
                             .receipt_within = within,
                             .per_recipient = {}});
    return office;
}

/// An accepted proposal, assigned to the housing bureau, whose only person has a phone.
CaseId case_of_housing(World& world) {
    auto const id = world.file(R"({"title":"夜市管理","proposers":["huang-member"]})")->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    REQUIRE(world.act(id, "assign", "chen-secretary", R"({"host":"housing-bureau"})"));
    return id;
}

std::vector<delivery::Delivery> rows_of(World& world,
                                        std::string const& recipient,
                                        std::string const& channel = "mail") {
    ports::DeliveryFilter filter;
    filter.recipient = recipient;
    filter.channel = channel;
    return world.store->read()->list_deliveries(filter);
}

Outcome outcome(Outcome::Kind kind) {
    Outcome made;
    made.kind = kind;
    made.error = delivery::ErrorClass::recipient;
    made.code = "550 5.1.1";
    made.words = "no such user";
    return made;
}

Day day(char const* text) {
    return *parse_day(text);
}

Instant at(char const* text) {
    return *parse_instant(text);
}

void check_audit(World& world) {
    for (auto const& one : service::audit(*world.store->read(), world.procedures).breaks)
        FAIL_CHECK(one.what.en);
}

}  // namespace

TEST_CASE("whoever is away is stood in for, and the deputy reads for whom", "[rules]") {
    World world{nullptr, office_with("zhao-education", [](auto& zhao) {
                    zhao.absences = {{day("2026-03-01"), day("2026-03-03"), "smith-transport"}};
                })};
    world.assigned_case();
    world.deliver();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member accepted",
                                "2026-03-02 10:00 huang-member assigned",
                                "2026-03-02 10:00 smith-transport assigned"});
    auto const& letter = world.letters.back();
    CHECK(letter.address == "alex.smith@transport.example.org");
    CHECK(letter.subject.starts_with("（代赵老师收）"));
    CHECK(letter.text.starts_with("赵老师不在岗，您是其代理人，故收到此通知。\n\n"));
    CHECK(letter.html.empty());
    auto const own = rows_of(world, "zhao-education");
    REQUIRE(own.size() == 1);
    CHECK(own.front().phase == Phase::cancelled);
    CHECK(own.front().reason == "absent");
    CHECK(own.front().message_id != letter.message_id);
    CHECK(rows_of(world, "smith-transport").front().on_behalf_of == "zhao-education");
    check_audit(world);
    // Back at work, they are told themselves.
    world.pass_until("2026-03-06T17:00");
    auto const later = world.sent();
    CHECK(std::ranges::count_if(later, [](auto const& line) {
              return line.find("zhao-education") != std::string::npos;
          }) > 0);
    CHECK(std::ranges::none_of(
        later, [](auto const& line) { return line.find("smith-transport") != std::string::npos; }));
}

TEST_CASE("an absence that begins while a letter waits is seen when it is sent", "[rules]") {
    World world;
    world.at("2026-03-06T22:00");  // Friday night: letters wait for Monday
    world.assigned_case();
    world.office.put_in_force(office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-09"), day("2026-03-09"), "smith-transport"}};
    }));
    world.pass_until("2026-03-09T12:00");
    auto const sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-09 09:00 smith-transport assigned") == 1);
    CHECK(rows_of(world, "zhao-education").front().phase == Phase::cancelled);
}

TEST_CASE("nobody who is there stands in: the person is told all the same", "[rules]") {
    auto const deputy = GENERATE(as<std::string>{}, "", "nobody-known", "zhao-education");
    World world{nullptr, office_with("zhao-education", [&](auto& zhao) {
                    zhao.absences = {{day("2026-03-01"), day("2026-03-31"), deputy}};
                })};
    world.assigned_case();
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 zhao-education assigned") == 1);
}

TEST_CASE("a deputy who cannot be reached does not swallow a letter", "[rules]") {
    auto office = office_with("zhao-education", [](auto& zhao) {
        zhao.absences = {{day("2026-03-01"), day("2026-03-31"), "smith-transport"}};
    });
    auto people = office.directory.people();
    std::ranges::find(people, "smith-transport", &delivery::Person::id)->email.clear();
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, std::move(office)};
    world.assigned_case();
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 zhao-education assigned") == 1);
}

TEST_CASE("what a silence covers waits for its end, and of many reminders the last is sent",
          "[rules]") {
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    (void)world.sent();
    auto const silence = service::begin_silence(*world.store,
                                                {.id = {},
                                                 .by = "chen-secretary",
                                                 .why = "单位合并",
                                                 .from = world.clock.now(),
                                                 .until = at("2026-03-19T16:00:00Z"),
                                                 .case_id = id,
                                                 .recipient = "zhao-education",
                                                 .channel = {},
                                                 .message = {}});
    REQUIRE(silence);
    world.pass_until("2026-03-19T12:00");
    auto const meanwhile = world.sent();
    CHECK(std::ranges::none_of(meanwhile, [](auto const& line) {
        return line.find("zhao-education") != std::string::npos;
    }));
    auto const waiting = std::ranges::count(rows_of(world, "zhao-education"),
                                            fmt::format("silence {}", silence->value),
                                            &delivery::Delivery::reason);
    CHECK(waiting > 1);
    world.pass_until("2026-03-20T10:00");
    auto sent = world.sent();
    std::erase_if(
        sent, [](auto const& line) { return line.find("zhao-education") == std::string::npos; });
    CHECK(sent == Texts{"2026-03-20 09:00 zhao-education sign_overdue"});
    auto const overtaken = std::ranges::count(
        rows_of(world, "zhao-education"), "overtaken", &delivery::Delivery::reason);
    CHECK(overtaken == waiting - 1);
}

TEST_CASE("a silence that is ended early lets go at once what has waited", "[rules]") {
    World world;
    auto const id = world.assigned_case();
    auto const silence = service::begin_silence(*world.store,
                                                {.id = {},
                                                 .by = "chen-secretary",
                                                 .why = "单位合并",
                                                 .from = world.clock.now(),
                                                 .until = world.clock.now() + 240h,
                                                 .case_id = id,
                                                 .recipient = {},
                                                 .channel = {},
                                                 .message = {}});
    REQUIRE(silence);
    world.deliver();
    CHECK(world.sent().empty());
    world.at("2026-03-02T11:00");
    CHECK(service::end_silence(*world.store, *silence, world.clock.now()) == 3U);
    world.deliver();
    CHECK(world.sent().size() == 3);
    CHECK(service::end_silence(*world.store, *silence, world.clock.now()) == 0U);
    auto const unknown = service::end_silence(*world.store, SilenceId{9}, world.clock.now());
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().en == "there is no silence 9");
}

TEST_CASE("a silence without an author, a reason or an end is refused", "[rules]") {
    World world;
    auto const now = world.clock.now();
    ports::SilenceRow const good{.id = {},
                                 .by = "chen-secretary",
                                 .why = "搬家",
                                 .from = now,
                                 .until = now + 24h,
                                 .case_id = {},
                                 .recipient = {},
                                 .channel = {},
                                 .message = {}};
    auto const refused = [&](Change const& /*unused*/, auto change) {
        auto row = good;
        change(row);
        return !service::begin_silence(*world.store, row).has_value();
    };
    CHECK(refused({}, [](auto& row) { row.by.clear(); }));
    CHECK(refused({}, [](auto& row) { row.why.clear(); }));
    CHECK(refused({}, [](auto& row) { row.until = row.from; }));
    CHECK(refused({}, [](auto& row) { row.until += 100 * 24h; }));
    CHECK(refused({}, [](auto& row) { row.case_id = CaseId{99}; }));
    CHECK(world.store->read()->silences(now).empty());
    CHECK(service::begin_silence(*world.store, good));
}

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
    world.post_office = [](ports::Outgoing const& letter) {
        return outcome(letter.address.starts_with("huang") ? Outcome::Kind::permanent
                                                           : Outcome::Kind::delivered);
    };
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

TEST_CASE("the reserve is sent where the first channel fails, and only there", "[rules]") {
    auto const kind = GENERATE(Outcome::Kind::delivered, Outcome::Kind::permanent);
    World world{nullptr, with_reserve()};
    world.post_office = [&](ports::Outgoing const& letter) {
        return outcome(letter.address.starts_with("sun") ? kind : Outcome::Kind::delivered);
    };
    case_of_housing(world);
    REQUIRE(rows_of(world, "sun-housing", "sms").size() == 1);
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::standby);
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
    world.deliver();
    auto const reserve = rows_of(world, "sun-housing", "sms").front();
    auto const outgoing = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    if (kind == Outcome::Kind::delivered) {
        CHECK(reserve.phase == Phase::standby);  // as long as the mail may come back
        CHECK(outgoing.empty());
        delivery::Receipt const bounced{.id = rows_of(world, "sun-housing").front().id,
                                        .provider_id = {},
                                        .kind = delivery::Receipt::Kind::failed,
                                        .code = "5.1.1",
                                        .words = {}};
        if (GENERATE(true, false)) {
            CHECK(world.courier.receive("mail", {&bounced, 1}, world.clock.now()).bounced == 1);
            CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::queued);
            CHECK(rows_of(world, "sun-housing", "sms").front().reason == "mail bounced");
        } else {
            world.at("2026-03-07T10:01");
            CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
            CHECK(rows_of(world, "sun-housing", "sms").front().reason == "not_needed");
        }
    } else {
        CHECK(reserve.phase == Phase::queued);
        CHECK(reserve.reason == "mail dead");
        REQUIRE(outgoing.size() == 1);
        CHECK(outgoing.front().address == "+8613900000003");
    }
    // Whoever has no mail address gets the message on the reserve at once.
    CHECK(rows_of(world, "sun-housing", "mail").size() == 1);
}

TEST_CASE("the reserve is sent where the first channel is not there in time", "[rules]") {
    World world{nullptr, with_reserve(2h)};
    case_of_housing(world);
    // A server that is down is left alone: nothing is claimed.
    bool const comes = GENERATE(true, false);
    if (comes) world.deliver();
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::standby);
    world.at("2026-03-02T11:59");
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.empty());
    world.at("2026-03-02T12:00");
    (void)world.courier.claim("sms", world.clock.now(), 10);
    auto const outgoing = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    CHECK(outgoing.size() == (comes ? 0 : 1));
    CHECK(rows_of(world, "sun-housing", "sms").front().reason ==
          (comes ? "" : "not_delivered_in_time"));
}

TEST_CASE("whoever has no address on the first channel gets the second at once", "[rules]") {
    auto office = office_with("sun-housing", [](auto& sun) { sun.email.clear(); });
    office.routes = with_reserve().routes;
    World world{nullptr, std::move(office)};
    case_of_housing(world);
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::queued);
    CHECK(world.courier.claim("sms", world.clock.now(), 10).outgoing.size() == 1);
}

TEST_CASE("the deputy has the reserve of whoever they stand in for", "[rules]") {
    auto office = office_with("sun-housing", [](auto& sun) {
        sun.absences = {{day("2026-03-01"), day("2026-03-31"), "wang-supervisor"}};
    });
    office.routes = with_reserve().routes;
    World world{nullptr, std::move(office)};
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::permanent); };
    case_of_housing(world);
    world.deliver();
    world.deliver();
    CHECK(rows_of(world, "sun-housing", "sms").front().phase == Phase::cancelled);
    REQUIRE(rows_of(world, "wang-supervisor", "sms").size() == 1);
    CHECK(rows_of(world, "wang-supervisor", "sms").front().phase == Phase::queued);
    CHECK(rows_of(world, "wang-supervisor", "sms").front().on_behalf_of == "sun-housing");
}

TEST_CASE("what has not arrived when its deadline ends is told of at once", "[rules]") {
    World world;
    world.post_office = [](ports::Outgoing const& letter) {
        auto made = outcome(letter.address.starts_with("zhao") ? Outcome::Kind::temporary
                                                               : Outcome::Kind::delivered);
        made.error = delivery::ErrorClass::configuration;  // our own fault: it waits and waits
        made.words = "bad password";
        return made;
    };
    world.assigned_case();
    // Signing is due on the 5th; its reminder of the 4th never gets through.
    world.pass_until("2026-03-06T08:00");
    auto sent = world.sent();
    auto const told = [&](std::string const& line) { return std::ranges::count(sent, line); };
    CHECK(told("2026-03-06 00:00 chen-secretary house.too_late") == 1);
    auto const letter = std::ranges::find_if(
        world.letters, [](auto const& one) { return one.message == "house.too_late"; });
    REQUIRE(letter != world.letters.end());
    CHECK(letter->text.find("赵老师 (mail, sign_soon): 550 5.1.1 bad password") !=
          std::string::npos);
}

TEST_CASE("what has arrived, or is kept back by a silence, is not late", "[rules]") {
    bool const silenced = GENERATE(true, false);
    World world;
    auto const id = world.assigned_case();
    world.deliver();
    if (silenced) {
        REQUIRE(service::begin_silence(*world.store,
                                       {.id = {},
                                        .by = "chen-secretary",
                                        .why = "在诉",
                                        .from = world.clock.now(),
                                        .until = world.clock.now() + 480h,
                                        .case_id = id,
                                        .recipient = {},
                                        .channel = {},
                                        .message = {}}));
    }
    world.pass_until("2026-03-06T12:00");
    CHECK(std::ranges::none_of(world.letters,
                               [](auto const& one) { return one.message == "house.too_late"; }));
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
    world.post_office = [](ports::Outgoing const& letter) {
        return outcome(letter.address.starts_with("huang") ? Outcome::Kind::permanent
                                                           : Outcome::Kind::delivered);
    };
    world.assigned_case();
    world.deliver();
    world.post_office = nullptr;
    (void)world.sent();
    ports::DeliveryFilter all_of_huang;
    all_of_huang.recipient = "huang-member";
    service::ByHand const hand{.by = "chen-secretary", .why = {}};
    CHECK(world.courier.redrive(all_of_huang, hand, world.clock.now()).at("mail") == 1);
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

TEST_CASE("a deputy who had it in vain leaves it to the person", "[rules]") {
    auto const away = [](char const* of, char const* day_of_absence, char const* deputy) {
        return office_with(of, [=](auto& person) {
            person.absences = {{day(day_of_absence), day(day_of_absence), deputy}};
        });
    };
    World world{nullptr, away("zhao-education", "2026-03-02", "smith-transport")};
    world.post_office = [](ports::Outgoing const& letter) {
        return outcome(letter.address.starts_with("alex") ? Outcome::Kind::permanent
                                                          : Outcome::Kind::delivered);
    };
    world.assigned_case();
    world.deliver();
    world.deliver();
    auto const deputies = rows_of(world, "smith-transport");
    REQUIRE(deputies.size() == 1);
    CHECK(deputies.front().phase == Phase::dead);
    // Zhao's own row was let go before; what came of the deputy's is told of.
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 chen-secretary house.undeliverable") ==
          1);
}
