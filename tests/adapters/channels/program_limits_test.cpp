// A plug-in that leaks or runs wild ends itself, and nothing else: the daemon goes on, what was
// under way is uncertain, and the log says why.
#include <catch2/catch.hpp>

#include "adapters/channels/program/program_channel.hpp"
#include "tests/adapters/channels/workshop.hpp"

using namespace duban;
using namespace std::chrono_literals;
using Kind = ports::Outcome::Kind;
using program::megabyte;
using support::Workshop;

namespace {

/// Answers each send, but does `wild` first when the text asks for it.
std::string script_that(std::string const& wild) {
    return R"py(#!/usr/bin/python3
import json, os, sys

def say(what):
    print(json.dumps(what), flush=True)

def run_wild():
)py" + wild +
           R"py(

sys.stdin.readline()
say({"op": "hello", "proto": 1, "name": "script", "version": "1", "limits": {"max_inflight": 4}})
sys.stdin.readline()
say({"op": "ready"})
for line in sys.stdin:
    asked = json.loads(line)
    if asked["op"] != "send":
        continue
    if asked["rendered"]["text"] == "run wild":
        run_wild()
    say({"op": "result", "id": asked["id"], "items": [{"rid": "r1", "status": "accepted"}]})
)py";
}

struct Case {
    std::string wild;
    std::string said;   // by the program itself, in the log
    std::string ended;  // how, in the log
};

}  // namespace

TEST_CASE("a plug-in that comes to a limit ends alone, and the next life goes on", "[program]") {
    auto const [wild, said, ended] = GENERATE(values<Case>({
        {"    kept = bytearray(1 << 30)", "program_says: MemoryError", "exit code 1"},
        {"    kept = []\n    while True: kept.append(bytearray(1 << 20))",
         "program_says: MemoryError",
         "exit code 1, close to its limit of memory"},
        {"    kept = [open('/dev/null') for _ in range(1000)]",
         "program_says: OSError: [Errno 24] Too many open files",
         "exit code 1"},
        {"    open(sys.argv[0] + '.large', 'wb').write(bytes(1 << 21))",
         "program_says: OSError: [Errno 27] File too large",
         "exit code 1"},
        {"    while True: pass", "", "signal 24, its limit of processor time"},
        {"    os.abort()", "", "signal 6"},
        {"    for _ in range(20):\n"
         "        if os.fork() == 0:\n"
         "            os.execv('/bin/sleep', ['sleep', '1000'])\n"
         "    kept = bytearray(1 << 30)",
         "program_says: MemoryError",
         "exit code 1"},
    }));
    CAPTURE(wild);
    Workshop workshop{script_that(wild)};
    workshop.program.patience.restart_first = 1ms;
    workshop.program.limits = {
        .memory_bytes = 64 * megabyte, .processor = 1s, .files = 64, .file_bytes = megabyte};
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    auto message = workshop.sms();
    message.text = "run wild";
    auto const outcome = workshop.loop.send(*channel, message);
    CHECK(outcome.kind == Kind::uncertain);
    CHECK(outcome.code == "program_ended");
    CHECK_THAT(outcome.words, Catch::Contains(ended));
    CHECK(workshop.has_logged("program_ended: " + outcome.words));
    CHECK((said.empty() || workshop.has_logged(said)));
    workshop.log.clear();
    workshop.loop.run_until([&] { return workshop.has_logged("program_started"); });
    CHECK(workshop.loop.send(*channel, workshop.sms()).kind == Kind::delivered);
}

TEST_CASE("a plug-in has the limits that the channel gives it, and no core file", "[program]") {
    Workshop workshop{support::greeting + "cat /proc/$$/limits >&2\n"};
    workshop.program.limits.processor = 3600s;
    auto const channel = workshop.channel();
    workshop.loop.run_until([&] { return workshop.has_logged("program_ended"); });
    auto const is_limited = [&](std::string const& resource, std::string const& value) {
        for (auto const& line : workshop.log) {
            if (line.find(resource) == std::string::npos) continue;
            return line.find(" " + value + " ") != std::string::npos;
        }
        return false;
    };
    CHECK(is_limited("Max data size", "268435456"));
    CHECK(is_limited("Max open files", "256"));
    CHECK(is_limited("Max file size", "1073741824"));
    CHECK(is_limited("Max core file size", "0"));
    CHECK(is_limited("Max cpu time", "3600"));
    CHECK(is_limited("Max address space", "unlimited"));
}
