// A program that a test starts, reads line by line, and ends. None outlives its object.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace duban::support {

class ChildProcess {
  public:
    /// The program's path and its arguments.
    explicit ChildProcess(std::vector<std::string> command);
    ~ChildProcess();
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;

    /// A line of its standard output without the newline; nothing at its end.
    std::optional<std::string> read_line();

    /// kill -9, at once.
    void kill();

    /// SIGHUP, SIGTERM …: it decides itself what to do.
    void signal(int number);

    /// Waits for its end. The exit code, or minus the signal that ended it.
    int wait();

  private:
    pid_t process_ = -1;
    std::FILE* output_ = nullptr;
    std::optional<int> ended_;
};

}  // namespace duban::support
