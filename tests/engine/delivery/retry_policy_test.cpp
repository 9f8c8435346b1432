#include "engine/delivery/retry_policy.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::delivery;
using namespace std::chrono_literals;

TEST_CASE("the ceiling of a back-off doubles up to the longest wait", "[delivery]") {
    RetryPolicy const policy;
    double const almost_one = 0x1.fffffffffffffp-1;
    auto [failures, ceiling] = GENERATE(table<int, Duration>(
        {{1, 30s}, {2, 60s}, {3, 120s}, {7, 1920s}, {8, 1h}, {9, 1h}, {1'000'000, 1h}}));
    CAPTURE(failures);
    CHECK(back_off(policy, failures, 0.0) == 0s);
    CHECK(back_off(policy, failures, 0.5) == ceiling / 2);
    CHECK(back_off(policy, failures, almost_one) == ceiling - 1ms);
}

TEST_CASE("a back-off is never below zero and never above its ceiling", "[delivery][property]") {
    CHECK(rc::check([] {
        auto const failures = *rc::gen::inRange(1, 10'000);
        auto const jitter = *rc::gen::inRange(0, 1'000'000) / 1'000'000.0;
        RetryPolicy const policy;
        auto const wait = back_off(policy, failures, jitter);
        RC_ASSERT(wait >= 0ms);
        RC_ASSERT(wait < policy.delay_max);
    }));
}
