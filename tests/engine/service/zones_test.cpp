// An office whose clocks are moved in spring and autumn: its letters, digests and notices leave at
// the hour on its wall, and say that hour with its zone (SuiteCRM 822, opencti 4310).
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/calendar/zone.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using namespace std::chrono_literals;
using support::World;

namespace {

workflow::DefinitionText definition_in(std::string const& zone) {
    workflow::DefinitionText text;
    text.workflow = {"zoned.yaml",
                     fmt::format(R"(format: 1
workflow: zoned
version: 1
title: {{zh-CN: 时区, en: Zones}}
time_zone: {}
calendar: uk
fields:
  title: {{type: text}}
roles:
  office: {{group: secretariat}}
start: handling
states:
  handling:
    owner: office
    due:
      within: 8 days
      reminders: [{{at: 6 days before, every: 3 days, until: due, to: office, message: soon}}]
    actions: {{reply: {{by: office, go: closed}}}}
  closed: {{end: true}}
)",
                                 zone)};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back(
            {fmt::format("messages.{}.yaml", language),
             fmt::format("format: 1\nlanguage: {}\nmessages:\n"
                         "  soon: {{subject: s, text: 'by {{{{due_date}}}}'}}\n",
                         language)});
    }
    return text;
}

struct ZonedWorld : World {
    ZonedWorld(std::string const& zone_name, std::string const& filed, service::Office people)
        : World{nullptr, std::move(people)}, zone{*calendar::Zone::find(zone_name)} {
        auto const text = definition_in(zone_name);
        REQUIRE_FALSE(has_errors(procedures.put_in_force(*store, text, clock.now())));
        auto const with =
            tracking::read_values(support::procedure_of(text)->workflow, R"({"title":"t"})");
        service::Request const request{
            service::Filing{"zoned", {.actor = {}, .with = *with, .at = {}}}, {}};
        clock.set(zone.to_instant(*parse_wall_time(filed)));
        REQUIRE(tracker.perform({&request, 1}, clock.now()).front());
    }

    /// What has left until that time on the zone's wall: "soon: Date", by the office's clocks.
    Texts dates_until(std::string const& wall) {
        auto const in_shanghai =
            calendar::Zone::find("Asia/Shanghai")->to_wall(zone.to_instant(*parse_wall_time(wall)));
        pass_until(to_text(Instant{in_shanghai.time_since_epoch()}).substr(0, 19));
        delivery::Mailbox const from{
            .name = "督办", .address = "duban@example.org", .utc_offset_at = [this](Instant at) {
                auto const second = std::chrono::floor<std::chrono::seconds>(at);
                return std::chrono::floor<std::chrono::minutes>(
                    zone.to_wall(at).time_since_epoch() - second.time_since_epoch());
            }};
        Texts dates;
        for (auto const& letter : letters) {
            auto const mail = delivery::compose_mail(letter, from);
            REQUIRE(mail);
            auto const at = mail->find("\r\nDate: ") + 8;
            dates.push_back(letter.message + ": " + mail->substr(at, mail->find('\r', at) - at));
        }
        return dates;
    }

    calendar::Zone zone;
};

}  // namespace

TEST_CASE("17: a reminder comes at the same hour on both sides of a change of the clocks",
          "[pains]") {
    auto const [zone, filed, until, dates] =
        GENERATE(table<char const*, char const*, char const*, Texts>({
            {"Europe/London",
             "2026-03-25T10:00",
             "2026-04-01T12:00",
             {"soon: Fri, 27 Mar 2026 09:00:00 +0000", "soon: Mon, 30 Mar 2026 09:00:00 +0100"}},
            {"Europe/London",
             "2026-10-21T10:00",
             "2026-10-28T12:00",
             {"soon: Fri, 23 Oct 2026 09:00:00 +0100", "soon: Mon, 26 Oct 2026 09:00:00 +0000"}},
            {"America/New_York",
             "2026-03-04T10:00",
             "2026-03-11T12:00",
             {"soon: Fri, 6 Mar 2026 09:00:00 -0500", "soon: Mon, 9 Mar 2026 09:00:00 -0400"}},
            {"America/New_York",
             "2026-10-28T10:00",
             "2026-11-04T12:00",
             {"soon: Fri, 30 Oct 2026 09:00:00 -0400", "soon: Mon, 2 Nov 2026 09:00:00 -0500"}},
        }));
    CAPTURE(zone, filed);
    ZonedWorld world{zone, filed, support::sample_office()};
    CHECK(world.dates_until(until) == dates);
}

TEST_CASE("17: a digest comes at its reader's hour on both sides of a change of the clocks",
          "[pains]") {
    auto const [zone, filed, until, dates] =
        GENERATE(table<char const*, char const*, char const*, Texts>({
            {"Europe/London",
             "2026-03-25T10:00",
             "2026-03-30T18:00",
             {"2026-03-27 16:00", "2026-03-30 16:00"}},
            {"America/New_York",
             "2026-10-28T10:00",
             "2026-11-02T18:00",
             {"2026-10-30 16:00", "2026-11-02 16:00"}},
        }));
    CAPTURE(zone, filed);
    ZonedWorld world{
        zone, filed, office_with("chen-secretary", [](auto& chen) { chen.digest = 16h; })};
    (void)world.dates_until(until);
    Texts claimed;
    for (auto const& row : rows_of(world, "chen-secretary")) {
        REQUIRE(row.claimed_at);
        claimed.push_back(
            to_text(Instant{world.zone.to_wall(*row.claimed_at).time_since_epoch()}).substr(0, 16));
    }
    for (auto& one : claimed) one.replace(10, 1, " ");
    CHECK(claimed == dates);
}

TEST_CASE("17: what the house tells of an hour names the zone (uptime-kuma 1262)", "[pains]") {
    ZonedWorld world{"Europe/London", "2026-03-25T10:00", support::sample_office()};
    world.clock.set(world.zone.to_instant(*parse_wall_time("2026-03-31T11:00")));
    world.alarms.ring(world.clock.now(), 10);
    world.alarms.ring(world.clock.now(), 10);
    world.deliver();
    auto const told = std::ranges::find(world.letters, "house.missed", &ports::Outgoing::message);
    REQUIRE(told != world.letters.end());
    CHECK_THAT(told->text, Catch::Contains("2026-03-30 09:00 (Europe/London)"));
}
