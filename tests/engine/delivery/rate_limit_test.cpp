#include "engine/delivery/rate_limit.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::delivery;
using namespace std::chrono_literals;

namespace {

Instant const nine = from_milliseconds(1'772'586'000'000);

void send(RateLimit& limit, Instant at, int times) {
    for (int n = 0; n < times; ++n) limit.sent(at);
}

}  // namespace

TEST_CASE("where no rate is set, all may go", "[delivery]") {
    RateLimit limit{std::nullopt};
    send(limit, nine, 1000);
    CHECK(limit.room(nine, 64) == 64);
    CHECK_FALSE(limit.next(nine));
}

TEST_CASE("no stretch of the length holds more than the rate allows", "[delivery]") {
    RateLimit limit{Rate{.at_most = 20, .per = 1min}};
    CHECK(limit.room(nine, 64) == 20);
    CHECK(limit.room(nine, 4) == 4);
    send(limit, nine, 15);
    send(limit, nine + 50s, 5);
    CHECK(limit.room(nine + 50s, 64) == 0);
    CHECK(limit.next(nine + 50s) == nine + 1min);
    CHECK(limit.room(nine + 59s, 64) == 0);
    CHECK(limit.room(nine + 1min, 64) == 15);
    CHECK_FALSE(limit.next(nine + 1min));
    send(limit, nine + 1min, 15);
    CHECK(limit.next(nine + 1min) == nine + 110s);
    CHECK(limit.room(nine + 110s, 64) == 5);
}

TEST_CASE("a clock that was set back holds up nothing for longer than one stretch", "[delivery]") {
    RateLimit limit{Rate{.at_most = 2, .per = 1min}};
    send(limit, nine, 2);
    auto const earlier = nine - 24h;
    CHECK(limit.next(earlier) == earlier + 1min);
    CHECK(limit.room(earlier + 1min, 64) == 2);
}
