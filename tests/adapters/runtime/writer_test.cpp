#include "adapters/runtime/writer.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <future>
#include <set>

#include "tests/adapters/runtime/fragile_store.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using runtime::Reply;
using runtime::Writer;
using runtime_test::FragileStore;
using support::World;

namespace {

/// An office whose store fails when told to.
struct Office {
    explicit Office(std::unique_ptr<FragileStore> fragile = std::make_unique<FragileStore>())
        : store{*fragile}, world{std::move(fragile)} {}

    service::Request filing(std::string const& title) {
        return world.filing(fmt::format(R"({{"title":"{}","proposers":["huang-member"]}})", title))
            .value();
    }

    std::int64_t cases() { return world.store->read()->counts().open_cases; }

    FragileStore& store;
    World world;
};

/// Holds the writer's thread until it is opened, so that requests gather meanwhile. The promises
/// are shared with that thread: it may still be leaving them when the gate is gone.
class Gate {
  public:
    explicit Gate(Writer& writer) {
        writer.post([entered = entered_, opened = opened_->get_future().share()] {
            entered->set_value();
            opened.wait();
        });
        entered_->get_future().wait();
    }

    void open() { opened_->set_value(); }

  private:
    std::shared_ptr<std::promise<void>> entered_ = std::make_shared<std::promise<void>>();
    std::shared_ptr<std::promise<void>> opened_ = std::make_shared<std::promise<void>>();
};

/// The replies, in the order in which they came. To be read when the writer has stopped.
struct Replies {
    bool submit(Writer& writer, service::Request request) {
        return writer.submit(std::move(request),
                             [this](Reply reply) { come.push_back(std::move(reply)); });
    }

    std::vector<Reply> come;
};

}  // namespace

TEST_CASE("requests that wait are written in groups, and each is answered in order", "[writer]") {
    auto const [group_max, requests, groups] =
        GENERATE(table<std::size_t, int, int>({{256, 1, 1}, {256, 7, 1}, {2, 5, 3}, {1, 3, 3}}));
    CAPTURE(group_max, requests);
    Office office;
    auto const before = office.store.commits();
    Replies replies;
    Writer writer{office.world.tracker, office.world.clock, {.group_max = group_max}};
    Gate gate{writer};
    for (int i = 0; i < requests; ++i) {
        REQUIRE(replies.submit(writer, office.filing(std::to_string(i))));
    }
    gate.open();
    writer.stop();
    CHECK(office.store.commits() - before == groups);
    REQUIRE(replies.come.size() == static_cast<std::size_t>(requests));
    for (int i = 0; i < requests; ++i) {
        auto const& reply = replies.come[static_cast<std::size_t>(i)];
        REQUIRE((reply.answer && *reply.answer));
        CHECK((*reply.answer)->id == CaseId{i + 1});
        CHECK(reply.failure.empty());
    }
}

TEST_CASE("a refusal touches nobody else in its group", "[writer]") {
    Office office;
    auto const filed = office.world.file(R"({"title":"t","proposers":["huang-member"]})")->id;
    Replies replies;
    Writer writer{office.world.tracker, office.world.clock};
    Gate gate{writer};
    REQUIRE(replies.submit(writer, office.filing("before")));
    auto const refused = office.world.acting(filed, "accept", "huang-member").value();
    REQUIRE(replies.submit(writer, refused));
    REQUIRE(replies.submit(writer, office.filing("after")));
    gate.open();
    writer.stop();
    REQUIRE(replies.come.size() == 3);
    CHECK(replies.come[0].answer->has_value());
    REQUIRE_FALSE(replies.come[1].answer->has_value());
    CHECK(replies.come[1].answer->error().kind == tracking::Refusal::Kind::not_allowed);
    CHECK(replies.come[1].failure.empty());
    CHECK(replies.come[2].answer->has_value());
    CHECK(office.world.state_of(filed) == "filed");
    CHECK(office.cases() == 3);
}

TEST_CASE("when a commit fails all that shared it hear so, and the next group is written",
          "[writer]") {
    auto const [failing, kept] =
        GENERATE(table<int, std::vector<bool>>({{1, {false, false, true, true, true, true}},
                                                {2, {true, true, false, false, true, true}},
                                                {3, {true, true, true, true, false, false}}}));
    CAPTURE(failing);
    Office office;
    office.store.fail_at_commit(failing);
    Replies replies;
    Writer writer{office.world.tracker, office.world.clock, {.group_max = 2}};
    Gate gate{writer};
    for (int i = 0; i < 6; ++i) REQUIRE(replies.submit(writer, office.filing("t")));
    gate.open();
    writer.stop();
    std::vector<bool> answered;
    for (auto const& reply : replies.come) {
        answered.push_back(reply.answer.has_value());
        CHECK(reply.failure == (reply.answer ? "" : runtime_test::failure_words));
    }
    CHECK(answered == kept);
    CHECK(office.cases() == 4);
}

TEST_CASE("more than may wait is turned away and does not happen", "[writer]") {
    Office office;
    Replies replies;
    Writer writer{office.world.tracker, office.world.clock, {.group_max = 256, .queue_max = 2}};
    Gate gate{writer};
    CHECK(replies.submit(writer, office.filing("first")));
    CHECK(replies.submit(writer, office.filing("second")));
    CHECK_FALSE(replies.submit(writer, office.filing("third")));
    auto const turned_away = writer.perform(office.filing("fourth"));
    CHECK_FALSE(turned_away.answer);
    CHECK(turned_away.failure == "too many requests wait, or the daemon is stopping: try again");
    gate.open();
    Gate{writer}.open();  // the two that waited are taken: there is room again
    CHECK(writer.perform(office.filing("fifth")).answer);
    writer.stop();
    CHECK(replies.come.size() == 2);
    CHECK(office.cases() == 3);
}

TEST_CASE("stopping finishes what waits and takes nothing more", "[writer]") {
    Office office;
    Replies replies;
    int worked = 0;
    Writer writer{office.world.tracker, office.world.clock, {.group_max = 2}};
    Gate gate{writer};
    for (int i = 0; i < 5; ++i) REQUIRE(replies.submit(writer, office.filing("t")));
    for (int i = 0; i < 5; ++i) writer.post([&] { ++worked; });
    gate.open();
    writer.stop();
    CHECK(replies.come.size() == 5);
    CHECK(worked == 5);
    CHECK_FALSE(replies.submit(writer, office.filing("too late")));
    writer.post([&] { ++worked; });
    CHECK_FALSE(writer.perform(office.filing("too late")).answer);
    writer.stop();
    CHECK(worked == 5);
    CHECK(office.cases() == 5);
}

TEST_CASE("other work takes its turn between the groups, in the order given", "[writer]") {
    Office office;
    std::vector<std::string> order;
    Writer writer{office.world.tracker, office.world.clock, {.group_max = 2}};
    Gate gate{writer};
    for (int i = 0; i < 4; ++i) {
        REQUIRE(writer.submit(office.filing("t"), [&](Reply const&) { order.push_back("filed"); }));
    }
    writer.post([&] { order.push_back("alarms"); });
    writer.post([&] { order.push_back("outcomes"); });
    gate.open();
    writer.stop();
    CHECK(order ==
          std::vector<std::string>{"filed", "filed", "alarms", "filed", "filed", "outcomes"});
}

TEST_CASE("clients on several threads are each given the answer to their own request", "[writer]") {
    constexpr int clients = 4;
    constexpr int times = 25;
    Office office;
    Writer writer{office.world.tracker, office.world.clock};
    std::vector<std::future<std::vector<std::pair<CaseId, std::string>>>> works;
    for (int client = 0; client < clients; ++client) {
        works.push_back(std::async(std::launch::async, [&, client] {
            std::vector<std::pair<CaseId, std::string>> filed;
            for (int time = 0; time < times; ++time) {
                auto const title = fmt::format("{}-{}", client, time);
                auto const reply = writer.perform(office.filing(title));
                filed.emplace_back(reply.answer.value().value().id, title);
            }
            return filed;
        }));
    }
    std::set<CaseId> ids;
    for (auto& work : works) {
        for (auto const& [id, title] : work.get()) {
            CHECK(ids.insert(id).second);
            CHECK(office.world.store->read()->find_case(id)->title == title);
        }
    }
    CHECK(ids.size() == clients * times);
}
