// A program that ends is started again, later each time; one that fails time and again is for
// somebody to mend, and until then its queue is kept.
#include "adapters/channels/program/restarts.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/adapters/channels/workshop.hpp"

using namespace duban;
using namespace duban::program;
using namespace std::chrono_literals;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;
using support::answering;
using support::ready;
using support::Workshop;

namespace {

using Seconds = std::vector<int>;

Restarts failing_at(Seconds const& seconds) {
    Restarts restarts{Patience{}};
    for (int const second : seconds) restarts.failed(Instant{} + 1s * second);
    return restarts;
}

/// Waits until it has failed so often in all.
void fail(Workshop& workshop, std::ptrdiff_t times) {
    workshop.loop.run_until([&] {
        return std::ranges::count_if(workshop.log, [](auto const& line) {
                   return line.starts_with("program_ended") ||
                          line.starts_with("program_not_started");
               }) >= times;
    });
}

void restart_at_once(Workshop& workshop) {
    workshop.program.patience.restart_first = 2ms;
    workshop.program.patience.restart_max = 2ms;
}

}  // namespace

TEST_CASE("five failures within ten minutes are too many", "[program][restarts]") {
    auto const [seconds, too_many] = GENERATE(table<Seconds, bool>({
        {{0}, false},
        {{0, 1, 3, 7}, false},
        {{0, 1, 3, 7, 15}, true},
        {{0, 0, 0, 0, 0}, true},
        {{0, 150, 300, 450, 600}, true},
        {{0, 150, 300, 450, 601}, false},
        {{0, 150, 300, 450, 601, 700}, true},       // any five
        {{0, 1, 3, 7, 15, 300, 600, 900}, true},    // it stays so at the longest wait
        {{0, 1, 3, 7, 15, 616}, false},             // it has run since
        {{0, 1, 3, 7, 15, 616, 617, 618}, false},   // and begins anew
        {{900, 901, 902, 903, 10, 11, 12}, false},  // the clock was set back
    }));
    CAPTURE(seconds);
    CHECK(failing_at(seconds).are_too_many() == too_many);
}

TEST_CASE("a program that has worked is told apart from one that never does",
          "[program][restarts]") {
    auto restarts = failing_at({0, 1, 3, 7, 15});
    CHECK(restarts.words("exit code 3") == "it failed 5 times within 10 minutes: exit code 3");
    CHECK(restarts.wait(0) == 8s);
    restarts.worked();
    CHECK_FALSE(restarts.are_too_many());
    CHECK(restarts.words("exit code 3") == "exit code 3");
    restarts.failed(Instant{} + 20s);
    CHECK(restarts.are_too_many());  // five within ten minutes again
    CHECK(restarts.wait(0) == 500ms);
    CHECK(failing_at({0, 1, 3, 7, 15, 616}).wait(0) == 500ms);
}

TEST_CASE("the wait for the next start doubles up to five minutes, less up to half by chance",
          "[program][restarts]") {
    auto const [failures, shortest, longest] = GENERATE(table<int, Duration, Duration>({
        {1, 500ms, 1s},
        {2, 1s, 2s},
        {5, 8s, 16s},
        {9, 128s, 256s},
        {10, 150s, 5min},
        {1'000, 150s, 5min},
    }));
    auto const restarts = failing_at(Seconds(static_cast<std::size_t>(failures), 0));
    CHECK(restarts.wait(0) == shortest);
    CHECK(restarts.wait(0.5) == shortest * 3 / 2);
    CHECK(restarts.wait(0.999) < longest);
    CHECK(restarts.wait(0.999) > longest - longest / 100);
}

TEST_CASE("a program that died is started again", "[program][restarts]") {
    Workshop workshop{""};
    auto const mark = (workshop.folder.path() / "mark").string();
    std::ofstream{workshop.path()} << "#!/bin/sh\ntest -e " + mark + " || { touch " + mark +
                                          "; exit 1; }\n" + answering(R"("status":"delivered")");
    restart_at_once(workshop);
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    CHECK(workshop.has_logged("program_ended: "));
    CHECK(workshop.loop.send(*channel, workshop.sms()).kind == Kind::delivered);
}

TEST_CASE("a program that fails time and again is a fault of the configuration until it lives",
          "[program][restarts]") {
    auto const [script, why] = GENERATE(table<std::string, std::string>({
        {"#!/bin/sh\nexit 3\n", "exit code 3"},
        {"#!/bin/sh\nkill -9 $$\n", "signal 9"},
        {"#!/no/such/interpreter\n", "cannot be started"},
    }));
    CAPTURE(script);
    Workshop workshop{script};
    restart_at_once(workshop);
    auto const channel = workshop.channel();
    fail(workshop, 5);
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.code == "not_running");
    CHECK_THAT(outcome.words,
               Catch::StartsWith("it failed 5 times within 10 minutes: ") && Catch::Contains(why));

    std::ofstream{workshop.path()} << answering(R"("status":"delivered")");
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    CHECK(workshop.loop.send(*channel, workshop.sms()).kind == Kind::delivered);
}

TEST_CASE("one that dies of each message leaves each uncertain, the fifth with whose fault it is",
          "[program][restarts]") {
    Workshop workshop{ready + "read -r line\nexit 3\n"};
    restart_at_once(workshop);
    auto const channel = workshop.channel();
    for (int number = 1; number <= 5; ++number) {
        CAPTURE(number);
        workshop.loop.run_until([&] {
            return std::ranges::count(workshop.log, "program_started: script 1") >= number;
        });
        auto const outcome = workshop.loop.send(*channel, workshop.sms());
        CHECK(outcome.kind == Kind::uncertain);
        CHECK(outcome.code == "program_ended");
        CHECK(to_text(outcome.error) == (number < 5 ? "provider" : "configuration"));
    }
}
