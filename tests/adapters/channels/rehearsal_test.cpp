// The rehearsal finds what a program does wrong, and the samples do nothing wrong.
#include "adapters/channels/program/rehearsal.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::program;
using namespace std::chrono_literals;
using Verdict = Finding::Verdict;
namespace fs = std::filesystem;

namespace {

using Findings = std::map<std::string, Verdict, std::less<>>;

Findings rehearsed(fs::path const& program, NamedTexts config = {}, std::string address = {}) {
    Script script{.program = {.name = "check",
                              .path = fs::absolute(program),
                              .config = std::move(config),
                              .secrets = {},
                              .patience = {}},
                  .message = {}};
    script.program.patience.hello = 1s;
    script.program.patience.ready = 1s;
    script.message.id = DeliveryId{1};
    script.message.address = std::move(address);
    script.message.text = "您有1项事项";
    Findings findings;
    bool const kept = rehearse(
        script, [&](Finding const& finding) { findings.emplace(finding.point, finding.verdict); });
    bool any_broken = false;
    for (auto const& [point, verdict] : findings) any_broken |= verdict == Verdict::broken;
    CHECK(kept == !any_broken);
    return findings;
}

std::vector<std::string> broken(Findings const& findings) {
    std::vector<std::string> points;
    for (auto const& [point, verdict] : findings) {
        if (verdict == Verdict::broken) points.push_back(point);
    }
    return points;
}

/// A program that behaves, but for the lines that are put in their place.
std::string behaving(std::string const& loop) {
    return "#!/bin/sh\nread -r hello\n"
           "echo '{\"op\":\"hello\",\"proto\":1,\"name\":\"odd\"}'\n"
           "read -r init\necho '{\"op\":\"ready\"}'\n"
           "while read -r line; do case $line in\n" +
           loop + "esac; done\n";
}

std::string const ping = "*'\"ping\"'*) echo '{\"op\":\"pong\",\"n\":1}' ;;\n";
std::string const drain = "*'\"drain\"'*) echo '{\"op\":\"drained\"}' ;;\n";
std::string const future = "*from_the_future*) echo '{\"op\":\"unsupported\"}' ;;\n";

}  // namespace

TEST_CASE("the samples keep the protocol", "[rehearsal]") {
    auto const* const sample =
        GENERATE("config/channels/sms_file.py", "config/channels/sms_file.sh");
    CAPTURE(sample);
    support::TemporaryFolder const folder;
    auto const file = folder.file("sms.jsonl");
    auto const findings = rehearsed(sample, {{"file", file}}, "13900000001");
    CHECK(broken(findings) == std::vector<std::string>{});
    CHECK(findings.size() == 13);
    std::ifstream sent{file};
    std::string line;
    std::getline(sent, line);
    CHECK(line.find("13900000001") != std::string::npos);
}

TEST_CASE("without an address nothing is sent", "[rehearsal]") {
    support::TemporaryFolder const folder;
    auto const file = folder.file("sms.jsonl");
    auto const findings = rehearsed("config/channels/sms_file.py", {{"file", file}});
    CHECK(findings.at("answers_each_send") == Verdict::skipped);
    CHECK_FALSE(fs::exists(file));
}

TEST_CASE("what a program does wrong is found and named", "[rehearsal]") {
    using Points = std::vector<std::string>;
    auto const [script, points] = GENERATE_COPY(table<std::string, Points>({
        {behaving(ping + drain + future), {}},
        {"#!/bin/sh\nexit 1\n", {"greets"}},
        {"#!/bin/sh\nread -r hello\necho '{\"op\":\"hello\",\"proto\":2,\"name\":\"odd\"}'\n",
         {"greets"}},
        {"#!/bin/sh\nread -r hello\necho '{\"op\":\"hello\",\"proto\":1,\"name\":\"odd\","
         "\"config_schema\":{\"properties\":{\"file\":{}},\"required\":[\"file\"]}}'\n",
         {"takes_the_settings"}},
        {"#!/bin/sh\nread -r hello\necho '{\"op\":\"hello\",\"proto\":1,\"name\":\"odd\","
         "\"config_schema\":{\"required\":[\"file\"]}}'\n",
         {"takes_the_settings"}},
        {"#!/bin/sh\nread -r hello\necho '{\"op\":\"hello\",\"proto\":1,\"name\":\"odd\"}'\n"
         "read -r init\necho '{\"op\":\"fatal\",\"code\":\"NO_FILE\"}'\n",
         {"gets_ready"}},
        {behaving(ping + drain + future + "*not?JSON*) echo Traceback ;;\n"),
         {"keeps_output_clean"}},
        {behaving(ping + drain + future + "*not?JSON*) exit 1 ;;\n"),
         {"drains", "survives_garbage", "survives_long_lines", "takes_a_cancel"}},
        {behaving(ping + drain + future + "*cancel*) echo '{\"op\":\"unsupported\"}' ;;\n"), {}},
        {behaving(ping + drain + future + "*cancel*) echo '{\"op\":\"cancelled\"}' ;;\n"),
         {"takes_a_cancel"}},
        {behaving(ping + drain + future + "*cancel*) exit 1 ;;\n"), {"drains", "takes_a_cancel"}},
        {behaving(ping + future + drain).insert(10, "trap '' TERM\n"), {"ends_when_asked"}},
    }));
    CAPTURE(script);
    support::TemporaryFolder const folder;
    auto const path = folder.file("program");
    std::ofstream{path} << script;
    fs::permissions(path, fs::perms::owner_all);
    CHECK(broken(rehearsed(path)) == points);
}
