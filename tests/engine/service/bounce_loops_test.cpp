// What the office itself writes - notices of bounces, digests, house notices - leaves by the gate
// that all letters pass, and what comes back of it calls for no more (zammad 5428).
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/delivery/mail.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using delivery::Outcome;
using delivery::Phase;
using delivery::Receipt;
using support::World;

namespace {

/// A bounce of each letter that was taken, as often as a server may send it.
void bounce(World& world, std::vector<ports::Outgoing> const& letters, int times) {
    std::vector<Receipt> bounces;
    for (auto const& letter : letters) {
        for (int i = 0; i < times; ++i) {
            bounces.push_back({.id = letter.id,
                               .provider_id = {},
                               .kind = Receipt::Kind::failed,
                               .code = "5.1.1",
                               .words = "no such user"});
        }
    }
    (void)world.courier.receive("mail", bounces, world.clock.now());
}

/// Sends what there is and has all of it come back, until nothing is sent any more: what was sent,
/// round by round.
std::vector<Texts> rounds_of_bounces(World& world) {
    std::vector<Texts> rounds;
    for (int round = 0; round < 8; ++round) {
        world.letters.clear();
        world.deliver();
        if (world.letters.empty()) break;
        Texts messages;
        for (auto const& letter : world.letters) messages.push_back(letter.message);
        std::ranges::sort(messages);
        rounds.push_back(messages);
        bounce(world, world.letters, 3);
        world.clock.set(world.clock.now() + 1h);
    }
    return rounds;
}

/// The letter's recipient leaves the directory, or their address does.
enum class Gone { person, address };

void take_away(World& world, std::string const& person, Gone what) {
    if (what == Gone::address) {
        world.office.put_in_force(office_with(person, [](auto& one) { one.email.clear(); }));
        return;
    }
    auto office = support::sample_office();
    auto people = office.directory.people();
    std::erase_if(people, [&](auto const& one) { return one.id == person; });
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    world.office.put_in_force(office);
}

}  // namespace

TEST_CASE("16: where everything bounces, each loss is told of once and nothing follows",
          "[pains]") {
    auto const [what, office, rounds] =
        GENERATE(table<char const*, service::Office, std::vector<Texts>>({
            {"letters by themselves",
             support::sample_office(),
             {{"accepted", "assigned", "assigned"},
              {"house.undeliverable", "house.undeliverable", "house.undeliverable"}}},
            {"what is more than one an hour goes as a digest",
             with_throttle(1, 30min),
             {{"assigned", "office.digest"}, {"office.digest"}}},
        }));
    CAPTURE(what);
    World world{nullptr, office};
    world.assigned_case();
    CHECK(rounds_of_bounces(world) == rounds);
    // Servers say it again, and people send it on its way again: told of once more, and no further.
    bounce(world, world.letters, 3);
    world.deliver();
    CHECK(rounds_of_bounces(world).empty());
}

TEST_CASE("16: what the house writes asks who is there, as every letter does", "[pains]") {
    auto const gone = GENERATE(Gone::person, Gone::address);
    bool const as_digest = GENERATE(false, true);
    CAPTURE(gone == Gone::person, as_digest);
    World world{nullptr, as_digest ? with_throttle(1, 30min) : support::sample_office()};
    world.post_office = [](ports::Outgoing const&) { return outcome(Outcome::Kind::permanent); };
    world.assigned_case();
    world.deliver();
    REQUIRE_FALSE(rows_of(world, "chen-secretary").empty());
    world.letters.clear();
    take_away(world, "chen-secretary", gone);
    for (int i = 0; i < 3; ++i) world.deliver();
    CHECK(world.letters.empty());
    for (auto const& row : rows_of(world, "chen-secretary")) {
        CHECK(row.message == "house.undeliverable");
        CHECK(row.phase == (gone == Gone::person ? Phase::cancelled : Phase::dead));
    }
}

TEST_CASE("16: no robot and no person on holiday answers what the house writes", "[pains]") {
    World world{nullptr, with_throttle(1, 30min)};
    world.post_office = refusing("zhao");
    world.assigned_case();
    for (int i = 0; i < 3; ++i) world.deliver();
    Texts messages;
    for (auto const& letter : world.letters) {
        CAPTURE(letter.message);
        messages.push_back(letter.message);
        auto const mail =
            delivery::compose_mail(letter, {.name = "督办", .address = "duban@example.org"});
        REQUIRE(mail);
        CHECK(mail->find("\r\nAuto-Submitted: auto-generated\r\n") != std::string::npos);
    }
    for (auto const* const kind : {"assigned", "office.digest", "house.undeliverable"})
        CHECK(std::ranges::count(messages, kind) == 1);
}
