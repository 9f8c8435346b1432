// What a program may use of the machine, so that one that leaks or runs wild ends itself and not
// the daemon beside it. They hold for each of its processes by itself, not for all of them
// together: that bound is the service manager's.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace duban::program {

constexpr std::uint64_t megabyte = 1'048'576;

struct Limits {
    /// That it can write to and nobody shares. Not address space: Node.js reserves far more of that
    /// than it uses, and does not start within 256 MB of it.
    std::uint64_t memory_bytes = 256 * megabyte;
    std::optional<std::chrono::seconds> processor = {};  // time of one life
    std::uint64_t files = 256;                           // open at once, pipes and sockets too
    std::uint64_t file_bytes = 1024 * megabyte;          // no file it writes grows larger
};

/// Puts them on a process that has been started, and on whom it starts from then on. Throws
/// std::system_error.
void limit(pid_t process, Limits const& limits);

}  // namespace duban::program
