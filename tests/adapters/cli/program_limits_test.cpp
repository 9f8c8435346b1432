// The limits of a plug-in as they are written in duban.yaml.
#include <catch2/catch.hpp>

#include "adapters/cli/configuration.hpp"

using namespace duban;
using namespace std::chrono_literals;
using program::megabyte;

namespace {

Result<cli::Configuration, Problems> read(std::string const& limits) {
    return cli::read_configuration(
        "format: 1\nstore: s\nworkflows: w\ncalendars: c\ndirectory: d\n"
        "channels:\n  sms:\n    kind: program\n    program: p\n    carries: sms\n" +
            (limits.empty() ? std::string{} : "    limits: {" + limits + "}\n"),
        "duban.yaml");
}

program::Limits limits_of(std::string const& limits) {
    auto const configuration = read(limits);
    if (!configuration) FAIL(configuration.error().front().message.en);
    return configuration->channels.front().program.limits;
}

std::string rule_of(std::string const& limits) {
    auto const configuration = read(limits);
    return configuration ? std::string{} : configuration.error().front().rule;
}

}  // namespace

TEST_CASE("a plug-in has limits without being given any", "[configuration]") {
    auto const limits = limits_of("");
    CHECK(limits.memory_bytes == 256 * megabyte);
    CHECK_FALSE(limits.processor);
    CHECK(limits.files == 256);
    CHECK(limits.file_bytes == 1024 * megabyte);
}

TEST_CASE("what is given stands for the default", "[configuration]") {
    auto const limits =
        limits_of("memory: 2 GB, processor: 90 minutes, files: 1024, file_size: 1 MB");
    CHECK(limits.memory_bytes == 2048 * megabyte);
    CHECK(limits.processor == 90min);
    CHECK(limits.files == 1024);
    CHECK(limits.file_bytes == megabyte);
}

TEST_CASE("a limit that makes no sense is a problem", "[configuration]") {
    auto const [limits, rule] = GENERATE(table<std::string, std::string>({
        {"memory: 256", "not-a-size"},
        {"memory: 256MB", "not-a-size"},
        {"memory: 256 kB", "not-a-size"},
        {"memory: 0 MB", "not-a-size"},
        {"memory: -1 MB", "not-a-size"},
        {"memory: 1025 GB", "not-a-size"},
        {"memory: 99999999999999999999 GB", "not-a-size"},
        {"file_size: large", "not-a-size"},
        {"processor: 0 hours", "not-a-processor-time"},
        {"processor: 3 months", "not-a-processor-time"},
        {"processor: long", "not-a-processor-time"},
        {"files: 15", "out-of-range"},
        {"files: 65537", "out-of-range"},
        {"cores: 2", "unknown-key"},
    }));
    CAPTURE(limits);
    CHECK(rule_of(limits) == rule);
}
