#include "tests/engine/service/rules_stage.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/service/audit.hpp"

namespace duban::rules_stage {

using delivery::Outcome;
using support::World;

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

service::Office with_reserve(Duration within) {
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
                                        std::string const& channel) {
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

std::function<Outcome(ports::Outgoing const&)> refusing(std::string beginning, Outcome::Kind kind) {
    return [beginning = std::move(beginning), kind](ports::Outgoing const& letter) {
        return outcome(letter.address.starts_with(beginning) ? kind : Outcome::Kind::delivered);
    };
}

ports::SilenceRow silence_for(World& world, Duration length) {
    auto const now = world.clock.now();
    return {.id = {},
            .by = "chen-secretary",
            .why = "单位合并",
            .from = now,
            .until = now + length,
            .case_id = {},
            .recipient = {},
            .channel = {},
            .message = {}};
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

}  // namespace duban::rules_stage
