// People who work by another calendar than the one that counts the case.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/engine/service/rules_stage.hpp"
#include "tests/support/renewed_calendars.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using support::World;

namespace {

/// In that region 3 March 2026, a Tuesday, is a day of rest; elsewhere it is not.
service::Office office_beside_region(std::string const& person, std::string const& calendar) {
    auto office = office_with(person, [&](auto& one) { one.calendar = calendar; });
    office.calendars = support::shipped_calendars();
    office.calendars.emplace("region", support::renewed_calendars({day("2026-03-03")}).at("cn"));
    return office;
}

std::string first_to(Texts const& sent, std::string const& person) {
    auto const found = std::ranges::find_if(
        sent, [&](auto const& line) { return line.find(person) != std::string::npos; });
    return found == sent.end() ? "" : *found;
}

}  // namespace

TEST_CASE("a letter waits for the hours of whoever gets it", "[recipient_hours]") {
    auto const [calendar, zhao, huang] = GENERATE(table<char const*, char const*, char const*>({
        {"", "2026-03-03 09:00 zhao-education assigned", "2026-03-03 09:00 huang-member accepted"},
        {"cn",
         "2026-03-03 09:00 zhao-education assigned",
         "2026-03-03 09:00 huang-member accepted"},
        {"region",
         "2026-03-04 09:00 zhao-education assigned",
         "2026-03-03 09:00 huang-member accepted"},
        {"uk",
         "2026-03-03 09:00 zhao-education assigned",
         "2026-03-03 09:00 huang-member accepted"},
        {"gone",
         "2026-03-03 09:00 zhao-education assigned",
         "2026-03-03 09:00 huang-member accepted"},
    }));
    CAPTURE(calendar);
    World world{nullptr, office_beside_region("zhao-education", calendar)};
    world.at("2026-03-02T22:00");
    world.assigned_case();
    world.pass_until("2026-03-05T12:00");
    auto const sent = world.sent();
    CHECK(first_to(sent, "zhao-education") == zhao);
    CHECK(first_to(sent, "huang-member") == huang);
}

TEST_CASE("a calendar that is named while a letter waits is heeded when it is sent",
          "[recipient_hours]") {
    World world{nullptr, office_beside_region("zhao-education", "")};
    world.at("2026-03-02T22:00");
    world.assigned_case();
    world.office.put_in_force(office_beside_region("zhao-education", "region"));
    world.pass_until("2026-03-05T12:00");
    auto const sent = world.sent();
    CHECK(first_to(sent, "zhao-education") == "2026-03-04 09:00 zhao-education assigned");
    CHECK(first_to(sent, "huang-member") == "2026-03-03 09:00 huang-member accepted");
}

TEST_CASE("one mail a day comes on a day on which its reader works", "[recipient_hours]") {
    auto office = office_beside_region("zhao-education", "region");
    office.directory = office_with("zhao-education", [](auto& zhao) {
                           zhao.calendar = "region";
                           zhao.digest = 10h;
                       }).directory;
    World world{nullptr, office};
    world.at("2026-03-02T17:00");
    world.assigned_case();
    world.pass_until("2026-03-05T12:00");
    auto const sent = world.sent();
    CHECK(first_to(sent, "zhao-education") == "2026-03-04 10:00 zhao-education office.digest");
}

TEST_CASE("a day that was asked for is moved to the next one on which that person works",
          "[recipient_hours]") {
    World world{nullptr, office_beside_region("zhao-education", "region")};
    auto const id = world.assigned_case();
    service::Request const asked{
        .what = service::Reminding{id, {"zhao-education", day("2026-03-03"), ""}},
        .idempotency_key = {}};
    REQUIRE(world.tracker.perform({&asked, 1}, world.clock.now()).front());
    world.pass_until("2026-03-05T12:00");
    auto const sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-04 09:00 zhao-education personal.reminder") == 1);
}
