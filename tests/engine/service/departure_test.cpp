// Whoever a letter was for has left while it waited.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using support::World;

namespace {

using People = std::vector<delivery::Person>;

delivery::Person& person(People& people, char const* id) {
    return *std::ranges::find(people, id, &delivery::Person::id);
}

service::Office office_of(std::function<void(People&)> const& change) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    change(people);
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

void leave(People& people) {
    std::erase_if(people, [](auto const& one) { return one.id == "zhao-education"; });
}

void move_away(People& people) {
    person(people, "zhao-education").units = {"housing-bureau"};
}

void succeed(People& people) {
    leave(people);
    person(people, "smith-transport").units = {"education-bureau"};
}

/// Beside Zhao from the beginning.
void join(People& people) {
    person(people, "smith-transport").units.push_back("education-bureau");
}

void join_and_leave(People& people) {
    join(people);
    leave(people);
}

void stay(People& /*people*/) {}

std::ptrdiff_t told_in(Texts const& sent) {
    return std::ranges::count_if(
        sent, [](auto const& line) { return line.ends_with(" chen-secretary house.reader_left"); });
}

}  // namespace

TEST_CASE("where the only reader of a role leaves before the morning the secretariat is told",
          "[courier]") {
    auto const [what, before, after, told] =
        GENERATE(table<char const*, void (*)(People&), void (*)(People&), int>({
            {"nobody leaves", stay, stay, 0},
            {"left the directory", stay, leave, 1},
            {"works elsewhere", stay, move_away, 1},
            {"another came, who has no letter of their own", stay, succeed, 1},
            {"another had it too", join, join_and_leave, 0},
        }));
    CAPTURE(what);
    World world{nullptr, office_of(before)};
    world.at("2026-03-06T22:00");  // Friday night: letters wait for Monday
    world.assigned_case();
    world.office.put_in_force(office_of(after));
    world.pass_until("2026-03-09T12:00");
    CHECK(told_in(world.sent()) == told);
    auto const letter =
        std::ranges::find(world.letters, "house.reader_left", &ports::Outgoing::message);
    REQUIRE((letter != world.letters.end()) == (told != 0));
    if (told == 0) return;
    CHECK(letter->text.find("“主办单位”无人收到") != std::string::npos);
    check_audit(world);
}

TEST_CASE("whoever an act has put in the reader's place was told by it", "[courier]") {
    bool const has_left_too = GENERATE(false, true);
    World world;
    auto const id = world.assigned_case();
    world.pass_until("2026-03-06T22:00");
    REQUIRE(world.act(id, "object", "zhao-education", R"({"reason":"不属于我局职责"})"));
    REQUIRE(world.act(id, "uphold", "chen-secretary", R"({"reason":"属于"})"));  // Zhao is told so
    world.at("2026-03-06T22:05");
    REQUIRE(world.act(id, "object", "zhao-education", R"({"reason":"不属于我局职责"})"));
    REQUIRE(world.act(
        id, "reassign", "chen-secretary", R"({"host":"housing-bureau","co_handlers":[]})"));
    if (has_left_too) world.office.put_in_force(office_of(leave));
    (void)world.sent();
    world.pass_until("2026-03-09T12:00");
    auto const sent = world.sent();
    CHECK(std::ranges::count(sent, "2026-03-09 09:00 sun-housing assigned") == 1);
    // Of "upheld", which waited too, nobody is told; but that the return was granted should arrive.
    CHECK(std::ranges::count(sent, "2026-03-09 09:00 zhao-education return_granted") ==
          (has_left_too ? 0 : 1));
    CHECK(told_in(sent) == (has_left_too ? 1 : 0));
}

TEST_CASE("whose part goes on is told of though the list of parts was set again", "[courier]") {
    World world;
    auto const id = world.file(R"({"title":"托育","proposers":["huang-member"]})")->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    world.pass_until("2026-03-06T22:00");
    REQUIRE(world.act(id,
                      "assign_jointly",
                      "chen-secretary",
                      R"({"host":"housing-bureau","co_handlers":["education-bureau"]})"));
    world.office.put_in_force(office_of(move_away));
    REQUIRE(world.act(id,
                      "change_co_handlers",
                      "chen-secretary",
                      R"({"co_handlers":["education-bureau","transport-bureau"]})"));
    (void)world.sent();
    world.pass_until("2026-03-09T12:00");
    CHECK(told_in(world.sent()) == 1);
}

TEST_CASE(
    "whoever an act has replaced is told of where they had heard of the case, and of nothing since",
    "[courier]") {
    auto const [what, asked_at, last_change, told] =
        GENERATE(table<char const*, char const*, char const*, int>({
            {"taken off twice in a night", "2026-03-05T10:00", R"([])", 1},
            {"had heard nothing", "2026-03-06T21:00", R"([])", 0},
            {"asked again", "2026-03-05T10:00", R"(["education-bureau"])", 0},
        }));
    CAPTURE(what);
    World world;
    world.at(asked_at);
    auto const id = world.file(R"({"title":"托育","proposers":["huang-member"]})")->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    REQUIRE(world.act(id,
                      "assign_jointly",
                      "chen-secretary",
                      R"({"host":"housing-bureau","co_handlers":["education-bureau"]})"));
    world.pass_until("2026-03-06T22:00");  // Friday night: letters wait for Monday
    REQUIRE(world.act(
        id, "change_co_handlers", "chen-secretary", R"({"co_handlers":["transport-bureau"]})"));
    world.at("2026-03-06T22:05");
    REQUIRE(world.act(id,
                      "change_co_handlers",
                      "chen-secretary",
                      std::string{R"({"co_handlers":)"} + last_change + "}"));
    (void)world.sent();
    world.letters.clear();
    world.pass_until("2026-03-09T12:00");
    auto const letter =
        std::ranges::find(world.letters, "house.reader_replaced", &ports::Outgoing::message);
    REQUIRE((letter != world.letters.end()) == (told != 0));
    CHECK(told_in(world.sent()) == 0);
    if (told != 0) CHECK_THAT(letter->text, Catch::Contains("co_handler_dropped"));
    check_audit(world);
}

TEST_CASE("a reminder that nobody is there for is told of while its deadline runs", "[courier]") {
    bool const is_over = GENERATE(false, true);
    World world;
    auto const id = world.assigned_case();
    world.pass_until("2026-03-04T08:00");
    (void)world.sent();
    world.at("2026-03-04T09:00");
    world.alarms.ring(world.clock.now(), 100);
    auto const rows = rows_of(world, "zhao-education");
    REQUIRE(std::ranges::count(rows, "sign_soon", &delivery::Delivery::message) == 1);
    if (is_over) REQUIRE(world.act(id, "sign", "zhao-education"));
    world.office.put_in_force(office_of(leave));
    world.deliver();
    world.deliver();
    CHECK(told_in(world.sent()) == (is_over ? 0 : 1));
}
