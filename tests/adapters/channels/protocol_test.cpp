// What a plug-in may say, read from its lines.
#include "adapters/channels/program/protocol.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <string>

using namespace duban;
using namespace duban::program;
using namespace std::chrono_literals;

TEST_CASE("lines that are not of the protocol", "[program]") {
    auto const line = GENERATE(as<std::string>{},
                               "",
                               "x",
                               "[]",
                               "{}",
                               "{\"op\":7}",
                               "{\"op\":\"\"}",
                               "{\"op\":\"ready\"",
                               "{\"op\":\"ready\"} x",
                               "{\"op\":\"\xFF\"}",
                               std::string(1'000, '[') + std::string(1'000, ']'));
    CAPTURE(line);
    CHECK_FALSE(parse_line(line));
}

TEST_CASE("a program may say how many messages a second it takes", "[program]") {
    using delivery::Rate;
    auto const [said, rate] = GENERATE(table<std::string, std::optional<Rate>>({
        {"50", Rate{50, 1s}},
        {"2.9", Rate{2, 1s}},
        {"0.2", Rate{1, 5s}},
        {"10000", Rate{10'000, 1s}},
        {"0", std::nullopt},
        {"-3", std::nullopt},
        {"1e-9", std::nullopt},
        {"1e300", std::nullopt},
        {"\"50\"", std::nullopt},
        {"null", std::nullopt},
    }));
    CAPTURE(said);
    auto const hello = parse_line(R"({"op":"hello","proto":1,"limits":{"rps":)" + said + R"(}})");
    CHECK(std::get<Hello>(*hello).rate == rate);
}

TEST_CASE("a program's numbers and words are bounded", "[program]") {
    auto const hello = parse_line(R"({"op":"hello","proto":1,"limits":{"max_inflight":100000}})");
    CHECK(std::get<Hello>(*hello).in_flight_max == 64);
    auto const words = std::string(2'000, 'x');
    auto const answer = parse_line(
        R"({"op":"result","id":"d-1/1","items":[{"rid":"r1","status":"throttled","code":")" +
        words + R"(","message":")" + words + R"(","retry_after_ms":9223372036854775807}]})");
    auto const& outcome = std::get<Answer>(*answer).outcome;
    CHECK(outcome.code.size() == 100);
    CHECK(outcome.words.size() == 500);
    CHECK(outcome.retry_after == Duration{24h});
}

TEST_CASE("a receipt names a delivery as its send did, and nothing else", "[program]") {
    auto const [id, number] = GENERATE(table<std::string, std::int64_t>({
        {"d-918", 918},
        {"d-918/2", 918},
        {"918", 0},
        {"d-", 0},
        {"d-91x", 0},
        {"d-99999999999999999999", 0},
    }));
    CAPTURE(id);
    auto const message =
        parse_line(R"({"op":"receipt","status":"delivered","id":")" + id + R"("})");
    REQUIRE(message);
    CHECK(std::get<program::Receipt>(*message).receipt.id == DeliveryId{number});
}
