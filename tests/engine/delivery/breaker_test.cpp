#include "engine/delivery/breaker.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::delivery;
using namespace std::chrono_literals;
using State = Breaker::State;

namespace {

Instant const nine = from_milliseconds(1'772'586'000'000);

void fail(Breaker& breaker, Instant at, int times) {
    for (int n = 0; n < times; ++n) breaker.failed(at, ErrorClass::network);
}

}  // namespace

TEST_CASE("a few failures leave a breaker closed, a rate of them opens it", "[delivery]") {
    Breaker breaker;
    for (int n = 0; n < 10; ++n) breaker.succeeded();
    fail(breaker, nine, 9);
    CHECK(breaker.state(nine) == State::closed);
    CHECK(breaker.allows(nine));
    fail(breaker, nine, 1);
    CHECK(breaker.state(nine) == State::open);
    CHECK_FALSE(breaker.allows(nine));
    CHECK(breaker.blocked_until(nine) == nine + 30s);
}

TEST_CASE("less than five failures say nothing, even if they are all there is", "[delivery]") {
    Breaker breaker;
    fail(breaker, nine, 4);
    CHECK(breaker.allows(nine));
    fail(breaker, nine, 1);
    CHECK_FALSE(breaker.allows(nine));
}

TEST_CASE("failures of long ago are forgotten by what came after", "[delivery]") {
    Breaker breaker;
    fail(breaker, nine, 4);
    for (int n = 0; n < 20; ++n) breaker.succeeded();
    fail(breaker, nine, 9);
    CHECK(breaker.state(nine) == State::closed);
}

TEST_CASE("one fault of our account opens it at once", "[delivery]") {
    auto const error = GENERATE(ErrorClass::configuration, ErrorClass::quota);
    Breaker breaker;
    for (int n = 0; n < 20; ++n) breaker.succeeded();
    breaker.failed(nine, error);
    CHECK(breaker.state(nine) == State::open);
}

TEST_CASE("after its time an open breaker lets one probe through", "[delivery]") {
    Breaker breaker;
    breaker.failed(nine, ErrorClass::configuration);
    CHECK_FALSE(breaker.allows(nine + 29s));
    CHECK(breaker.state(nine + 30s) == State::half_open);
    CHECK(breaker.allows(nine + 30s));
    CHECK_FALSE(breaker.allows(nine + 31s));
    CHECK(breaker.blocked_until(nine + 31s) == nine + 30s + 5min);

    SECTION("that succeeds: closed, with a clean record") {
        breaker.succeeded();
        CHECK(breaker.state(nine + 32s) == State::closed);
        fail(breaker, nine + 33s, 4);
        CHECK(breaker.allows(nine + 33s));
    }
    SECTION("that fails: open for twice as long") {
        breaker.failed(nine + 32s, ErrorClass::network);
        CHECK(breaker.blocked_until(nine + 32s) == nine + 92s);
    }
    SECTION("that is never answered: another one") {
        CHECK(breaker.allows(nine + 30s + 5min));
    }
}

TEST_CASE("openings double up to a quarter of an hour and begin anew after a success",
          "[delivery]") {
    Breaker breaker;
    auto at = nine;
    breaker.failed(at, ErrorClass::network);
    fail(breaker, at, 4);
    for (auto const length : {30s, 60s, 120s, 240s, 480s, 900s, 900s}) {
        CHECK(breaker.blocked_until(at) == at + length);
        at += length;
        REQUIRE(breaker.allows(at));
        breaker.failed(at, ErrorClass::network);
    }
    at += 900s;
    REQUIRE(breaker.allows(at));
    breaker.succeeded();
    breaker.failed(at, ErrorClass::quota);
    CHECK(breaker.blocked_until(at) == at + 30s);
}

TEST_CASE("late answers do not move an open breaker, nor does a clock that was set back",
          "[delivery]") {
    Breaker breaker;
    breaker.failed(nine, ErrorClass::quota);
    breaker.succeeded();
    breaker.failed(nine + 1s, ErrorClass::network);
    CHECK(breaker.blocked_until(nine + 1s) == nine + 30s);
    CHECK(breaker.allows(nine - 24h));
}
