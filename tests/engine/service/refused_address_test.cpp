// An address that its server says is nobody's gets no more mail, and nobody is forgotten for it:
// the secretariat is told, the reserve takes over, and whoever mends it by hand is believed.
#include "engine/service/refused_address.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/world.hpp"

using namespace duban;
using Catch::Matchers::Contains;
using delivery::ErrorClass;
using delivery::Outcome;
using delivery::Phase;
using delivery::Receipt;
using support::World;

namespace {

using Texts = std::vector<std::string>;

Outcome refusal(std::string const& code = "550 5.1.1") {
    Outcome outcome;
    outcome.kind = Outcome::Kind::permanent;
    outcome.error = ErrorClass::recipient;
    outcome.code = code;
    outcome.words = "no such user";
    return outcome;
}

Outcome taken() {
    Outcome outcome;
    outcome.kind = Outcome::Kind::delivered;
    return outcome;
}

/// The server knows nobody of this address, and everybody else.
void refuse(World& world, std::string const& address, std::string const& code = "550 5.1.1") {
    world.post_office = [address, code](ports::Outgoing const& letter) {
        return letter.address == address ? refusal(code) : taken();
    };
}

std::string address_of(World& world, std::string const& person) {
    return world.office.get()->directory.find_person(person)->email;
}

/// The address of the host, of whom the server knew nothing when the case was assigned, and does
/// now.
std::string refused_once(World& world) {
    auto const address = address_of(world, "zhao-education");
    refuse(world, address);
    world.assigned_case();
    world.deliver();
    world.post_office = nullptr;
    return address;
}

std::ptrdiff_t mails_to(World const& world, std::string const& address) {
    return std::ranges::count(world.letters, address, &ports::Outgoing::address);
}

std::vector<delivery::Delivery> dead(World& world, std::string const& person) {
    ports::DeliveryFilter filter;
    filter.phase = Phase::dead;
    filter.recipient = person;
    return world.store->read()->list_deliveries(filter);
}

bool is_refused(World& world, std::string const& address) {
    return service::is_refused(*world.store->read(), "mail", address, world.clock.now());
}

}  // namespace

TEST_CASE("what goes to an address that belongs to nobody is told of, and not sent again",
          "[refused_address]") {
    World world;
    auto const address = address_of(world, "zhao-education");
    refuse(world, address);
    auto const id = world.assigned_case();
    world.deliver();
    CHECK(mails_to(world, address) == 1);
    CHECK(is_refused(world, address));
    world.sent();
    // Two days later, at the latest, the unit is to be reminded to sign.
    world.pass_until("2026-03-05T00:00");
    CHECK(mails_to(world, address) == 1);
    auto const lost = dead(world, "zhao-education");
    REQUIRE(lost.size() >= 2);
    CHECK_THAT(lost.back().reason, Contains("550 5.1.1 no such user"));
    auto const told = world.sent();
    CHECK(std::ranges::any_of(told, [](std::string const& line) {
        return line.find("chen-secretary house.undeliverable") != line.npos;
    }));
    CHECK(world.state_of(id) == "handling.answer.signing");
}

TEST_CASE("which answers say that an address is nobody's", "[refused_address]") {
    auto const [code, is_nobodys] = GENERATE(table<std::string, bool>({
        {"550 5.1.1", true},    // no such mailbox
        {"550 5.1.2", true},    // no such system
        {"553 5.1.3", true},    // no address
        {"551 5.1.6", true},    // moved away
        {"556 5.1.10", true},   // takes no mail
        {"550", false},         // says nothing of why
        {"550 5.7.1", false},   // a policy
        {"550 5.1.8", false},   // our own address
        {"550 5.2.1", false},   // switched off for now
        {"550 5.1.11", false},  // no such code
    }));
    CAPTURE(code);
    World world;
    auto const address = address_of(world, "zhao-education");
    refuse(world, address, code);
    world.assigned_case();
    world.deliver();
    CHECK(is_refused(world, address) == is_nobodys);
    CHECK_FALSE(is_refused(world, address_of(world, "huang-member")));
}

TEST_CASE("a bounce says it as well, whenever it comes", "[refused_address]") {
    World world;
    world.assigned_case();
    world.deliver();
    auto const address = address_of(world, "zhao-education");
    auto const letter = std::ranges::find(world.letters, address, &ports::Outgoing::address);
    REQUIRE(letter != world.letters.end());
    Receipt const bounce{letter->id, {}, {}, Receipt::Kind::failed, "5.1.1", "no such user"};
    REQUIRE(world.courier.receive("mail", {&bounce, 1}, world.clock.now()).bounced == 1);
    CHECK(is_refused(world, address));
    world.pass_until("2026-03-05T00:00");
    CHECK(mails_to(world, address) == 1);
}

TEST_CASE("whoever sends it on its way again is believed", "[refused_address]") {
    World world;
    auto const address = refused_once(world);
    ports::DeliveryFilter filter;
    filter.recipient = "zhao-education";
    world.courier.redrive(filter, {.by = "chen-secretary", .why = "mended"}, world.clock.now());
    CHECK_FALSE(is_refused(world, address));
    world.deliver();
    CHECK(mails_to(world, address) == 2);
    CHECK(dead(world, "zhao-education").empty());
}

TEST_CASE("a refusal ends by itself after a week, and with the first mail that arrives",
          "[refused_address]") {
    World world;
    auto const address = refused_once(world);
    world.pass_until("2026-03-09T09:59");
    CHECK(is_refused(world, address));
    world.pass_until("2026-03-09T10:00");
    CHECK_FALSE(is_refused(world, address));
    CHECK(world.store->read()->refused_addresses().size() == 1);
    REQUIRE(world.file(R"({"title":"托育","proposers":["huang-member"]})"));
    REQUIRE(world.act(CaseId{2}, "accept", "lin-committee"));
    REQUIRE(world.act(CaseId{2}, "assign", "chen-secretary", R"({"host":"education-bureau"})"));
    world.deliver();
    CHECK(mails_to(world, address) > 1);
    CHECK(world.store->read()->refused_addresses().empty());
}

TEST_CASE("a notice of the house is sent all the same: it is the last resort",
          "[refused_address]") {
    World world;
    auto const transaction = world.store->write();
    for (auto const* const person : {"chen-secretary", "zhao-education"}) {
        transaction->keep_refused_address({.channel = "mail",
                                           .address = address_of(world, person),
                                           .at = world.clock.now(),
                                           .code = "550 5.1.1",
                                           .words = ""});
    }
    transaction->commit();
    world.assigned_case();
    world.pass_until("2026-03-02T10:01");
    CHECK(mails_to(world, address_of(world, "zhao-education")) == 0);
    CHECK(mails_to(world, address_of(world, "chen-secretary")) >= 1);
}

TEST_CASE("a person whose only address was refused cannot be reached", "[refused_address]") {
    World world;
    auto const file = [&] {
        return world.file(R"({"title":"托育","proposers":["huang-member"]})");
    };
    CHECK(file()->warnings.empty());
    auto const transaction = world.store->write();
    transaction->keep_refused_address({.channel = "mail",
                                       .address = address_of(world, "huang-member"),
                                       .at = world.clock.now(),
                                       .code = "550 5.1.1",
                                       .words = ""});
    transaction->commit();
    auto const filed = file();
    REQUIRE(filed->warnings.size() == 1);
    CHECK_THAT(filed->warnings[0].en, Contains("nobody who can be reached"));
}
