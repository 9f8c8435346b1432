// A child process with pipes: started in a process group of its own, with no descriptor of ours but
// the three, an empty environment but for PATH and LANG. It is ended with the object.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/channels/program/limits.hpp"

namespace duban::program {

class Child {
  public:
    /// Throws std::system_error where it cannot be started. Its limits hold before anything can be
    /// written to it.
    explicit Child(std::filesystem::path const& program,
                   std::vector<std::string> arguments = {},
                   std::optional<Limits> const& limits = {});
    /// Kills what is left of its group, and reaps it.
    ~Child();
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    /// Hands a descriptor over to the caller, who closes it. Non-blocking.
    int take_input();   // to its standard input
    int take_output();  // from its standard output
    int take_errors();  // from its standard error

    /// Readable when it has ended; stays the child's.
    [[nodiscard]] int end() const;

    /// SIGTERM to the group.
    void ask_to_end();
    /// SIGKILL to the group.
    void kill();

    /// Waits until it has ended, at most so long.
    bool wait(std::chrono::milliseconds time);

    /// Of one that has ended: "exit code 3", "signal 9", and which limit it came to, as far as can
    /// be told.
    std::string reap();

  private:
    void signal_group(int signal) const;

    pid_t process_ = -1;
    int input_ = -1;
    int output_ = -1;
    int errors_ = -1;
    int end_ = -1;
    bool reaped_ = false;
    std::uint64_t memory_bytes_max_ = 0;  // 0: not limited
};

}  // namespace duban::program
