// The section `rules` of duban.yaml, and the examples of the page about reaching people.
#include <catch2/catch.hpp>
#include <sstream>

#include "adapters/cli/configuration.hpp"
#include "engine/delivery/directory_file.hpp"
#include "tests/adapters/cli/office.hpp"

using namespace duban;
using namespace std::chrono_literals;

namespace {

constexpr char const* rest =
    "format: 1\nstore: s\nworkflows: w\ncalendars: c\ndirectory: d\n"
    "channels:\n"
    "  mail: {kind: spool, folder: f, from: {name: n, address: a@example.org}}\n"
    "  sms: {kind: sms, provider: kannel, user: u, sender: s, secret_file: x, url: "
    "\"http://127.0.0.1:13013/cgi-bin/sendsms\"}\n"
    "rules:\n";

std::string problem_of(std::string const& rules) {
    auto const configuration = cli::read_configuration(rest + rules, "duban.yaml");
    if (configuration) return {};
    auto const& problem = configuration.error().front();
    return problem.rule + ": " + problem.message.en;
}

/// The ```yaml block that begins so.
std::string example(std::string const& page, std::string const& beginning) {
    auto const text = test::text_of(page);
    auto const begin = text.find("```yaml\n" + beginning);
    REQUIRE(begin != std::string::npos);
    auto const from = begin + 8;
    return text.substr(from, text.find("```", from) - from);
}

}  // namespace

TEST_CASE("the rules of the manual are read") {
    auto const* const page = GENERATE("docs/reaching.md", "docs/reaching.zh-CN.md");
    auto const shown = example(page, "rules:\n");
    auto const configuration =
        cli::read_configuration(rest + shown.substr(std::string{"rules:\n"}.size()), "duban.yaml");
    REQUIRE(configuration);
    auto const& rules = configuration->rules;
    REQUIRE(rules.size() == 2);
    CHECK(rules[0].channel == "mail");
    CHECK(rules[0].per_recipient == delivery::Throttle{5, 1h});
    CHECK(rules[1].fallback_for == "mail");
    CHECK(rules[1].receipt_within == 2h);

    auto const people = example(page, "people:\n");
    auto const directory = delivery::read_directory("format: 1\ngroups: [g]\nunits: {}\n" + people +
                                                        example(page, "    digest:") +
                                                        "  smith-transport: {name: Alex Smith}\n",
                                                    "directory.yaml");
    REQUIRE(directory);
    CHECK(directory->find_person("zhao-education")->absences.size() == 1);
    CHECK(directory->find_person("zhao-education")->digest == 9h);
}

TEST_CASE("each mistake in the rules is told") {
    auto const [rules, problem] = GENERATE(table<char const*, char const*>({
        {"  sms: {fallback_for: mail, after: 2 hours}\n", ""},
        {"  mial: {at_most: 1, per: 1 hour}\n",
         "unknown-channel: there is no channel named “mial”; did you mean “mail”?"},
        {"  sms: {fallback_for: post}\n", "unknown-channel: there is no channel named “post”"},
        {"  sms: {fallback_for: sms}\n",
         "reserve-of-a-reserve: the channel sms cannot be the fallback for sms, which is a "
         "fallback itself"},
        {"  sms: {fallback_for: mail}\n  mail: {fallback_for: sms}\n",
         "reserve-of-a-reserve: the channel sms cannot be the fallback for mail, which is a "
         "fallback itself"},
        {"  sms: {after: 2 hours}\n",
         "missing-key: the channel sms: after needs fallback_for beside it"},
        {"  sms: {at_most: 2}\n", "missing-key: the channel sms: at_most needs per beside it"},
        {"  sms: {per: 1 hour}\n", "missing-key: the channel sms: per needs at_most beside it"},
        {"  sms: {at_most: 2, per: 2 working days}\n",
         "not-a-length: a length from 1 second to 744 hours is expected, like 15 minutes"},
        {"  sms: {at_most: 2, per: 40 days}\n",
         "not-a-length: a length from 1 second to 744 hours is expected, like 15 minutes"},
    }));
    CAPTURE(rules);
    CHECK(problem_of(rules) == problem);
}
