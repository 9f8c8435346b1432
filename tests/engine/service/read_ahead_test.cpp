// What a companion has read ahead must not be told from what the writer does alone.
#include "engine/service/read_ahead.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>

#include "adapters/storage/memory/memory_store.hpp"
#include "engine/ports/companion.hpp"
#include "tests/engine/service/rules_stage.hpp"

using namespace duban;
using namespace duban::rules_stage;
using support::World;

namespace {

/// Has done all of its work before the first request is written.
struct Eager : ports::Companion {
    void give(std::function<void()> work) override { work(); }
};

/// Comes to its work when everything is written.
struct Late : ports::Companion {
    ~Late() override {
        for (auto const& work : given) work();
    }

    void give(std::function<void()> work) override { given.push_back(std::move(work)); }

    std::vector<std::function<void()>> given;
};

constexpr auto cases = 6;

struct Step {
    char const* action;
    char const* actor;
    char const* values;
};

// Ways through the shipped procedure, and what is refused somewhere on them.
constexpr Step steps[] = {
    {"accept", "lin-committee", "{}"},
    {"assign", "chen-secretary", R"({"host":"education-bureau"})"},
    {"assign", "chen-secretary", R"({"host":"nobodys-bureau"})"},
    {"assign_jointly",
     "chen-secretary",
     R"({"host":"housing-bureau","co_handlers":["education-bureau","transport-bureau"]})"},
    {"sign", "zhao-education", "{}"},
    {"sign", "sun-housing", "{}"},
    {"object", "zhao-education", R"({"reason":"不属于我局职责"})"},
    {"uphold", "chen-secretary", R"({"reason":"属于"})"},
    {"reassign", "chen-secretary", R"({"host":"housing-bureau","co_handlers":[]})"},
    {"change_co_handlers", "chen-secretary", R"({"co_handlers":["transport-bureau"]})"},
    {"extend", "chen-secretary", R"({"reason":"涉及多个部门"})"},
    {"log_contact", "sun-housing", R"({"contact":"座谈"})"},
};

/// The same office, asked the same by chance of the seed, in groups.
std::string live(unsigned seed, ports::Companion* companion) {
    World world;
    std::mt19937 chance{seed};
    auto const any_of = [&](std::size_t size) { return chance() % size; };
    std::vector<CaseId> ids;
    for (int i = 0; i < cases; ++i)
        ids.push_back(world.file(R"({"title":"托育","proposers":["huang-member"]})")->id);
    std::string told;
    for (int group = 0; group < 25; ++group) {
        std::vector<service::Request> batch;
        for (auto size = 1 + any_of(8); size > 0; --size) {
            auto const& step = steps[any_of(std::size(steps))];
            auto request =
                world.acting(ids[any_of(ids.size())], step.action, step.actor, step.values);
            if (any_of(9) == 0)
                request = world.filing(R"({"title":"校车","proposers":["huang-member"]})");
            if (!request) continue;
            if (any_of(7) == 0) request->idempotency_key = fmt::format("key {}", any_of(5));
            batch.push_back(std::move(*request));
        }
        for (auto const& answer : world.tracker.perform(batch, world.clock.now(), companion))
            told += answer ? fmt::format("{} {}\n", answer->id.value, answer->state)
                           : answer.error().reason.en + "\n";
        // Nobody looks meanwhile: what is due on a case comes with the next action on it.
        world.clock.set(world.clock.now() + std::chrono::hours{any_of(200)});
    }
    check_audit(world);
    auto const reader = world.store->read();
    for (std::int64_t id = 1; auto const row = reader->find_case(CaseId{id}); ++id)
        told += fmt::format("{} {} {}\n", id, row->state, fmt::join(row->journal_head, " "));
    for (auto const& letter : reader->list_deliveries({}))
        told += letter.recipient + " " + letter.message + " " + letter.text + "\n";
    return told;
}

}  // namespace

TEST_CASE("whether a companion reads everything ahead or nothing, the same comes of it",
          "[tracker]") {
    auto const seed = GENERATE(range(1U, 13U));
    CAPTURE(seed);
    auto const alone = live(seed, nullptr);
    Eager eager;
    CHECK(live(seed, &eager) == alone);
    Late late;
    CHECK(live(seed, &late) == alone);
}

TEST_CASE("what was read ahead is one action of each case, and none that must be asked again",
          "[tracker]") {
    World world;
    auto const id = world.assigned_case();
    auto const other = world.assigned_case();
    auto const sign = world.acting(id, "sign", "zhao-education").value();
    auto const log =
        world.acting(id, "log_contact", "zhao-education", R"({"contact":"座谈"})").value();
    auto const refused = world.acting(other, "accept", "huang-member").value();
    auto const sign_other = world.acting(other, "sign", "zhao-education").value();
    auto const drafting = world.assigned_case();
    REQUIRE(world.act(drafting, "sign", "zhao-education"));
    auto const letter =
        world
            .acting(
                drafting,
                "hand_in_letter",
                "zhao-education",
                R"({"reply_letter":{"name":"复函.pdf","media_type":"application/pdf","size":4,)"
                R"("sha256":"b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"}})")
            .value();
    auto const filing = world.filing(R"({"title":"t","proposers":["huang-member"]})").value();
    bool const is_late = GENERATE(false, true);
    if (is_late) world.clock.set(world.clock.now() + std::chrono::hours{24 * 400});
    std::vector<service::Request> const batch{filing, sign, log, refused, sign_other, letter};
    service::ReadAhead ahead{world.procedures, world.office.get(), batch, world.clock.now()};
    auto const transaction = world.store->write();
    ahead.run(*world.store);
    CHECK(ahead.find(0) == nullptr);
    CHECK((ahead.find(1) != nullptr) == !is_late);  // its deadline has come, and comes first
    CHECK(ahead.find(2) == nullptr);                // what comes before it decides
    CHECK(ahead.find(3) == nullptr);
    CHECK(ahead.find(4) == nullptr);
    CHECK(ahead.find(5) == nullptr);  // its content is still to be kept
}

TEST_CASE("a companion that cannot read is no loss", "[tracker]") {
    World world;
    auto const id = world.assigned_case();
    auto const sign = world.acting(id, "sign", "zhao-education").value();
    std::vector<service::Request> const batch{sign, sign};
    service::ReadAhead ahead{world.procedures, world.office.get(), batch, world.clock.now()};
    ahead.finish();
    ahead.run(*world.store);
    CHECK(ahead.find(0) == nullptr);
    CHECK(ahead.find(1) == nullptr);
}
