// Every word of five events over every phase: what must hold after each of them.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/engine/delivery/judge_rows.hpp"

using namespace duban;
using namespace duban::delivery;
using namespace std::chrono_literals;
using Kind = Outcome::Kind;

namespace {

/// Every kind of event at that moment, answers of every kind among them.
std::vector<Event> events_at(Instant at, int attempt) {
    std::vector<Event> events{Claimed{at, at + 2min},
                              LeaseLapsed{at, 0.5},
                              NoLongerWanted{at, "case_closed"},
                              Outlived{at},
                              Unroutable{at, "no_address"},
                              Released{at},
                              Held{at, "chen-secretary", "the server moves"},
                              LetGo{at, "chen-secretary", ""},
                              Bundled{at, {8}},
                              Carried{at, Phase::delivered, {}},
                              Carried{at, Phase::dead, "550"},
                              Unbundled{at},
                              CalledUp{at, "550"}};
    for (auto const told :
         {Receipt::Kind::delivered, Receipt::Kind::delayed, Receipt::Kind::failed}) {
        events.emplace_back(
            Reported{at, {.id = {7}, .provider_id = {}, .kind = told, .code = {}, .words = {}}});
    }
    using enum ErrorClass;
    for (auto [kind, error] :
         std::initializer_list<std::pair<Kind, ErrorClass>>{{Kind::delivered, provider},
                                                            {Kind::temporary, network},
                                                            {Kind::temporary, configuration},
                                                            {Kind::permanent, recipient},
                                                            {Kind::throttled, quota},
                                                            {Kind::uncertain, network}}) {
        Settled settled;
        settled.at = at;
        settled.attempt = attempt;
        settled.outcome.kind = kind;
        settled.outcome.error = error;
        events.emplace_back(settled);
    }
    return events;
}

bool is_final(Phase phase) {
    return phase == Phase::delivered || phase == Phase::dead || phase == Phase::cancelled ||
           phase == Phase::expired;
}

struct World {
    RetryPolicy policy;
    std::map<Phase, int> seen;
    std::set<
        std::tuple<Phase, int, int, int, Instant, std::optional<Instant>, DeliveryId, Instant, int>>
        explored;
    long steps = 0;
    std::vector<std::string> broken;

    void check(Delivery const& before, Event const& event, Verdict const& verdict) {
        auto const& after = verdict.next;
        auto const claim = [&](bool holds, char const* what) {
            if (!holds) broken.push_back(std::string{name_of(event)} + ": " + what);
        };
        bool const released = std::holds_alternative<Released>(event);
        bool const reported = std::holds_alternative<Reported>(event);
        bool const carried =
            std::holds_alternative<Carried>(event) || std::holds_alternative<Unbundled>(event);
        claim(!is_final(before.phase) || before.phase == after.phase || reported || carried ||
                  (before.phase == Phase::dead && released),
              "left a final phase");
        claim(before.phase != Phase::cancelled, "a cancelled one lives on");
        claim(!carried || before.carrier == DeliveryId{8}, "shares the fate of no digest");
        claim(before.phase != Phase::standby || after.attempts == before.attempts,
              "a reserve that was not called up was sent");
        claim(after.phase != Phase::bundled || after.carrier == DeliveryId{8},
              "bundled in nothing");
        bool const waits = after.phase == Phase::queued || after.phase == Phase::backing_off ||
                           after.phase == Phase::sending || after.phase == Phase::held ||
                           after.phase == Phase::standby;
        claim(!waits || after.not_before > Instant{}, "waits without a moment");
        claim(after.phase != Phase::backing_off || after.not_before < after.expires_at,
              "waits past its use");
        claim(after.phase != Phase::held || after.not_before == after.expires_at,
              "held beyond its use");
        claim(after.attempts - before.attempts == (std::holds_alternative<Claimed>(event) ? 1 : 0),
              "an attempt without a claim");
        claim(after.failures <= policy.attempts_max, "more failures than allowed");
        claim(!verdict.tell || is_final(after.phase) || after.phase == Phase::uncertain ||
                  after.phase == Phase::bounced,
              "told too early");
        claim(policy.idempotent || after.phase == Phase::queued || released || reported ||
                  carried || after.uncertain == before.uncertain || after.phase == Phase::uncertain,
              "an SMS of unknown outcome goes on");
        claim(after.message_id == before.message_id && after.created_at == before.created_at,
              "changed its identity");
    }

    void explore(Delivery const& row, Instant at, int left) {
        ++seen[row.phase];
        if (left == 0) return;
        // All that a later verdict reads of a row: from the same values the same follows.
        bool const is_new = explored
                                .insert({row.phase,
                                         row.attempts,
                                         row.failures,
                                         row.uncertain,
                                         row.not_before,
                                         row.confirmed_at,
                                         row.carrier,
                                         at,
                                         left})
                                .second;
        if (!is_new) return;
        // Soon, at its moment, and after its use: the three that the guards tell apart.
        for (auto const when : {at + 1s, row.not_before, row.expires_at}) {
            if (when < at) continue;
            for (auto const& event : events_at(when, row.attempts)) {
                ++steps;
                auto const verdict = judge(row, event, policy);
                if (!verdict) continue;
                check(row, event, *verdict);
                explore(verdict->next, when, left - 1);
            }
        }
    }
};

}  // namespace

TEST_CASE("no word of five events leads a delivery astray", "[delivery][exhaustive]") {
    bool const idempotent = GENERATE(true, false);
    World world;
    world.policy.idempotent = idempotent;
    world.policy.attempts_max = 2;
    using enum Phase;
    for (auto phase : {standby,
                       queued,
                       sending,
                       backing_off,
                       held,
                       bundled,
                       delivered,
                       uncertain,
                       dead,
                       cancelled,
                       expired,
                       bounced}) {
        auto row = row_in(phase);
        row.message_id = "<7@duban.example.org>";
        if (phase == held) row.not_before = row.expires_at;
        if (phase == bundled) row.carrier = {8};
        world.explore(row, nine, 5);
    }
    CHECK(world.broken == std::vector<std::string>{});
    CHECK(world.seen.size() == 12);
    CHECK(world.steps > 10'000);
}
