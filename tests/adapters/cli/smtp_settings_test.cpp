// How much an account's mails carry, as it is written in duban.yaml.
#include <catch2/catch.hpp>

#include "adapters/cli/configuration.hpp"

using namespace duban;

namespace {

constexpr std::int64_t megabyte = std::int64_t{1024} * 1024;

Result<cli::Configuration, Problems> read(std::string const& key) {
    return cli::read_configuration(
        "format: 1\nstore: s\nworkflows: w\ncalendars: c\ndirectory: d\n"
        "channels:\n  mail:\n    kind: smtp\n    host: localhost\n"
        "    from: {name: Duban, address: duban@example.org}\n" +
            key,
        "duban.yaml");
}

}  // namespace

TEST_CASE("how many octets of files go with one mail", "[configuration]") {
    auto const [key, octets] = GENERATE(table<std::string, std::int64_t>({
        {"", 7 * megabyte},
        {"    attachments_at_most: 0 MB\n", 0},
        {"    attachments_at_most: 1 MB\n", megabyte},
        {"    attachments_at_most: 100 MB\n", 100 * megabyte},
    }));
    CAPTURE(key);
    auto const configuration = read(key);
    if (!configuration) FAIL(configuration.error().front().message.en);
    CHECK(configuration->channels.front().smtp.attachments_at_most == octets);
}

TEST_CASE("a size of files that makes no sense is a problem", "[configuration]") {
    auto const size = GENERATE(as<std::string>{}, "101 MB", "1 GB", "-1 MB", "7", "7 MiB");
    CAPTURE(size);
    auto const configuration = read("    attachments_at_most: " + size + "\n");
    REQUIRE_FALSE(configuration);
    CHECK(configuration.error().front().rule == "not-a-size");
}
