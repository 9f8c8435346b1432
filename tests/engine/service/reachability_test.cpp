// Whoever cannot be reached is told of when a case is put into their hands.
#include "engine/service/reachability.hpp"

#include <catch2/catch.hpp>

#include "engine/service/directory_review.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

/// The sample office, where this person has no address, nor has anybody of this unit.
service::Office office_without(std::string const& name) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        bool const is_of_unit = std::ranges::find(person.units, name) != person.units.end();
        if (person.id == name || is_of_unit) person.email.clear();
    }
    office.directory =
        delivery::Directory{people, office.directory.units(), office.directory.groups()};
    return office;
}

service::Answer file(World& world) {
    return world.file(R"({"title":"托育","proposers":["huang-member"]})");
}

std::size_t house_notices(World& world) {
    ports::DeliveryFilter filter;
    filter.message = "house.unreachable";
    return world.store->read()->list_deliveries(filter).size();
}

}  // namespace

TEST_CASE("whoever cannot be reached is a warning, and a house notice once", "[service]") {
    World world{nullptr, office_without("huang-member")};
    auto const filed = file(world);
    REQUIRE(filed);
    REQUIRE(filed->warnings.size() == 1);
    CHECK_THAT(filed->warnings[0].en,
               Catch::Contains("黄委员") && Catch::Contains("nobody who can be reached"));
    CHECK(house_notices(world) == 1);
    world.deliver();
    auto const found = std::ranges::find(
        world.letters, std::string{"house.unreachable"}, &ports::Outgoing::message);
    REQUIRE(found != world.letters.end());
    CHECK_THAT(found->text, Catch::Contains("黄委员") && Catch::Contains("托育"));
}

TEST_CASE("whom a notice of the same step was for is told of by that alone", "[service]") {
    auto const unit = GENERATE(as<std::string>{}, "education-bureau", "transport-bureau");
    World world{nullptr, office_without(unit)};
    auto const filed = file(world);
    REQUIRE(world.act(filed->id, "accept", "lin-committee"));
    auto const answer =
        world.act(filed->id,
                  "assign_jointly",
                  "chen-secretary",
                  R"({"host":"education-bureau","co_handlers":["transport-bureau"]})");
    REQUIRE(answer);
    CHECK_FALSE(answer->warnings.empty());
    ports::DeliveryFilter told;
    told.message = "house.undeliverable";
    CHECK_FALSE(world.store->read()->list_deliveries(told).empty());
    CHECK(house_notices(world) <= 1);
}

TEST_CASE("everybody can be reached: nothing is said", "[service]") {
    World world;
    auto const filed = file(world);
    REQUIRE(filed);
    CHECK(filed->warnings.empty());
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
    REQUIRE(review.units.size() == 1);
    CHECK(review.units[0]->id == "education-bureau");
    REQUIRE(review.roles.size() == 1);
    CHECK(review.roles[0].group == "nobodies");
    office.routes.push_back({.channel = "sms", .medium = service::Medium::sms, .retry = {}});
    auto people = office.directory.people();
    for (auto& person : people) person.phone = "13900000001";
    office.directory =
        delivery::Directory{people, office.directory.units(), office.directory.groups()};
    CHECK(service::review_directory(office, {}).people.empty());
}
