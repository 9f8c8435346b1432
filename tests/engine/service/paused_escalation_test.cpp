// An escalation whose step falls into a time in which the office is closed, and a service that ends
// and starts again in between, on the same store (oncall 1206, oncall 558).
#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Texts = std::vector<std::string>;

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"paused.yaml", R"(format: 1
workflow: paused
version: 1
title: {zh-CN: 逾期上报, en: Further up}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
roles:
  office: {group: secretariat}
  boss: {group: supervisor}
escalations:
  upwards:
    steps:
      - {wait: 35 hours, to: office, message: late}
      - {wait: 60 hours, to: boss, message: late}
start: handling
states:
  handling:
    owner: office
    due: {within: 1 working day, escalation: upwards}
    actions: {reply: {by: office, go: closed}}
  closed: {end: true}
)"};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back({std::string{"messages."} + language + ".yaml",
                                 std::string{"format: 1\nlanguage: "} + language +
                                     "\nmessages:\n  late: {subject: s, text: t}\n"});
    }
    return text;
}

/// A service that can be ended and started anew: nothing is left of it but its store.
class Service {
  public:
    explicit Service(std::string const& filed) {
        start();
        auto const text = definition();
        REQUIRE_FALSE(
            has_errors(world_->procedures.put_in_force(*world_->store, text, world_->clock.now())));
        auto const with =
            tracking::read_values(support::procedure_of(text)->workflow, R"({"title":"t"})");
        service::Request const request{
            service::Filing{"paused", {.actor = {}, .with = *with, .at = {}}}, {}};
        world_->at(filed);
        REQUIRE(world_->tracker.perform({&request, 1}, world_->clock.now()).front());
    }

    /// It ends at the first time, in whatever it was about to do, and starts at the second.
    void pause(std::string const& from, std::string const& until) {
        pass_until(from);
        start();
        world_->at(until);
        pass_until(until);
    }

    void pass_until(std::string const& wall) {
        world_->alarms.ring(world_->clock.now(), 100);
        world_->pass_until(wall);
        std::ranges::move(world_->sent(), std::back_inserter(sent_));
    }

    /// What the steps have said; not what the house says of itself.
    [[nodiscard]] Texts steps() const {
        Texts steps;
        std::ranges::copy_if(sent_, std::back_inserter(steps), [](std::string const& line) {
            return line.ends_with(" late");
        });
        return steps;
    }

    [[nodiscard]] bool is_sound() const {
        return service::audit(*world_->store->read(), world_->procedures).breaks.empty();
    }

  private:
    void start() {
        world_.reset();
        world_ = std::make_unique<World>(
            sqlite::open_sqlite_store({.path = folder_.file("store.sqlite")}));
    }

    support::TemporaryFolder folder_;
    std::unique_ptr<World> world_;
    Texts sent_;
};

struct Pause {
    char const* from;
    char const* until;
};

struct Row {
    char const* what;
    char const*
        filed;  // a working day later is the deadline's end: 35 and 60 hours wait from there
    std::vector<Pause> pauses;
    Texts steps;
};

}  // namespace

TEST_CASE("13: an escalation that paused never resumes after a restart (oncall 1206, oncall 558)",
          "[pains]") {
    auto const row = GENERATE(values<Row>({
        {"a Friday at eleven, and a Sunday night",
         "2026-03-03T10:00",
         {},
         {"2026-03-06 11:00 chen-secretary late", "2026-03-09 09:00 wang-supervisor late"}},
        {"the same, started anew a minute before each",
         "2026-03-03T10:00",
         {{"2026-03-06T10:59", "2026-03-06T10:59"}, {"2026-03-08T22:59", "2026-03-08T22:59"}},
         {"2026-03-06 11:00 chen-secretary late", "2026-03-09 09:00 wang-supervisor late"}},
        {"a Sunday, away until its evening",
         "2026-03-05T10:00",
         {{"2026-03-06T18:00", "2026-03-08T20:00"}},
         {"2026-03-09 09:00 chen-secretary late", "2026-03-11 09:00 wang-supervisor late"}},
        {"a Sunday, away from the letter to the morning",
         "2026-03-05T10:00",
         {{"2026-03-08T11:00", "2026-03-09T08:59"}},
         {"2026-03-09 09:00 chen-secretary late", "2026-03-11 09:00 wang-supervisor late"}},
        {"a Sunday, away until Monday noon",
         "2026-03-05T10:00",
         {{"2026-03-06T18:00", "2026-03-09T12:00"}},
         {"2026-03-09 12:00 chen-secretary late", "2026-03-11 09:00 wang-supervisor late"}},
        {"National Day, started anew again and again",
         "2026-09-29T10:00",
         {{"2026-10-01T00:00", "2026-10-01T00:00"},
          {"2026-10-02T11:00", "2026-10-02T23:30"},
          {"2026-10-04T22:00", "2026-10-05T03:00"},
          {"2026-10-07T23:59", "2026-10-08T00:01"}},
         {"2026-10-08 09:00 chen-secretary late", "2026-10-08 09:00 wang-supervisor late"}},
        {"Labour Day, away from its eve to its last evening",
         "2026-04-29T10:00",
         {{"2026-04-30T18:00", "2026-05-04T12:00"}},
         {"2026-05-06 09:00 chen-secretary late", "2026-05-06 09:00 wang-supervisor late"}},
        {"a Saturday that is worked, and a night",
         "2026-05-06T10:00",
         {{"2026-05-08T20:00", "2026-05-09T08:00"}, {"2026-05-11T22:00", "2026-05-12T02:00"}},
         {"2026-05-09 11:00 chen-secretary late", "2026-05-12 09:00 wang-supervisor late"}},
    }));
    CAPTURE(row.what);
    Service service{row.filed};
    for (auto const& pause : row.pauses) service.pause(pause.from, pause.until);
    service.pass_until("2026-10-30T12:00");
    CHECK(service.steps() == row.steps);
    CHECK(service.is_sound());
}
