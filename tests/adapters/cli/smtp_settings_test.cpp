// How much an account's mails carry and by whose clocks they are dated, as it is written in
// duban.yaml.
#include <catch2/catch.hpp>

#include "adapters/cli/channel_wiring.hpp"
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

TEST_CASE("mails are dated by the office's clocks as they are on that day", "[configuration]") {
    auto const [zone, at, date] = GENERATE(table<std::string, char const*, char const*>({
        {"", "2026-07-01T01:00:00Z", "Wed, 1 Jul 2026 09:00:00 +0800"},
        {"Europe/London", "2026-03-29T00:59:59Z", "Sun, 29 Mar 2026 00:59:59 +0000"},
        {"Europe/London", "2026-03-29T01:00:00.250Z", "Sun, 29 Mar 2026 02:00:00 +0100"},
        {"Europe/London", "2026-10-25T01:00:00Z", "Sun, 25 Oct 2026 01:00:00 +0000"},
        {"America/New_York", "2026-03-08T06:59:59Z", "Sun, 8 Mar 2026 01:59:59 -0500"},
        {"America/New_York", "2026-03-08T07:00:00.250Z", "Sun, 8 Mar 2026 03:00:00 -0400"},
        {"America/New_York", "2026-11-01T06:00:00Z", "Sun, 1 Nov 2026 01:00:00 -0500"},
    }));
    CAPTURE(zone, at);
    auto const configuration = read(zone.empty() ? "" : "office: {time_zone: " + zone + "}\n");
    if (!configuration) FAIL(configuration.error().front().message.en);
    auto const sender = cli::sender_of(configuration->channels.front(), configuration->time_zone);
    REQUIRE(sender);
    auto const instant = *parse_instant(at);
    CHECK(delivery::mail_date(instant, sender->utc_offset_at(instant)) == date);
}

TEST_CASE("an empty beginning of links is none", "[configuration]") {
    auto const configuration = read("office: {link_base: ''}\n");
    if (!configuration) FAIL(configuration.error().front().message.en);
    CHECK(configuration->link_base.empty());
}

TEST_CASE("links begin with a web address, and the console has one of its own", "[configuration]") {
    auto const [given, base] = GENERATE(table<std::string, std::string>({
        {"https://duban.example.org", "https://duban.example.org"},
        {"https://duban.example.org/", "https://duban.example.org"},
        {"http://10.0.0.7:8080/x", "http://10.0.0.7:8080/x"},
        {"duban.example.org", ""},
        {"https//duban.example.org", ""},
        {"https://", ""},
        {"https://duban.example.org/?a=b", ""},
        {"https://duban.example.org/<b>", ""},
        {"javascript:alert(1)", ""},
    }));
    CAPTURE(given);
    auto const configuration = read("office: {link_base: '" + given + "'}\n");
    if (base.empty()) {
        REQUIRE_FALSE(configuration);
        CHECK(configuration.error().front().rule == "not-a-web-address");
        CHECK(configuration.error().front().at.line == 11);
        return;
    }
    if (!configuration) FAIL(configuration.error().front().message.en);
    CHECK(configuration->link_base == base);
    auto const console =
        read("office: {link_base: '" + given +
             "'}\nconsole: {key_file: k, address: 'https://inside.example.org'}\n");
    if (!console) FAIL(console.error().front().message.en);
    CHECK(console->link_base == base);
    CHECK(console->console_address == "https://inside.example.org");
}
