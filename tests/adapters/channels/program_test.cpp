#include "adapters/channels/program/program_channel.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "adapters/channels/program/protocol.hpp"
#include "tests/adapters/channels/workshop.hpp"

using namespace duban;
using namespace duban::program;
using namespace std::chrono_literals;
using duban::delivery::ErrorClass;
using Kind = ports::Outcome::Kind;
using support::answering;
using support::greeting;
using support::ready;
using support::result_line;
using support::Workshop;
namespace fs = std::filesystem;

namespace {

std::string content_of(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("the sample writes each SMS as a line", "[program]") {
    Workshop workshop{""};
    // A copy: the checkout may lie where others can write.
    fs::copy_file(
        "config/channels/sms_file.py", workshop.path(), fs::copy_options::overwrite_existing);
    fs::permissions(workshop.path(), fs::perms::owner_all);
    auto const file = workshop.folder.path() / "sms.jsonl";
    workshop.program.config = {{"file", file.string()}};
    auto const channel = workshop.channel();
    auto message = workshop.sms();
    message.text = "您有1项事项将于12月1日到期";
    auto const outcome = workshop.loop.send(*channel, message);
    CHECK(outcome.kind == Kind::delivered);
    CHECK(outcome.provider_id == message.message_id);
    CHECK(channel->in_flight_max() == 8);
    CHECK(content_of(file) ==
          fmt::format("{{\"key\": \"{}\", \"to\": \"+8613900000001\", \"text\": \"{}\"}}\n",
                      message.message_id,
                      message.text));
    message = workshop.sms();
    message.text.clear();
    CHECK(workshop.loop.send(*channel, message).error == ErrorClass::content);
}

TEST_CASE("a program that can is asked what became of messages, and one that cannot is not",
          "[program]") {
    bool const can = GENERATE(true, false);
    CAPTURE(can);
    std::string const caps = can ? R"(,"caps":{"query":true})" : "";
    Workshop workshop{
        "#!/bin/sh\nread -r hello\necho '{\"op\":\"hello\",\"proto\":1,\"name\":\"odd\"" + caps +
        "}'\nread -r init\necho '{\"op\":\"ready\"}'\nread -r query\n" +
        "printf '%s\\n' \"$query\" >\"${0%/*}/asked\"\n"
        "echo '{\"op\":\"receipt\",\"id\":\"d-918\",\"status\":\"failed\",\"code\":\"EXPIRED\"}'\n"
        "read -r rest\n"};
    auto const channel = workshop.channel();
    std::vector<delivery::Receipt> heard;
    channel->listen([&](delivery::Receipt receipt) { heard.push_back(std::move(receipt)); });
    CHECK_FALSE(channel->inquires_every());  // not before it has said so
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    CHECK(channel->inquires_every() == (can ? std::optional<Duration>{5min} : std::nullopt));
    channel->inquire({{.id = DeliveryId{918},
                       .provider_id = "p1",
                       .address = "+8613900000001",
                       .date = from_milliseconds(1'772'417'700'000)}});
    if (!can) channel->send(workshop.sms(), [](ports::Outcome const&) {});
    workshop.loop.run_until([&] { return !heard.empty(); });
    auto const asked = content_of(workshop.folder.path() / "asked");
    if (!can) {
        CHECK_THAT(asked, Catch::StartsWith("{\"op\":\"send\""));
        return;
    }
    CHECK(asked ==
          "{\"op\":\"query\",\"id\":\"d-918\",\"provider_id\":\"p1\",\"addr\":\"+8613900000001\","
          "\"date\":\"2026-03-02T02:15:00Z\"}\n");
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].id == DeliveryId{918});
    CHECK(heard[0].kind == delivery::Receipt::Kind::failed);
    CHECK(heard[0].code == "EXPIRED");
}

TEST_CASE("the samples say what their configuration lacks, and the queue is kept", "[program]") {
    // The one states its settings in `hello`, the other looks for itself.
    auto const [sample, code, words] = GENERATE(table<std::string, std::string, std::string>({
        {"config/channels/sms_file.py",
         "SETTINGS",
         "the setting “file” is missing: write it under config"},
        {"config/channels/sms_file.sh", "NO_FILE", "the configuration has no `file`"},
    }));
    Workshop workshop{""};
    fs::copy_file(sample, workshop.path(), fs::copy_options::overwrite_existing);
    fs::permissions(workshop.path(), fs::perms::owner_all);
    auto const channel = workshop.channel();
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.code == code);
    CHECK(outcome.words == words);
}

TEST_CASE("every fault of a program's settings is told in one go", "[program]") {
    Workshop workshop{
        "#!/bin/sh\nread -r hello\necho '{\"op\":\"hello\",\"proto\":1,\"name\":\"odd\","
        "\"config_schema\":{\"properties\":{\"file\":{}},\"required\":[\"file\"],"
        "\"additionalProperties\":false}}'\nread -r more\n"};
    workshop.program.config = {{"fiel", "x"}};
    auto const channel = workshop.channel();
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    std::string const missing = "the setting “file” is missing: write it under config";
    std::string const unknown = "there is no setting “fiel”; there are: file";
    CHECK(outcome.words == missing + "; " + unknown);
    CHECK(workshop.has_logged("program_misconfigured: " + missing));
    CHECK(workshop.has_logged("program_misconfigured: " + unknown));
}

TEST_CASE("what a program may answer", "[program]") {
    auto [item, kind, error, code] = GENERATE(table<std::string, Kind, ErrorClass, std::string>({
        {R"("status":"accepted","provider_id":"p1")", Kind::delivered, ErrorClass::provider, ""},
        {R"("status":"temporary","class":"network","code":"E1")",
         Kind::temporary,
         ErrorClass::network,
         "E1"},
        {R"("status":"permanent","class":"recipient","code":"E2")",
         Kind::permanent,
         ErrorClass::recipient,
         "E2"},
        {R"("status":"throttled","class":"quota","retry_after_ms":60000)",
         Kind::throttled,
         ErrorClass::quota,
         ""},
        {R"("status":"permanent","class":"config")",
         Kind::permanent,
         ErrorClass::configuration,
         ""},
        {R"("status":"uncertain")", Kind::uncertain, ErrorClass::provider, ""},
        {R"("status":"perhaps")", Kind::uncertain, ErrorClass::provider, ""},
        {R"("status":7,"class":[],"retry_after_ms":"soon")",
         Kind::uncertain,
         ErrorClass::provider,
         ""},
    }));
    CAPTURE(item);
    Workshop workshop{answering(item)};
    auto const channel = workshop.channel();
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(to_text(outcome.kind) == to_text(kind));
    CHECK(to_text(outcome.error) == to_text(error));
    CHECK(outcome.code == code);
    CHECK(outcome.retry_after ==
          (kind == Kind::throttled ? std::optional{Duration{60s}} : std::nullopt));
}

TEST_CASE("an answer that names no recipient leaves the outcome unknown", "[program]") {
    auto const items =
        GENERATE(as<std::string>{}, "null", "[]", R"([{"rid":"r2","status":"delivered"}])", "[1]");
    Workshop workshop{ready + "read -r line\n" + result_line("$line", items) + "read more\n"};
    auto const channel = workshop.channel();
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.kind == Kind::uncertain);
    CHECK(outcome.code == "bad_answer");
}

TEST_CASE("a program that dies leaves what it had uncertain, and is not asked again at once",
          "[program]") {
    Workshop workshop{ready + "read -r line\nexit 3\n"};
    auto const channel = workshop.channel();
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.kind == Kind::uncertain);
    CHECK(outcome.code == "program_ended");
    CHECK_THAT(outcome.words, Catch::Contains("exit code 3"));
    auto const next = workshop.loop.send(*channel, workshop.sms());
    CHECK(next.kind == Kind::temporary);
    CHECK(next.code == "not_running");
}

TEST_CASE("an answer is heard even if the program ends right after it", "[program]") {
    Workshop workshop{ready + "read -r line\n" +
                      result_line("$line", R"([{"rid":"r1","status":"delivered"}])")};
    auto const channel = workshop.channel();
    CHECK(workshop.loop.send(*channel, workshop.sms()).kind == Kind::delivered);
}

TEST_CASE("a program that is slow to answer leaves the outcome unknown, and is told to give it up",
          "[program]") {
    Workshop workshop{ready + "read -r send\nread -r cancel\nprintf '%s\\n' \"$cancel\" >&2\n" +
                      result_line("$send", R"([{"rid":"r1","status":"delivered"}])") +
                      "read more\n"};
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    auto message = workshop.sms();
    message.deadline = workshop.loop.clock().now() + 50ms;
    auto const outcome = workshop.loop.send(*channel, message);
    CHECK(outcome.kind == Kind::uncertain);
    CHECK(outcome.code == "no_answer");
    auto const id = id_of(message);
    workshop.loop.run_until([&] {
        return workshop.has_logged(fmt::format(R"(program_says: {{"op":"cancel","id":"{}"}})", id));
    });
    // Too late.
    workshop.loop.run_until(
        [&] { return workshop.has_logged("program_unasked: an answer to " + id); });
}

TEST_CASE("what a slow reader was not handed in time is not handed to it any more", "[program]") {
    Workshop workshop{ready + "exec tail -f /dev/null\n"};
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    // The first fills the pipe.
    std::vector<ports::Outgoing> messages{workshop.sms(), workshop.sms(), workshop.sms()};
    for (auto& message : messages) {
        message.text = std::string(100'000, 'x');
        message.deadline = workshop.loop.clock().now() + 50ms;
    }
    auto const outcomes = workshop.loop.send_all(*channel, messages);
    CHECK(outcomes[0].kind == Kind::uncertain);
    for (auto const index : {1U, 2U}) {
        CHECK(outcomes[index].kind == Kind::temporary);
        CHECK(outcomes[index].code == "not_ready");
    }
}

TEST_CASE("what was never handed to the program is not uncertain", "[program]") {
    Workshop workshop{"#!/bin/sh\nread hello\nread more\n"};
    auto const channel = workshop.channel();
    auto message = workshop.sms();
    message.deadline = workshop.loop.clock().now() + 50ms;
    auto const outcome = workshop.loop.send(*channel, message);
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.code == "not_ready");
}

TEST_CASE("programs that are no channel are ended, and the log says why", "[program]") {
    auto [script, why] = GENERATE(table<std::string, std::string>({
        {"#!/bin/sh\nread hello\nread more\n", "no hello in time"},
        {greeting + "read more\n", "not ready in time"},
        {"#!/bin/sh\nexec yes\n", "it does not speak the protocol"},
        {"#!/bin/sh\nexec head -c 400000 /dev/zero\n", "a line of more than 256 KiB"},
        {"#!/bin/sh\nexec cat\n", "it speaks another protocol"},
        {"#!/bin/sh\necho '{\"op\":\"hello\",\"proto\":2}'\nread more\nread more\n",
         "it speaks another protocol"},
        {"#!/bin/sh\nexec >&-\nread hello\nread more\n", "it closed its output"},
        {"#!/bin/sh\nexit 7\n", ""},
        {"#!/bin/sh\nkill -9 $$\n", ""},
        {"#!/no/such/interpreter\n", ""},
        {ready + "exec yes '{\"op\":\"receipt\",\"provider_id\":\"p\"}'\n", "it talks too much"},
        {ready + "exec yes '{\"op\":\"result\",\"id\":\"d-0/0\"}'\n", "it talks too much"},
        {ready + "exec yes '{\"op\":\"pong\"}'\n", "it talks too much"},
        {ready + "exec yes '{\"op\":\"ready\"}'\n", "it talks too much"},
        {ready + "exec yes '{\"op\":\"hello\",\"proto\":1}'\n", "it talks too much"},
        {ready + "trap '' TERM\nwhile read -r line; do :; done\n", "it does not answer"},
    }));
    CAPTURE(script);
    Workshop workshop{script};
    workshop.program.patience.hello = 300ms;
    workshop.program.patience.ready = 300ms;
    workshop.program.patience.silence = 200ms;
    if (why != "no hello in time") workshop.program.patience.hello = 5s;
    if (why != "not ready in time") workshop.program.patience.ready = 5s;
    if (why != "it does not answer") workshop.program.patience.silence = 20s;
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] {
        return workshop.has_logged("program_ended") || workshop.has_logged("program_not_started");
    });
    CHECK((workshop.has_logged("program_ended: " + why) ||
           (why.empty() && workshop.has_logged("program_not_started"))));
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.kind == Kind::temporary);
    CHECK(outcome.code == "not_running");
}

TEST_CASE("stray lines and words on standard error do no harm", "[program]") {
    Workshop workshop{answering(R"("status":"delivered")")
                          .insert(10,
                                  "\necho 'Loading…'\necho 'W! low balance' >&2\n"
                                  "printf 'odd \\033[2J' >&2\necho >&2\n")};
    auto const channel = workshop.channel();
    CHECK(workshop.loop.send(*channel, workshop.sms()).kind == Kind::delivered);
    CHECK(workshop.has_logged("program_bad_line: Loading…"));
    workshop.loop.run_until([&] { return workshop.has_logged("program_says: odd  [2J"); });
    CHECK(workshop.has_logged("program_says: low balance"));
}

TEST_CASE("a program that mixes stray lines with good ones does not fill the log", "[program]") {
    Workshop workshop{ready + "exec yes \"$(printf 'stray\\n{\"op\":\"pong\"}')\"\n"};
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_ended"); });
    CHECK(workshop.has_logged("program_ended: it talks too much"));
    CHECK(workshop.has_logged("program_bad_line: stray"));
    CHECK(workshop.log.size() < 500);
}

TEST_CASE("a program gets its secrets by the pipe alone, and the log never", "[program]") {
    Workshop workshop{greeting + R"(
printf '%s\n' "$init" >&2
tr '\0' ' ' < /proc/$$/environ >&2; echo >&2
tr '\0' ' ' < /proc/$$/cmdline >&2; echo >&2
ls /proc/$$/fd | tr '\n' ' ' >&2; echo >&2
echo '{"op":"ready"}'
read more
)"};
    workshop.keep_secret("access_key", "s3cr3t-key\n");
    auto const channel = workshop.channel();
    workshop.loop.run_until(
        [&] { return workshop.has_logged("program_started") && workshop.log.size() >= 5; });
    CHECK(workshop.has_logged("program_says: (it holds a secret)"));
    CHECK(workshop.has_logged("program_says: PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8"));
    for (auto const& line : workshop.log) {
        CAPTURE(line);
        CHECK(line.find("s3cr3t") == std::string::npos);
        CHECK((line.find("cmdline") != std::string::npos ||
               line.find("access_key") == std::string::npos));
    }
}

TEST_CASE("what a program says of its secrets goes no further", "[program]") {
    // The first is cut in the middle of the secret.
    auto const [key, said, code, words, provider_id] =
        GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
            {"s3cr3t-key",
             R"("message":")" + std::string(495, 'x') + R"(s3cr3t-key")",
             "",
             "(it holds a secret)",
             ""},
            {"s3cr3t-key",
             R"("message":"bad s3cr3t-key","provider_id":"p1")",
             "",
             "(it holds a secret)",
             "p1"},
            {"s3cr3t-key",
             R"("code":"s3cr3t-key","provider_id":"s3cr3t-key/1")",
             "(it holds a secret)",
             "",
             ""},
            {"s3\"cr3t-key", R"("message":"bad s3\"cr3t-key")", "", "(it holds a secret)", ""},
            {"-----BEGIN\ns3cr3t-key\n--\n",
             R"("message":"-- s3cr3t-key")",
             "",
             "(it holds a secret)",
             ""},
            {"1", R"("code":"E2","message":"no 2","provider_id":"1")", "E2", "no 2", "1"},
        }));
    CAPTURE(said);
    Workshop workshop{answering(R"("status":"permanent","class":"recipient",)" + said)};
    workshop.keep_secret("access_key", key);
    auto const channel = workshop.channel();
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.error == ErrorClass::recipient);
    CHECK(outcome.code == code);
    CHECK(outcome.words == words);
    CHECK(outcome.provider_id == provider_id);
}

TEST_CASE("what a program says of its secrets in a receipt or at its end goes no further",
          "[program]") {
    Workshop workshop{
        ready +
        R"(echo '{"op":"receipt","provider_id":"p1","code":"7","message":"s3cr3t-key"}'
echo '{"op":"fatal","code":"KEY","message":"bad key: s3cr3t-key"}'
read more
)"};
    workshop.keep_secret("access_key", "s3cr3t-key");
    auto const channel = workshop.channel();
    std::vector<delivery::Receipt> heard;
    channel->listen([&](delivery::Receipt receipt) { heard.push_back(std::move(receipt)); });
    workshop.loop.run_until([&] { return workshop.has_logged("program_ended"); });
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].provider_id == "p1");
    CHECK(heard[0].words == "(it holds a secret)");
    auto const outcome = workshop.loop.send(*channel, workshop.sms());
    CHECK(outcome.error == ErrorClass::configuration);
    CHECK(outcome.words == "(it holds a secret)");
    for (auto const& line : workshop.log) CHECK(line.find("s3cr3t") == std::string::npos);
}

TEST_CASE("several under way at once are answered in any order", "[program]") {
    Workshop workshop{
        ready + "read -r first; read -r second\n" +
        result_line("$second", R"([{"rid":"r1","status":"delivered","provider_id":"second"}])") +
        result_line("$first", R"([{"rid":"r1","status":"delivered","provider_id":"first"}])") +
        "read more\n"};
    auto const channel = workshop.channel();
    auto const outcomes =
        workshop.loop.send_all(*channel, {workshop.sms(), workshop.sms("+8613900000002")});
    CHECK(outcomes[0].provider_id == "first");
    CHECK(outcomes[1].provider_id == "second");
}

TEST_CASE("a program that reads nothing cannot fill our memory", "[program]") {
    Workshop workshop{ready + "exec tail -f /dev/null\n"};
    std::vector<ports::Outcome> answers;  // outlives the channel, which answers at its end
    auto channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    for (int n = 0; n < 40; ++n) {
        auto message = workshop.sms();
        message.text = std::string(100'000, 'x');
        channel->send(message,
                      [&](ports::Outcome outcome) { answers.push_back(std::move(outcome)); });
    }
    // Some ten fit into the queue of 1 MiB, the others are told at once.
    CHECK(answers.size() >= 28);
    for (auto const& answer : answers) {
        CHECK(answer.kind == Kind::temporary);
        CHECK(answer.code == "busy");
    }
    channel.reset();
    CHECK(answers.size() == 40);
}

TEST_CASE("a channel that is closed answers for all and ends its program", "[program]") {
    bool const stubborn = GENERATE(false, true);
    Workshop workshop{ready + (stubborn ? "trap '' TERM\n" : "") +
                      "echo $$ >&2\nsleep 1000 & echo $! >&2\nwhile true; do wait; done\n"};
    auto channel = workshop.channel();
    workshop.loop.run_until(
        [&] { return workshop.has_logged("program_started") && workshop.log.size() >= 3; });
    std::vector<int> processes;
    for (auto const& line : workshop.log) {
        if (!line.starts_with("program_says: ")) continue;
        auto const number = std::stoi(line.substr(14));
        processes.push_back(static_cast<int>(::syscall(SYS_pidfd_open, number, 0)));
        REQUIRE(processes.back() >= 0);
    }
    REQUIRE(processes.size() == 2);
    std::vector<ports::Outcome> answers;
    channel->send(workshop.sms(),
                  [&](ports::Outcome outcome) { answers.push_back(std::move(outcome)); });
    channel.reset();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].kind == Kind::uncertain);
    for (int const process : processes) {
        pollfd ended{.fd = process, .events = POLLIN, .revents = 0};
        CHECK(::poll(&ended, 1, 5'000) == 1);
        ::close(process);
    }
}
