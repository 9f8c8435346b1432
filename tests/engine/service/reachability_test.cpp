// Whoever cannot be reached is told of when a case is put into their hands.
#include "engine/service/reachability.hpp"

#include <catch2/catch.hpp>

#include "engine/service/directory_review.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

constexpr auto assigned = R"({"host":"education-bureau","co_handlers":["transport-bureau"]})";

/// The sample office, where nobody of the unit has an address.
service::Office office_without(std::string const& unit) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        if (std::ranges::find(person.units, unit) != person.units.end()) person.email.clear();
    }
    office.directory =
        delivery::Directory{people, office.directory.units(), office.directory.groups()};
    return office;
}

service::Answer assign(World& world, std::string_view values = assigned) {
    auto const filed = world.file(R"({"title":"托育","proposers":["huang-member"]})");
    REQUIRE(world.act(filed->id, "accept", "lin-committee"));
    return world.act(filed->id, "assign", "chen-secretary", values);
}

std::size_t house_notices(World& world) {
    ports::DeliveryFilter filter;
    filter.message = "house.unreachable";
    return world.store->read()->list_deliveries(filter).size();
}

}  // namespace

TEST_CASE("a co-handler whom nobody can reach is a warning, and a house notice once", "[service]") {
    World world{nullptr, office_without("transport-bureau")};
    auto const answer = assign(world);
    REQUIRE(answer);
    REQUIRE(answer->warnings.size() == 1);
    CHECK_THAT(answer->warnings[0].en,
               Catch::Contains("区交通运输局") && Catch::Contains("nobody who can be reached"));
    CHECK(house_notices(world) == 1);
    world.deliver();
    auto const found = std::ranges::find(
        world.letters, std::string{"house.unreachable"}, &ports::Outgoing::message);
    REQUIRE(found != world.letters.end());
    CHECK_THAT(found->text, Catch::Contains("区交通运输局") && Catch::Contains("托育"));
}

TEST_CASE("whom a notice of the same step was for is told of by that alone", "[service]") {
    World world{nullptr, office_without("education-bureau")};
    auto const answer = assign(world);
    REQUIRE(answer);
    CHECK(answer->warnings.size() == 1);
    CHECK(house_notices(world) == 0);
    world.deliver();
    CHECK_THAT(world.letters,
               Catch::Matchers::Predicate<std::vector<ports::Outgoing>>(
                   [](auto const& letters) {
                       return std::ranges::any_of(letters, [](auto const& letter) {
                           return letter.message == "house.undeliverable";
                       });
                   },
                   "tell the secretariat"));
}

TEST_CASE("everybody can be reached: nothing is said", "[service]") {
    World world;
    auto const answer = assign(world);
    REQUIRE(answer);
    CHECK(answer->warnings.empty());
    CHECK(house_notices(world) == 0);
}

TEST_CASE("a proposer whom the directory does not know is a warning alone", "[service]") {
    World world;
    auto const filed = world.file(R"({"title":"托育","proposers":["张三"]})");
    REQUIRE(filed);
    REQUIRE(filed->warnings.size() == 1);
    CHECK_THAT(filed->warnings[0].en, Catch::Contains("张三"));
    CHECK(house_notices(world) == 0);
}

TEST_CASE("a directory is reviewed by what its channels take", "[service]") {
    auto office = office_without("education-bureau");
    workflow::Workflow workflow;
    workflow.name = "w";
    workflow::Role role;
    role.name = "r";
    role.group = "nobodies";
    workflow.roles = {role};
    auto const review = service::review_directory(office, {workflow});
    REQUIRE(review.people.size() == 1);
    CHECK(review.people[0]->id == "zhao-education");
    REQUIRE(review.units.size() == 2);
    CHECK(review.units[0]->id == "education-bureau");
    CHECK(review.units[1]->id == "borough-council");
    REQUIRE(review.roles.size() == 1);
    CHECK(review.roles[0].group == "nobodies");
    office.routes.push_back({.channel = "sms", .medium = service::Medium::sms, .retry = {}});
    auto people = office.directory.people();
    for (auto& person : people) person.phone = "13900000001";
    office.directory =
        delivery::Directory{people, office.directory.units(), office.directory.groups()};
    CHECK(service::review_directory(office, {}).people.empty());
}
