#include "tests/adapters/channels/workshop.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "adapters/channels/program/program_channel.hpp"

namespace duban::support {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string const greeting = R"sh(#!/bin/sh
id() { printf '%s\n' "$1" | sed 's/.*"id":"//; s/".*//'; }
read hello
echo '{"op":"hello","proto":1,"name":"script","version":"1","limits":{"max_inflight":4}}'
read -r init
)sh";
std::string const ready = greeting + "echo '{\"op\":\"ready\"}'\n";

std::string result_line(std::string const& variable, std::string const& items) {
    return "echo '{\"op\":\"result\",\"id\":\"'$(id \"" + variable + "\")'\",\"items\":" + items +
           "}'\n";
}

std::string answering(std::string const& fields) {
    return ready + "while read -r line; do\n" +
           result_line("$line", "[{\"rid\":\"r1\"," + fields + "}]") + "done\n";
}

Workshop::Workshop(std::string const& script) {
    std::ofstream{path()} << script;
    fs::permissions(path(), fs::perms::owner_all);
    program.name = "sms";
    program.path = path();
    program.patience = {.hello = 5s,
                        .ready = 5s,
                        .silence = 20s,
                        .end = 200ms,
                        .restart_first = 10s,
                        .restart_max = 20s};
}

void Workshop::keep_secret(std::string const& name, std::string const& content) {
    auto const file = folder.path() / name;
    std::ofstream{file} << content;
    fs::permissions(file, fs::perms::owner_read);
    program.secrets.emplace_back(name, file.string());
}

std::unique_ptr<ports::Channel> Workshop::channel() {
    auto made = program::make_program_channel(
        loop.context(),
        loop.clock(),
        random,
        program,
        [this](program::Level, std::string_view event, std::string_view words) {
            log.push_back(fmt::format("{}: {}", event, words));
        });
    if (!made) throw std::runtime_error{made.error().en};
    return std::move(*made);
}

bool Workshop::has_logged(std::string_view start) const {
    return std::ranges::any_of(log, [&](auto const& line) { return line.starts_with(start); });
}

ports::Outgoing Workshop::sms(std::string address) {
    auto message = loop.message_to(std::move(address));
    message.subject.clear();
    return message;
}

}  // namespace duban::support
