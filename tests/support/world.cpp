#include "tests/support/world.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "adapters/storage/memory/memory_store.hpp"
#include "engine/base/ensure.hpp"
#include "engine/calendar/calendar_file.hpp"
#include "engine/delivery/directory_file.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/wording.hpp"
#include "engine/tracking/case_data.hpp"

namespace duban::support {

namespace {

constexpr char const* workflow_name = "cppcc-proposal";

std::string read(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot read " + path.string()};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

calendar::Zone shanghai() {
    return *calendar::Zone::find("Asia/Shanghai");
}

Instant instant_of(std::string_view wall) {
    auto const time = parse_wall_time(wall);
    ensure(time.has_value(), "a wall time in a test is well written");
    return shanghai().to_instant(*time);
}

void fail_on_errors(Problems const& problems) {
    for (auto const& problem : problems) {
        if (problem.severity == Severity::error) {
            throw std::runtime_error{to_text(problem, Language::en)};
        }
    }
}

}  // namespace

void VirtualClock::set(Instant instant) {
    ensure(instant >= now_.load(), "a test's clock does not go back");
    now_ = instant;
}

std::uint64_t SeededRandom::next() {
    state_ ^= state_ >> 12U;
    state_ ^= state_ << 25U;
    state_ ^= state_ >> 27U;
    return state_ * 0x2545F4914F6CDD1DULL;
}

workflow::DefinitionText shipped_definition(std::string const& name) {
    auto const folder = std::filesystem::path{"workflows"} / name;
    workflow::DefinitionText text;
    text.workflow = {"workflow.yaml", read(folder / "workflow.yaml")};
    for (auto const* language : {"en", "zh-CN"}) {
        auto const file = fmt::format("messages.{}.yaml", language);
        text.messages.push_back({file, read(folder / file)});
    }
    return text;
}

service::Calendars shipped_calendars() {
    service::Calendars calendars;
    for (auto const* const name : {"cn", "uk", "uk-foi"}) {
        auto const file = fmt::format("{}.yaml", name);
        auto calendar =
            calendar::read_calendar(read(std::filesystem::path{"config/calendars"} / file), file);
        ensure(calendar.has_value(), "the shipped calendars are good");
        calendars.emplace(name, std::move(*calendar));
    }
    return calendars;
}

service::Office sample_office() {
    service::Office office;
    office.name = {.zh_cn = "示范区政协提案委", .en = "Example Committee"};
    office.mail_domain = "duban.example.org";
    office.directory = *delivery::read_directory(read("config/directory.yaml"), "directory.yaml");
    office.routes.push_back({.channel = "mail",
                             .medium = service::Medium::mail,
                             .retry = {},
                             .attachments_at_most = service::attachments_usually});
    return office;
}

std::shared_ptr<tracking::Procedure const> procedure_of(workflow::DefinitionText const& text) {
    auto definition = workflow::read_definition(text);
    fail_on_errors(definition.problems);
    auto const calendars = shipped_calendars();
    auto const zone = calendar::Zone::find(definition.workflow->time_zone);
    auto const calendar = calendars.at(definition.workflow->calendar);
    return std::make_shared<tracking::Procedure const>(
        tracking::Procedure{std::move(*definition.workflow), calendar, *zone});
}

World::World(std::unique_ptr<ports::Store> given, service::Office configured)
    : store{given ? std::move(given) : memory::make_memory_store()},
      procedures{shipped_calendars()},
      office{std::move(configured)},
      tracker{*store, procedures, office},
      alarms{*store, procedures, office},
      courier{*store, procedures, office, random, shanghai()} {
    at("2026-03-02T10:00");
    fail_on_errors(procedures.put_in_force(*store, shipped_definition(workflow_name), clock.now()));
}

void World::at(std::string_view wall) {
    clock.set(instant_of(wall));
}

void World::set_back(std::string_view wall) {
    clock.set_back(instant_of(wall));
}

Result<service::Request, tracking::Refusal> World::filing(std::string_view values,
                                                          std::string_view actor) {
    WorkflowId id;
    auto const procedure = procedures.in_force(*store->read(), workflow_name, id);
    auto with = tracking::read_values(procedure->workflow, values);
    if (!with) return Failure<tracking::Refusal>{with.error()};
    return service::Request{
        .what = service::Filing{workflow_name,
                                {.actor = service::actor_named(office.get()->directory,
                                                               std::string{actor}),
                                 .with = *with,
                                 .at = {}}},
        .idempotency_key = {}};
}

Result<service::Request, tracking::Refusal> World::acting(CaseId id,
                                                          std::string_view action,
                                                          std::string_view actor,
                                                          std::string_view values) {
    auto const file = service::open_case(*store->read(), procedures, id);
    ensure(file.has_value(), "a test acts on a case that is there");
    auto with = tracking::read_values(file->procedure->workflow, values);
    if (!with) return Failure<tracking::Refusal>{with.error()};
    tracking::ActionAsked input{
        .action = std::string{action},
        .actor = service::actor_named(office.get()->directory, std::string{actor}),
        .with = *with,
        .seen_revision = std::nullopt,
        .at = {}};
    return service::Request{.what = service::Acting{id, std::move(input)}, .idempotency_key = {}};
}

service::Answer World::perform(Result<service::Request, tracking::Refusal> const& request) {
    if (!request) return Failure<tracking::Refusal>{request.error()};
    return tracker.perform({&*request, 1}, clock.now()).front();
}

service::Answer World::file(std::string_view values, std::string_view actor) {
    return perform(filing(values, actor));
}

service::Answer World::act(CaseId id,
                           std::string_view action,
                           std::string_view actor,
                           std::string_view values) {
    return perform(acting(id, action, actor, values));
}

CaseId World::assigned_case() {
    auto const filed = file(R"({"title":"关于发展社区托育的提案","proposers":["huang-member"]})");
    ensure(filed.has_value(), "the proposal is filed");
    ensure(act(filed->id, "accept", "lin-committee").has_value(), "it is accepted");
    auto const assigned =
        act(filed->id, "assign", "chen-secretary", R"({"host":"education-bureau"})");
    ensure(assigned.has_value(), "it is assigned");
    return filed->id;
}

void World::pass_until(std::string_view wall) {
    auto const until = instant_of(wall);
    deliver();
    while (true) {
        auto next = alarms.next();
        auto const letter = courier.next("mail");
        if (letter && (!next || *letter < *next)) next = letter;
        if (!next || *next > until) break;
        if (*next > clock.now()) clock.set(*next);
        alarms.ring(clock.now(), 100);
        deliver();
    }
    clock.set(until);
}

void World::deliver() {
    auto load = courier.claim("mail", clock.now(), 1000);
    std::vector<service::Settled> outcomes;
    for (auto& letter : load.outgoing) {
        delivery::Outcome outcome;
        outcome.kind = delivery::Outcome::Kind::delivered;
        if (post_office) outcome = post_office(letter);
        auto const row = store->read()->find_delivery(letter.id);
        sent_.push_back(fmt::format(
            "{} {} {}", service::wall_text(clock.now(), shanghai()), row->recipient, row->message));
        outcomes.push_back({.id = letter.id, .attempt = letter.attempt, .outcome = outcome});
        letters.push_back(std::move(letter));
    }
    if (!outcomes.empty()) courier.settle(outcomes, clock.now());
}

std::vector<std::string> World::sent() {
    return std::exchange(sent_, {});
}

std::string World::state_of(CaseId id) {
    return store->read()->find_case(id)->state;
}

}  // namespace duban::support
