// A program that delivers: the executable, what it is told when it starts, and how long it is
// waited for. Any language; docs/plug-ins.md is written for its author.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/channels/program/limits.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::program {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct Patience {
    std::chrono::milliseconds hello = std::chrono::seconds{5};
    std::chrono::milliseconds ready = std::chrono::seconds{15};
    std::chrono::milliseconds silence = std::chrono::minutes{2};  // a ping that is not answered
    std::chrono::milliseconds end = std::chrono::seconds{5};      // from SIGTERM to SIGKILL
    std::chrono::milliseconds restart_first = std::chrono::seconds{1};
    std::chrono::milliseconds restart_max = std::chrono::minutes{5};
};

struct Program {
    std::string name;  // of the channel, for the log
    std::filesystem::path path;
    NamedTexts config;   // handed over as it is
    NamedTexts secrets;  // name, and the file that holds it: never in arguments or environment
    Patience patience;
    Limits limits = {};
    std::string sha256 = {};  // that the file must have, in hexadecimal; empty: any
};

/// Why the file may not be run: what others may write to, others may make run as us; and one that
/// is pinned must be the one that was looked at.
std::optional<Text> fault_of(Program const& program);

/// The contents of the files of `program.secrets`, without the newline at the end.
Result<NamedTexts, Text> read_secrets(Program const& program);

}  // namespace duban::program
