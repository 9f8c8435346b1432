// A deadline that is extended and stands still, through store, letters and explanations.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/forecast.hpp"
#include "engine/service/standing.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace std::string_literals;
using Catch::Matchers::Contains;
using support::World;

namespace {

using Texts = std::vector<std::string>;

workflow::DefinitionText long_definition() {
    workflow::DefinitionText text;
    text.workflow = {"long.yaml", R"(format: 1
workflow: long
version: 1
title: {zh-CN: 长期办理, en: Long handling}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
roles:
  office: {group: secretariat}
start: handling
states:
  handling:
    owner: office
    due:
      name: reply
      within: 1 month
      extend: {by: office, to: 2 months, do: [{notify: {to: office, message: longer}}]}
      reminders: [{at: 5 days before, to: office, message: soon}]
    start: drafting
    states:
      drafting: {actions: {ask: {by: office, go: asking}, reply: {by: office, go: closed}}}
      asking: {stops_clock: reply, due: 20 working days, actions: {explain: {by: office, go: drafting}}}
  closed: {end: true}
)"};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back({std::string{"messages."} + language + ".yaml",
                                 std::string{"format: 1\nlanguage: "} + language + R"(
messages:
  soon: {subject: 'soon {{due_date}}', text: t}
  longer: {subject: 'longer {{due_date}}', text: t}
)"});
    }
    return text;
}

struct LongWorld : World {
    explicit LongWorld(workflow::DefinitionText const& text = long_definition()) {
        auto const problems = procedures.put_in_force(*store, text, clock.now());
        REQUIRE_FALSE(has_errors(problems));
        id = filed(text);
    }

    CaseId filed(workflow::DefinitionText const& text = long_definition()) {
        auto const procedure = support::procedure_of(text);
        auto const with = tracking::read_values(procedure->workflow, R"({"title":"t"})");
        service::Request const request{
            service::Filing{"long", {.actor = {}, .with = *with, .at = {}}}, {}};
        auto const answer = tracker.perform({&request, 1}, clock.now()).front();
        REQUIRE(answer);
        return answer->id;
    }

    /// The server is out of order while what is due is sent, and this is done.
    void try_in_vain(std::function<void()> const& meanwhile = {}) {
        post_office = [&](ports::Outgoing const&) {
            if (meanwhile) meanwhile();
            delivery::Outcome outcome;
            outcome.kind = delivery::Outcome::Kind::temporary;
            return outcome;
        };
        deliver();
        post_office = nullptr;
    }

    service::CaseFile file() { return *service::open_case(*store->read(), procedures, id); }

    tracking::Deadline reply() {
        auto const running = file().state.deadlines;
        return *std::ranges::find(running, workflow::Index{0}, &tracking::Deadline::state);
    }

    Texts subjects() {
        Texts subjects;
        for (auto const& letter : letters) subjects.push_back(letter.subject);
        letters.clear();
        return subjects;
    }

    service::Standing standing() {
        std::vector<service::Step> const trail;
        auto const people = office.get();
        return service::standing_of(file(),
                                    {.trail = trail,
                                     .directory = people->directory,
                                     .language = Language::en,
                                     .now = clock.now()});
    }

    service::ActionStanding standing_of(std::string_view action) {
        auto const standing = this->standing();
        return *std::ranges::find(standing.actions, action, &service::ActionStanding::name);
    }

    CaseId id;
};

}  // namespace

TEST_CASE("an extension and a stop come back from the store as they were", "[clock]") {
    LongWorld world;
    world.at("2026-03-03T10:00");
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    world.at("2026-03-04T10:00");
    REQUIRE(world.act(world.id, "ask", "chen-secretary"));
    CHECK(world.reply().is_stopped());
    CHECK(to_text(world.reply().due_day) == "2026-05-02");
    world.pass_until("2026-03-14T10:00");
    REQUIRE(world.act(world.id, "explain", "chen-secretary"));
    CHECK_FALSE(world.reply().is_stopped());
    CHECK(to_text(world.reply().due_day) == "2026-05-12");
    auto const& ledger = world.reply().ledger;
    CHECK(ledger.extensions.size() == 1);
    CHECK(ledger.stops.size() == 1);
    CHECK(world.subjects() == Texts{"longer 2026-05-02"});
    world.pass_until("2026-05-08T00:00");
    CHECK(world.subjects() == Texts{"soon 2026-05-12"});
}

TEST_CASE("a letter names the day that a deadline first had, whatever its template says of it",
          "[clock]") {
    auto text = long_definition();
    for (auto& messages : text.messages) {
        auto& yaml = messages.text;
        for (auto at = yaml.find("text: t"); at != std::string::npos; at = yaml.find("text: t"))
            yaml.replace(at, 7, "text: '{{due_date_long}}'");
    }
    LongWorld world{text};
    world.pass_until("2026-03-27T10:00");
    REQUIRE(world.letters.size() == 1);
    CHECK(world.letters[0].text == "2026年4月2日（周四）");
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    world.deliver();
    REQUIRE(world.letters.size() == 2);
    CHECK(world.letters[1].text == "2026年5月2日（周六，原为2026年4月2日）");
    CHECK(service::long_date(make_day(2026, 5, 2), make_day(2026, 4, 2), Language::en) ==
          "Saturday, 2 May 2026 (originally 2 April 2026)");
}

TEST_CASE("what was missed before and after a clock went on by itself is told of once", "[clock]") {
    auto text = long_definition();
    auto const put = [&](std::string_view instead_of, std::string_view what) {
        auto& yaml = text.workflow.text;
        yaml.replace(yaml.find(instead_of), instead_of.size(), what);
    };
    put("{at: 5 days before, to: office, message: soon}",
        "{at: 1 working day after, to: office, message: soon}");
    put("due: 20 working days",
        "due: {within: 20 working days, on_due: {go: drafting}, "
        "reminders: [{at: 5 working days before, to: office, message: soon}]}");
    LongWorld world{text};
    world.at("2026-03-30T10:00");
    REQUIRE(world.act(world.id, "ask", "chen-secretary"));
    world.pass_until("2026-03-30T12:00");
    // Down until the question has been given up, and the reply is overdue.
    world.at("2026-05-20T10:00");
    world.pass_until("2026-05-20T10:00");
    ports::DeliveryFilter filter;
    auto rows = world.store->read()->list_deliveries(filter);
    std::erase_if(rows, [](auto const& row) { return row.message != "house.missed"; });
    REQUIRE(rows.size() == 1);
    CHECK_THAT(rows.front().subject, Contains("2"));
}

TEST_CASE("the record of a deadline that stood still many times is as whole as any", "[clock]") {
    LongWorld world;
    world.at("2026-03-02T11:00");
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    for (int day = 3; day < 30; ++day) {
        world.at(fmt::format("2026-03-{:02}T10:00", day));
        REQUIRE(world.act(world.id, "ask", "chen-secretary"));
        world.at(fmt::format("2026-03-{:02}T09:00", day + 1));
        REQUIRE(world.act(world.id, "explain", "chen-secretary"));
    }
    CHECK(to_text(world.reply().due_day) == "2026-05-29");
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("a reminder that waits is dropped when its deadline has moved", "[clock]") {
    LongWorld world;
    // Due on 2 April, so reminded of on 28 March, a Saturday: on the Friday before.
    world.at("2026-03-27T09:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices == 1);
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    world.deliver();
    ports::DeliveryFilter cancelled;
    cancelled.phase = delivery::Phase::cancelled;
    auto const dropped = world.store->read()->list_deliveries(cancelled);
    REQUIRE(dropped.size() == 1);
    CHECK(dropped[0].reason == "deadline_moved");
    world.subjects();
    world.pass_until("2026-05-01T00:00");
    CHECK(world.subjects() == Texts{"soon 2026-05-02"});  // of the new end
}

TEST_CASE("a reminder that waits while its clock stands is not lost", "[clock]") {
    auto const [goes_on, said, why] = GENERATE(table<char const*, Texts, char const*>({
        {"2026-03-27T15:00", {"soon 2026-04-02"}, ""},  // within the day the end does not move
        {"2026-03-28T10:00", {"soon 2026-04-03"}, "deadline_moved"},  // its place lies behind
        {"2026-03-31T10:00", {"soon 2026-04-06"}, "deadline_moved"},
        {"2026-05-20T10:00", {"soon 2026-05-26"}, "deadline_stands"},  // till it had expired
    }));
    auto const tried = GENERATE("not yet", "in vain before it stands", "in vain while it stands");
    LongWorld world;
    world.at("2026-03-27T09:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices == 1);
    CAPTURE(tried);
    if (tried == "in vain before it stands"s) world.try_in_vain();
    if (tried == "in vain while it stands"s) {
        world.try_in_vain([&] { REQUIRE(world.act(world.id, "ask", "chen-secretary")); });
    } else {
        REQUIRE(world.act(world.id, "ask", "chen-secretary"));
    }
    world.pass_until(goes_on);
    world.subjects();
    if (world.state_of(world.id) == "handling.asking")
        REQUIRE(world.act(world.id, "explain", "chen-secretary"));
    world.pass_until("2026-06-01T00:00");
    CHECK(world.subjects() == said);
    ports::DeliveryFilter first;
    first.limit = 1;
    CHECK(world.store->read()->list_deliveries(first).front().reason == why);
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("a reminder in a digest that was tried in vain is not lost while its clock stands",
          "[clock]") {
    LongWorld world;
    world.filed();
    world.at("2026-03-27T09:00");
    CHECK(world.alarms.ring(world.clock.now(), 10).notices == 2);
    service::ByHand const hand{.by = "chen-secretary", .why = {}};
    world.courier.hold({}, hand, world.clock.now());
    world.courier.bundle({}, hand, world.clock.now());
    world.try_in_vain();
    REQUIRE_THAT(world.subjects().at(0), Contains("2件通知"));
    REQUIRE(world.act(world.id, "ask", "chen-secretary"));
    world.pass_until("2026-03-28T10:00");
    CHECK(world.subjects() == Texts{"soon 2026-04-02"});  // of the other case
    REQUIRE(world.act(world.id, "explain", "chen-secretary"));
    world.pass_until("2026-06-01T00:00");
    CHECK(world.subjects() == Texts{"soon 2026-04-03"});
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("why tells what was extended and stopped, and that it cannot be extended again",
          "[clock]") {
    LongWorld world;
    world.at("2026-03-03T10:00");
    CHECK(world.standing_of("extend").possible);
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    auto const again = world.standing_of("extend");
    CHECK_FALSE(again.possible);
    CHECK_THAT(again.because.en, Contains("extended already"));
    CHECK_FALSE(world.act(world.id, "extend", "chen-secretary"));
    world.at("2026-03-04T10:00");
    REQUIRE(world.act(world.id, "ask", "chen-secretary"));
    auto const standing = world.standing();
    auto const text = calendar::to_text(standing.deadlines[0].explanation, Language::en);
    CHECK_THAT(text, Contains("Extended: on 2026-03-03 to 2 months"));
    CHECK_THAT(text, Contains("Stopped since 2026-03-04 10:00"));
}

TEST_CASE("while a deadline stands still nothing of it is foretold", "[clock]") {
    LongWorld world;
    REQUIRE(world.act(world.id, "ask", "chen-secretary"));
    std::vector<service::UnreadableCase> unreadable;
    auto const entries = service::forecast(*world.store->read(),
                                           world.procedures,
                                           *world.office.get(),
                                           world.id,
                                           world.clock.now(),
                                           world.clock.now() + std::chrono::days{400},
                                           unreadable);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].deadline == "asking");
}
