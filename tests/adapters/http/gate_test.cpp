#include "adapters/http/gate.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using http::Gate;
using http::Request;
using Verdict = Gate::Verdict;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view key = "a-key-that-nobody-guesses-00000000";
constexpr Instant morning{1'800'000'000'000ms};

/// Tokens that can be told apart: "token-1", "token-2" …
Gate gate() {
    return Gate{key, [count = 0]() mutable { return "token-" + std::to_string(++count); }};
}

std::string wrong(int number) {
    return "wrong-" + std::to_string(number);
}

Request with(std::string name, std::string value) {
    return {.method = "GET", .target = "/", .body = {}, .headers = {{name, value}}};
}

Request with_token(std::string const& token) {
    return with("Cookie", "other=1; duban_session=" + token);
}

}  // namespace

TEST_CASE("the key lets in, in a header of its own and nowhere else") {
    auto const good = std::string{key};
    auto const [name, value, verdict] = GENERATE_COPY(table<std::string, std::string, Verdict>({
        {"Authorization", "Bearer " + good, Verdict::welcome},
        {"authorization", "Bearer  " + good + " ", Verdict::welcome},
        {"Authorization", "bearer " + good, Verdict::welcome},
        {"Authorization", "BEARER " + good, Verdict::welcome},
        {"Authorization", "Bearer " + good + "x", Verdict::stranger},
        {"Authorization", "Bearer " + good.substr(1), Verdict::stranger},
        {"Authorization", "Bearer ", Verdict::stranger},
        {"Authorization", good, Verdict::stranger},
        {"Authorization", "Basic " + good, Verdict::stranger},
        {"Cookie", "duban_session=" + good, Verdict::stranger},
        {"X-Key", good, Verdict::stranger},
    }));
    CAPTURE(name, value);
    CHECK((gate().admit(with(name, value), morning) == verdict));
}

TEST_CASE("a session lasts twelve hours, and no longer than until it is ended") {
    auto door = gate();
    auto const one = door.sign_in(key, morning);
    auto const other = door.sign_in(key, morning + 1h);
    REQUIRE((one.verdict == Verdict::welcome));
    CHECK(one.token != other.token);
    CHECK((door.admit(with_token(one.token), morning + 12h - 1ms) == Verdict::welcome));
    CHECK((door.admit(with_token(one.token), morning + 12h) == Verdict::stranger));
    CHECK((door.admit(with_token(other.token), morning + 12h) == Verdict::welcome));
    door.sign_out(with_token(other.token));
    CHECK((door.admit(with_token(other.token), morning + 12h) == Verdict::stranger));
    for (auto const* wrong : {"", "token", "token-3", "duban_session"})
        CHECK((door.admit(with_token(wrong), morning) == Verdict::stranger));
}

TEST_CASE("after ten wrong keys no key is looked at for a minute, while sessions go on") {
    auto door = gate();
    auto const session = door.sign_in(key, morning).token;
    for (int i = 0; i < 10; ++i)
        CHECK((door.sign_in(wrong(i), morning + i * 1s).verdict == Verdict::stranger));
    CHECK((door.sign_in(key, morning + 10s).verdict == Verdict::too_many));
    CHECK(door.closed_for(morning + 10s) == 50s);
    CHECK((door.admit(with("Authorization", "Bearer " + std::string{key}), morning + 59s) ==
           Verdict::too_many));
    CHECK((door.admit(with_token(session), morning + 10s) == Verdict::welcome));
    CHECK(door.closed_for(morning + 60s) == 0s);
    CHECK((door.sign_in(key, morning + 60s).verdict == Verdict::welcome));
    // The oldest of the ten is a minute back; the second is not yet.
    CHECK((door.sign_in(wrong(10), morning + 60s).verdict == Verdict::stranger));
    CHECK((door.sign_in(key, morning + 60s).verdict == Verdict::too_many));
}

TEST_CASE("one wrong key, however often it comes, closes no door") {
    auto door = gate();
    for (int i = 0; i < 9; ++i) (void)door.sign_in(wrong(i), morning);
    for (int i = 0; i < 100; ++i)
        CHECK((door.sign_in(wrong(0), morning + 1s).verdict == Verdict::stranger));
    CHECK((door.sign_in(key, morning + 1s).verdict == Verdict::welcome));
    // A minute later it is a wrong key like any other.
    for (int i = 0; i < 10; ++i) (void)door.sign_in(wrong(i), morning + 60s);
    CHECK((door.sign_in(key, morning + 60s).verdict == Verdict::too_many));
}

TEST_CASE("a clock that is set back leaves nobody outside for longer than a minute") {
    auto door = gate();
    for (int i = 0; i < 10; ++i) (void)door.sign_in(wrong(i), morning);
    REQUIRE((door.sign_in(key, morning).verdict == Verdict::too_many));
    CHECK(door.closed_for(morning - 1h) == 0s);
    CHECK((door.sign_in(key, morning - 1h).verdict == Verdict::welcome));
    for (int i = 0; i < 10; ++i) (void)door.sign_in(wrong(i), morning - 1h);
    CHECK(door.closed_for(morning - 1h) == 60s);
}

TEST_CASE("the two hundred and first session ends the first") {
    auto door = gate();
    auto const first = door.sign_in(key, morning).token;
    auto const second = door.sign_in(key, morning).token;
    for (int i = 0; i < 199; ++i) (void)door.sign_in(key, morning);
    CHECK((door.admit(with_token(first), morning) == Verdict::stranger));
    CHECK((door.admit(with_token(second), morning) == Verdict::welcome));
}
