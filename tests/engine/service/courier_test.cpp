#include "engine/service/courier.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/service/telling.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using delivery::ErrorClass;
using delivery::Outcome;
using delivery::Phase;
using support::World;

namespace {

using Texts = std::vector<std::string>;

Outcome outcome(Outcome::Kind kind, ErrorClass error = ErrorClass::network) {
    Outcome made;
    made.kind = kind;
    made.error = error;
    made.code = "550 5.1.1";
    made.words = "no such user";
    return made;
}

std::vector<delivery::Delivery> in_phase(World& world, Phase phase) {
    ports::DeliveryFilter filter;
    filter.phase = phase;
    return world.store->read()->list_deliveries(filter);
}

Outcome refusing_zhao(ports::Outgoing const& letter) {
    bool const is_refused = letter.address.starts_with("zhao");
    return outcome(is_refused ? Outcome::Kind::permanent : Outcome::Kind::delivered,
                   ErrorClass::recipient);
}

}  // namespace

TEST_CASE(
    "of three recipients one has a bad address: two get their mail, the secretariat hears of the "
    "third",
    "[courier]") {
    World world;
    world.post_office = refusing_zhao;
    world.assigned_case();
    world.deliver();
    CHECK(world.sent().size() == 3);
    REQUIRE(in_phase(world, Phase::dead).size() == 1);
    CHECK(in_phase(world, Phase::dead)[0].recipient == "zhao-education");
    CHECK(in_phase(world, Phase::delivered).size() == 2);
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 chen-secretary house.undeliverable"});
    CHECK(world.letters.back().text.find("no such user") != std::string::npos);
    CHECK(world.letters.back().subject.find("赵老师") != std::string::npos);
}

TEST_CASE("a failed attempt is repeated with the same Message-ID, Date and words", "[courier]") {
    World world;
    int calls = 0;
    world.post_office = [&](ports::Outgoing const&) {
        return outcome(++calls <= 3 ? Outcome::Kind::temporary : Outcome::Kind::delivered);
    };
    world.assigned_case();
    world.pass_until("2026-03-02T17:00");
    REQUIRE(world.letters.size() == 6);
    for (std::size_t i = 0; i < 3; ++i) {
        auto const& first = world.letters[i];
        auto const again = std::find_if(world.letters.begin() + 3,
                                        world.letters.end(),
                                        [&](auto const& letter) { return letter.id == first.id; });
        REQUIRE(again != world.letters.end());
        CHECK(again->message_id == first.message_id);
        CHECK(again->date == first.date);
        CHECK(again->text == first.text);
        CHECK(again->attempt == 2);
        CHECK(world.store->read()->attempts(first.id).size() == 2);
    }
    CHECK(in_phase(world, Phase::delivered).size() == 3);
}

TEST_CASE("a courier that dies between claim and answer loses nothing and says so", "[courier]") {
    World world;
    world.assigned_case();
    auto const lost = world.courier.claim("mail", world.clock.now(), 10).outgoing;
    CHECK(lost.size() == 3);
    CHECK(world.courier.claim("mail", world.clock.now(), 10).outgoing.empty());
    world.pass_until("2026-03-02T12:00");
    CHECK(world.letters.size() == 3);
    CHECK(in_phase(world, Phase::delivered).size() == 3);
    for (auto const& letter : world.letters) CHECK(letter.attempt == 2);
    auto const attempts = world.store->read()->attempts(lost[0].id);
    REQUIRE(attempts.size() == 2);
    CHECK(attempts[0].outcome == "uncertain");
}

TEST_CASE("whoever has no address is told of to the secretariat", "[courier]") {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        if (person.id == "zhao-education") person.email.clear();
    }
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, office};
    world.assigned_case();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member accepted",
                                "2026-03-02 10:00 chen-secretary house.undeliverable",
                                "2026-03-02 10:00 huang-member assigned"});
}

TEST_CASE("whoever had no address gets the words of the event when the directory is mended",
          "[courier]") {
    auto const mended = support::sample_office();
    auto office = mended;
    auto people = office.directory.people();
    std::ranges::find(people, "zhao-education", &delivery::Person::id)->email.clear();
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    bool const is_without_channels = GENERATE(false, true);
    if (is_without_channels) office.routes.clear();
    World world{nullptr, office};
    world.assigned_case();
    world.office.put_in_force(mended);
    ports::DeliveryFilter filter;
    filter.recipient = "zhao-education";
    auto const dead = world.store->read()->list_deliveries(filter).front();
    CHECK(dead.reason == "no_address");
    CHECK(dead.text.find("赵老师") != std::string::npos);
    if (is_without_channels) return;
    CHECK(world.courier.redrive(filter, {.by = "chen-secretary", .why = {}}, world.clock.now())
              .at("mail") == 1);
    world.deliver();
    auto const sent = std::ranges::find(world.letters, dead.id, &ports::Outgoing::id);
    REQUIRE(sent != world.letters.end());
    CHECK(sent->address == "zhao@education.example.org");
    CHECK(sent->text == dead.text);
}

TEST_CASE("what was never written is not sent, however often it is redriven", "[courier]") {
    World world;
    world.assigned_case();
    auto row = in_phase(world, Phase::queued).back();
    row.id = {};
    row.occurrence += " of a former version";
    row.message_id = "<without-words@duban.example.org>";
    row.phase = Phase::dead;
    row.subject = row.text = row.html = row.variables = {};
    {
        auto const transaction = world.store->write();
        row.id = *transaction->insert_delivery(row);
        transaction->commit();
    }
    CHECK(world.courier.redrive({}, {.by = "chen-secretary", .why = {}}, world.clock.now())
              .at("mail") == 1);
    world.deliver();
    CHECK(std::ranges::find(world.letters, row.id, &ports::Outgoing::id) == world.letters.end());
    auto const after = world.store->read()->find_delivery(row.id);
    CHECK(after->phase == Phase::dead);
    CHECK(after->reason == "no_text");
    world.deliver();
    CHECK(std::ranges::count(world.sent(), "2026-03-02 10:00 chen-secretary house.undeliverable") ==
          1);
}

TEST_CASE("a unit without people is no silent hole", "[courier]") {
    auto office = support::sample_office();
    auto people = office.directory.people();
    std::erase_if(people, [](auto const& person) { return person.id == "zhao-education"; });
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, office};
    auto const filed = world.file(R"({"title":"托育","proposers":["huang-member"]})");
    REQUIRE(world.act(filed->id, "accept", "lin-committee"));
    auto const assigned =
        world.act(filed->id, "assign", "chen-secretary", R"({"host":"education-bureau"})");
    REQUIRE(assigned);
    CHECK(assigned->warnings.size() == 1);
    world.deliver();
    auto const told = world.sent();
    CHECK(std::count(told.begin(),
                     told.end(),
                     "2026-03-02 10:00 chen-secretary house.nobody_to_tell") == 1);
}

TEST_CASE("a person who has left the unit is not written to", "[courier]") {
    World world;
    world.assigned_case();
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        if (person.id == "zhao-education") person.units.clear();
    }
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    world.office.put_in_force(office);
    world.deliver();
    CHECK(world.sent().size() == 2);
    REQUIRE(in_phase(world, Phase::cancelled).size() == 1);
    CHECK(in_phase(world, Phase::cancelled)[0].reason == "not_concerned");
}

TEST_CASE("what could not be sent in time expires and is told", "[courier]") {
    World world;
    world.post_office = [](ports::Outgoing const& letter) {
        return outcome(letter.subject.find("督办") != std::string::npos ? Outcome::Kind::delivered
                                                                        : Outcome::Kind::temporary);
    };
    world.assigned_case();
    world.pass_until("2026-04-10T09:00");
    CHECK_FALSE(in_phase(world, Phase::dead).empty());
    auto const told = world.sent();
    CHECK(std::any_of(told.begin(), told.end(), [](std::string const& line) {
        return line.find("house.undeliverable") != std::string::npos;
    }));
}

TEST_CASE("what is said of a case that cannot be read expires, and the house is heard meanwhile",
          "[courier]") {
    World world;
    auto const id = world.assigned_case();
    auto const waiting = in_phase(world, Phase::queued).size();
    {
        auto const transaction = world.store->write();
        auto row = *transaction->find_case(id);
        row.data = "no JSON";
        transaction->update_case(row);
        service::tell_secretariat(*transaction,
                                  id,
                                  {.name = "house.undeliverable",
                                   .occurrence = "before it broke",
                                   .subject = {.zh_cn = "未能送达", .en = "not delivered"},
                                   .text = {.zh_cn = "说明", .en = "what happened"}},
                                  *world.office.get(),
                                  world.clock.now());
        transaction->commit();
    }
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 chen-secretary house.undeliverable"});
    REQUIRE(in_phase(world, Phase::queued).size() == waiting);
    CHECK(in_phase(world, Phase::queued).front().not_before ==
          world.clock.now() + std::chrono::hours{1});
    auto const end = in_phase(world, Phase::queued).back().expires_at;
    world.clock.set(end);
    auto const load = world.courier.claim("mail", world.clock.now(), 10);
    CHECK(load.given_up == waiting);
    CHECK_FALSE(load.failures.empty());
    CHECK(in_phase(world, Phase::expired).size() == waiting);
    world.deliver();
    CHECK(world.letters.back().message == "house.undeliverable");
    CHECK(world.letters.back().text.find("到期之前没有发出") != std::string::npos);
}

TEST_CASE("a dead delivery goes on its way again when it is redriven by hand", "[courier]") {
    World world;
    bool broken = true;
    world.post_office = [&](ports::Outgoing const&) {
        return broken ? outcome(Outcome::Kind::permanent, ErrorClass::recipient)
                      : outcome(Outcome::Kind::delivered);
    };
    world.assigned_case();
    world.deliver();
    broken = false;
    ports::DeliveryFilter filter;
    filter.recipient = "zhao-education";
    auto const hand = service::ByHand{.by = "chen-secretary", .why = "地址已更正"};
    CHECK(world.courier.redrive(filter, hand, world.clock.now()).at("mail") == 1);
    CHECK(in_phase(world, Phase::queued).front().reason == "chen-secretary: 地址已更正");
    world.deliver();
    filter.phase = Phase::delivered;
    CHECK(world.store->read()->list_deliveries(filter).size() == 1);
}

TEST_CASE("what is lost again without an attempt is told of again, each loss once", "[courier]") {
    bool const is_channel_gone = GENERATE(false, true);
    CAPTURE(is_channel_gone);
    World world;
    world.post_office = refusing_zhao;
    world.assigned_case();
    world.deliver();
    auto const told = [&] {
        ports::DeliveryFilter filter;
        filter.message = "house.undeliverable";
        return world.store->read()->list_deliveries(filter).size();
    };
    REQUIRE(told() == 1);
    auto office = support::sample_office();
    if (is_channel_gone) {
        office.routes.front().channel = "other";
    } else {
        auto people = office.directory.people();
        std::ranges::find(people, "zhao-education", &delivery::Person::id)->email.clear();
        office.directory = delivery::Directory{
            people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    }
    world.office.put_in_force(office);
    ports::DeliveryFilter filter;
    filter.recipient = "zhao-education";
    for (auto const* const later : {"2026-03-02T11:00", "2026-03-02T12:00"}) {
        world.at(later);
        auto const before = told();
        CHECK(world.courier.redrive(filter, {.by = "chen-secretary", .why = {}}, world.clock.now())
                  .at("mail") == 1);
        for (int again = 0; again < 2; ++again)
            (void)world.courier.claim("mail", world.clock.now(), 10);
        CHECK(told() == before + 1);
    }
}

TEST_CASE("every letter of the shipped procedure can be written in both languages", "[courier]") {
    auto const language = GENERATE(Language::zh_cn, Language::en);
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) person.language = language;
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, office};
    auto const id = world.assigned_case();
    world.pass_until("2026-06-20T09:00");
    world.act(id, "sign", "zhao-education");
    CHECK(world.act(id, "log_contact", "zhao-education", R"({"contact":"3月5日 电话"})"));
    CHECK(world.act(id, "reply", "zhao-education", R"({"reply_class":"A","reply_text":"已办。"})"));
    world.pass_until("2026-08-01T09:00");
    CHECK(in_phase(world, Phase::dead).empty());
    CHECK(world.letters.size() > 20);
    for (auto const& letter : world.letters) {
        CAPTURE(letter.subject, letter.text);
        CHECK_FALSE(letter.subject.empty());
        CHECK(letter.text.find("{{") == std::string::npos);
    }
}

TEST_CASE("a letter that waits for the morning keeps the words of its event", "[courier]") {
    World world;
    world.at("2026-03-06T22:00");  // a Friday night
    auto const id = world.assigned_case();
    world.at("2026-03-06T22:05");
    REQUIRE(world.act(id, "sign", "zhao-education"));
    world.pass_until("2026-03-09T09:00");
    auto const assigned =
        std::find_if(world.letters.begin(), world.letters.end(), [](auto const& letter) {
            return letter.address.starts_with("zhao");
        });
    REQUIRE(assigned != world.letters.end());
    CAPTURE(assigned->text);
    // The term for signing, which ran when it was assigned; not the reply's, which runs now.
    CHECK(assigned->text.find("2026年3月11日") != std::string::npos);
    CHECK(assigned->text.find("2026年6月8日") == std::string::npos);
}

namespace {

/// Three letters that wait for Monday morning.
World& with_letters(World& world) {
    world.at("2026-03-06T22:00");  // a Friday
    world.assigned_case();
    world.deliver();
    return world;
}

ports::DeliveryFilter of_message(char const* name) {
    ports::DeliveryFilter filter;
    filter.message = name;
    return filter;
}

service::ByHand by_hand(bool dry_run = false) {
    return {.by = "chen-secretary", .why = "邮件服务器迁移", .dry_run = dry_run};
}

}  // namespace

TEST_CASE("what is held by a filter stays, whatever its hour, until it is released", "[courier]") {
    World world;
    with_letters(world);
    auto const chosen = of_message("assigned");
    CHECK(world.courier.hold(chosen, by_hand(true), world.clock.now()) ==
          service::HandledDeliveries{{"mail", 2}});
    CHECK(in_phase(world, Phase::held).empty());
    CHECK(world.courier.hold(chosen, by_hand(), world.clock.now()) ==
          service::HandledDeliveries{{"mail", 2}});
    CHECK(world.courier.hold(chosen, by_hand(), world.clock.now()).empty());
    REQUIRE(in_phase(world, Phase::held).size() == 2);
    CHECK(in_phase(world, Phase::held)[0].reason == "chen-secretary: 邮件服务器迁移");
    world.pass_until("2026-03-09T20:00");
    CHECK(world.sent() == Texts{"2026-03-09 09:00 huang-member accepted"});
    // Released in the evening, they wait for the morning like any other.
    CHECK(world.courier.let_go({}, by_hand(true), world.clock.now()).at("mail") == 2);
    CHECK(world.courier.let_go({}, by_hand(), world.clock.now()).at("mail") == 2);
    world.deliver();
    CHECK(world.sent().empty());
    world.pass_until("2026-03-10T10:00");
    auto sent = world.sent();
    std::erase_if(sent, [](auto const& line) { return !line.ends_with(" assigned"); });
    CHECK(sent == Texts{"2026-03-10 09:00 zhao-education assigned",
                        "2026-03-10 09:00 huang-member assigned"});
}

TEST_CASE("what is held until it is of no use is told of to the secretariat", "[courier]") {
    World world;
    with_letters(world);
    CHECK(world.courier.hold(of_message("accepted"), by_hand(), world.clock.now()).at("mail") == 1);
    auto const lost = in_phase(world, Phase::held).front();
    REQUIRE(world.courier.next("mail"));
    CHECK(*world.courier.next("mail") <= lost.expires_at);
    world.pass_until("2026-04-30T10:00");
    CHECK(world.store->read()->find_delivery(lost.id)->phase == Phase::expired);
    auto const told = world.sent();
    CHECK(std::count_if(told.begin(), told.end(), [](auto const& line) {
              return line.ends_with("chen-secretary house.undeliverable");
          }) == 1);
}

TEST_CASE("what is purged stays on record as cancelled, and nobody is told", "[courier]") {
    World world;
    with_letters(world);
    CHECK(world.courier.hold(of_message("accepted"), by_hand(), world.clock.now()).at("mail") == 1);
    CHECK(world.courier.purge({}, by_hand(true), world.clock.now()).at("mail") == 3);
    CHECK(in_phase(world, Phase::cancelled).empty());
    CHECK(world.courier.purge({}, by_hand(), world.clock.now()).at("mail") == 3);
    REQUIRE(in_phase(world, Phase::cancelled).size() == 3);
    CHECK(in_phase(world, Phase::cancelled)[0].reason == "chen-secretary: 邮件服务器迁移");
    world.pass_until("2026-03-09T20:00");
    CHECK(world.sent().empty());
}

TEST_CASE("a short message keeps what its variables stood for, for a provider's own template",
          "[courier]") {
    auto office = support::sample_office();
    office.routes.push_back({.channel = "sms", .medium = service::Medium::sms, .retry = {}});
    World world{nullptr, std::move(office)};
    auto const id =
        world.file(R"({"title":"关于夜市管理的提案","proposers":["huang-member"]})")->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    REQUIRE(world.act(id, "assign", "chen-secretary", R"({"host":"housing-bureau"})"));
    ports::DeliveryFilter filter;
    filter.channel = "sms";
    filter.message = "assigned";
    auto const rows = world.store->read()->list_deliveries(filter);
    REQUIRE_FALSE(rows.empty());
    CHECK(rows.front().variables == fmt::format(R"({{"case":"{}"}})", id.value));
    CHECK(rows.front().text.find("提案") != std::string::npos);
    auto const loads = world.courier.claim("sms", world.clock.now(), 10).outgoing;
    REQUIRE_FALSE(loads.empty());
    CHECK(loads.front().message == "assigned");
    CHECK(loads.front().variables == rows.front().variables);
}

TEST_CASE("more than a page is held and released, page by page", "[courier]") {
    World world;
    with_letters(world);
    auto const transaction = world.store->write();
    auto row = in_phase(world, Phase::queued).front();
    for (int i = 0; i < 450; ++i) {
        row.id = {};
        row.occurrence = fmt::format("copy {}", i);
        row.message_id = fmt::format("<copy-{}@duban.example.org>", i);
        row.phase = i % 2 == 0 ? Phase::queued : Phase::backing_off;
        transaction->insert_delivery(row);
    }
    transaction->commit();
    CHECK(world.courier.hold({}, by_hand(), world.clock.now()).at("mail") == 453);
    CHECK(world.courier.let_go({}, by_hand(), world.clock.now()).at("mail") == 453);
}
