// A plug-in that ends each time it is started: its channel is closed as for a wrong password, the
// secretariat is told by another one, and what waits goes out once the program lives.
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "adapters/channels/program/program_channel.hpp"
#include "engine/service/test_send.hpp"
#include "tests/support/pump_run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::Phase;
using State = delivery::Breaker::State;

namespace {

constexpr char const* script = R"sh(#!/bin/sh
cd "${0%/*}" || exit 9
[ -e mended ] || exit 3
read -r hello
echo '{"op":"hello","proto":1,"name":"script","version":"1"}'
read -r init
echo '{"op":"ready"}'
while read -r line; do
    printf '%s\n' "$line" | sed 's/.*"addr":"//; s/".*//' >> taken
    id=$(printf '%s\n' "$line" | sed 's/.*"id":"//; s/".*//')
    echo '{"op":"result","id":"'"$id"'","items":[{"rid":"r1","status":"accepted"}]}'
done
)sh";

service::Office office_with_sms() {
    auto office = support::sample_office();
    delivery::RetryPolicy retry;
    retry.idempotent = false;
    office.routes.push_back({.channel = "sms", .medium = service::Medium::sms, .retry = retry});
    return office;
}

class FailingProgram {
  public:
    FailingProgram() {
        std::ofstream{folder_.file("program")} << script;
        std::filesystem::permissions(folder_.file("program"), std::filesystem::perms::owner_all);
    }

    std::unique_ptr<ports::Channel> make_channel(boost::asio::io_context& context,
                                                 ports::Clock& clock) {
        program::Program program;
        program.name = "sms";
        program.path = folder_.file("program");
        program.patience.restart_first = 2ms;
        program.patience.restart_max = 2ms;
        auto const log = [this](program::Level, std::string_view event, std::string_view) {
            ++logged_[std::string{event}];
        };
        auto channel = program::make_program_channel(context, clock, random_, program, log);
        if (!channel) throw std::runtime_error{channel.error().en};
        return std::move(*channel);
    }

    void mend() { std::ofstream{folder_.file("mended")} << "\n"; }

    int logged(std::string const& event) { return logged_[event]; }

    [[nodiscard]] std::vector<std::string> taken() const {
        std::vector<std::string> addresses;
        std::ifstream file{folder_.file("taken")};
        for (std::string line; std::getline(file, line);) addresses.push_back(line);
        return addresses;
    }

  private:
    support::TemporaryFolder folder_;
    support::SeededRandom random_;
    std::map<std::string, int> logged_;
};

std::vector<delivery::Delivery> with_message(support::World& world, std::string const& message) {
    ports::DeliveryFilter filter;
    filter.message = message;
    return world.store->read()->list_deliveries(filter);
}

}  // namespace

TEST_CASE("a program that fails time and again is told by another channel, and nothing is lost",
          "[scenario][program]") {
    support::World world{nullptr, office_with_sms()};
    FailingProgram program;
    support::PumpRun run{world, "sms", [&](boost::asio::io_context& context) {
                             return program.make_channel(context, world.clock);
                         }};
    std::vector<std::string> const people{"+8613900000001", "+8613900000002", "+8613900000003"};
    std::vector<DeliveryId> rows;
    for (auto const& person : people) {
        auto row =
            service::test_send("sms", person, Language::en, *world.office.get(), world.clock.now());
        row->expires_at = world.clock.now() + 24h;
        auto const transaction = world.store->write();
        rows.push_back(*transaction->insert_delivery(*row));
        transaction->commit();
    }
    auto const row = [&](DeliveryId id) { return *world.store->read()->find_delivery(id); };

    run.run_until([&] { return program.logged("program_ended") >= 5; });
    run.work();
    CHECK(run.breaker() == State::open);
    auto const attempts = world.store->read()->attempts(rows[0]);
    REQUIRE(attempts.size() == 1);
    CHECK(attempts[0].error_class == "configuration");
    CHECK(row(rows[0]).phase == Phase::backing_off);
    CHECK(row(rows[0]).failures == 0);
    CHECK(row(rows[1]).phase == Phase::queued);
    CHECK(row(rows[2]).phase == Phase::queued);
    auto const told = with_message(world, "house.channel_trouble");
    REQUIRE(told.size() == 1);
    CHECK(told[0].channel == "mail");
    CHECK_THAT(
        told[0].text,
        Catch::Contains("it failed 5 times within 10 minutes: ") && Catch::Contains("exit code 3"));

    program.mend();
    run.run_until([&] { return program.logged("program_started") == 1; });
    run.work();
    CHECK(program.taken().empty());
    world.clock.set(world.clock.now() + 31s);
    run.work();
    CHECK(run.breaker() == State::closed);
    world.clock.set(world.clock.now() + 5min);
    run.work();
    for (auto const id : rows) CHECK(row(id).phase == Phase::delivered);
    CHECK(program.taken() == std::vector{people[1], people[2], people[0]});
}
