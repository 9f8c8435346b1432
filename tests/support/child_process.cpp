#include "tests/support/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace duban::support {

ChildProcess::ChildProcess(std::vector<std::string> command) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    std::vector<char*> arguments;
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    int const failed =
        ::posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    output_ = ::fdopen(pipe[0], "r");
    if (failed != 0) {
        std::fclose(output_);
        throw std::system_error(failed, std::generic_category(), command[0]);
    }
}

ChildProcess::~ChildProcess() {
    kill();
    wait();
    std::fclose(output_);
}

std::optional<std::string> ChildProcess::read_line() {
    char* line = nullptr;
    std::size_t room = 0;
    ssize_t const size = ::getline(&line, &room, output_);
    std::optional<std::string> text;
    if (size > 0) text.emplace(line, static_cast<std::size_t>(size));
    std::free(line);
    if (text && text->ends_with('\n')) text->pop_back();
    return text;
}

void ChildProcess::kill() {
    if (!ended_) ::kill(process_, SIGKILL);
}

void ChildProcess::signal(int number) {
    if (!ended_) ::kill(process_, number);
}

int ChildProcess::wait() {
    if (ended_) return *ended_;
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return *ended_;
}

}  // namespace duban::support
