// How many mails an account may hold at once.
#include <catch2/catch.hpp>

#include "adapters/channels/smtp/window.hpp"

using namespace duban;
using namespace std::chrono_literals;
using delivery::ErrorClass;
using smtp::Window;
using Kind = delivery::Outcome::Kind;

namespace {

delivery::Outcome outcome_of(Kind kind, ErrorClass error = ErrorClass::network) {
    delivery::Outcome outcome;
    outcome.kind = kind;
    outcome.error = error;
    return outcome;
}

Window opened_to(std::size_t size) {
    Window window{4};
    while (window.size() < size) window.answered(20ms, outcome_of(Kind::delivered));
    return window;
}

}  // namespace

TEST_CASE("a window begins with the connections and opens with each prompt answer", "[smtp]") {
    Window window{4};
    CHECK(window.size() == 4);
    window.answered(20ms, outcome_of(Kind::delivered));
    window.answered(1s, outcome_of(Kind::permanent, ErrorClass::recipient));
    CHECK(window.size() == 6);
    for (int n = 0; n < 1'000; ++n) window.answered(20ms, outcome_of(Kind::delivered));
    CHECK(window.size() == 128);
}

TEST_CASE("a window closes to the connections as soon as the server is not well", "[smtp]") {
    auto const [took, outcome] = GENERATE(table<Duration, delivery::Outcome>({
        {1001ms, outcome_of(Kind::delivered)},
        {5ms, outcome_of(Kind::temporary, ErrorClass::network)},
        {5ms, outcome_of(Kind::temporary, ErrorClass::provider)},
        {5ms, outcome_of(Kind::temporary, ErrorClass::configuration)},
        {5ms, outcome_of(Kind::uncertain, ErrorClass::network)},
        {5ms, outcome_of(Kind::uncertain, ErrorClass::recipient)},
    }));
    auto window = opened_to(100);
    window.answered(took, outcome);
    CHECK(window.size() == 4);
    window.answered(20ms, outcome_of(Kind::delivered));
    CHECK(window.size() == 5);
}
