#include "adapters/channels/program/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

namespace duban::program {

namespace {

[[noreturn]] void fail(int error, char const* what) {
    throw std::system_error{error, std::generic_category(), what};
}

void close_if_open(int& descriptor) {
    if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

struct Pipe {
    Pipe() {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "cannot make a pipe");
    }

    ~Pipe() {
        close_if_open(ends[0]);
        close_if_open(ends[1]);
    }

    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;

    /// Only our end: what the child's is set to must not change with it.
    int take(std::size_t end) {
        ::fcntl(ends[end], F_SETFL, O_NONBLOCK);
        return std::exchange(ends[end], -1);
    }

    std::array<int, 2> ends{-1, -1};  // reading, writing
};

/// What posix_spawn is told, released on every way out.
struct Instructions {
    Instructions(Pipe const& input, Pipe const& output, Pipe const& errors) {
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, input.ends[0], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&files, output.ends[1], STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&files, errors.ends[1], STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawnattr_setflags(
            &attributes,
            static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                               POSIX_SPAWN_SETSIGDEF));
    }

    ~Instructions() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }

    Instructions(Instructions const&) = delete;
    Instructions& operator=(Instructions const&) = delete;

    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
};

/// What the signal itself says of a limit, else `otherwise`.
std::string_view limit_behind(int signal, std::string_view otherwise) {
    if (signal == SIGXCPU) return ", its limit of processor time";
    if (signal == SIGXFSZ) return ", its limit of a file's size";
    return otherwise;
}

}  // namespace

Child::Child(std::filesystem::path const& program,
             std::vector<std::string> arguments,
             std::optional<Limits> const& limits) {
    // A child that died must not take us with it when we write to it.
    ::signal(SIGPIPE, SIG_IGN);
    Pipe input;
    Pipe output;
    Pipe errors;
    Instructions const instructions{input, output, errors};
    std::string path = program.string();
    std::string search = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::string language = "LANG=C.UTF-8";
    std::vector<char*> words{path.data()};
    for (auto& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    std::array<char*, 3> environment{search.data(), language.data(), nullptr};
    int const error = ::posix_spawn(&process_,
                                    path.c_str(),
                                    &instructions.files,
                                    &instructions.attributes,
                                    words.data(),
                                    environment.data());
    if (error != 0) fail(error, "cannot be started");
    try {
        // By number: the header of glibc 2.36 forgets that C++ may include it.
        end_ = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
        if (end_ < 0) fail(errno, "cannot be watched");
        if (limits) limit(process_, *limits);
    } catch (std::system_error const&) {
        signal_group(SIGKILL);
        ::waitpid(process_, nullptr, 0);
        close_if_open(end_);
        throw;
    }
    if (limits) memory_bytes_max_ = limits->memory_bytes;
    input_ = input.take(1);
    output_ = output.take(0);
    errors_ = errors.take(0);
}

Child::~Child() {
    if (!reaped_) {
        kill();
        reap();
    }
    close_if_open(input_);
    close_if_open(output_);
    close_if_open(errors_);
    close_if_open(end_);
}

int Child::take_input() {
    return std::exchange(input_, -1);
}

int Child::take_output() {
    return std::exchange(output_, -1);
}

int Child::take_errors() {
    return std::exchange(errors_, -1);
}

int Child::end() const {
    return end_;
}

void Child::ask_to_end() {
    signal_group(SIGTERM);
}

void Child::kill() {
    signal_group(SIGKILL);
}

bool Child::wait(std::chrono::milliseconds time) {
    pollfd wanted{.fd = end_, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(time.count())) > 0;
}

std::string Child::reap() {
    // Whom it left behind goes with it; its number is not given away before it is reaped.
    signal_group(SIGKILL);
    siginfo_t ended{};
    rusage used{};
    // By number: the library's own has no room for what was used.
    while (::syscall(SYS_waitid, P_PIDFD, end_, &ended, WEXITED, &used) != 0 && errno == EINTR) {
    }
    reaped_ = true;
    auto const peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
    bool const was_large = memory_bytes_max_ > 0 && peak_bytes > memory_bytes_max_ / 4 * 3;
    auto const memory = was_large ? ", close to its limit of memory" : "";
    if (ended.si_code == CLD_EXITED) return fmt::format("exit code {}{}", ended.si_status, memory);
    return fmt::format("signal {}{}", ended.si_status, limit_behind(ended.si_status, memory));
}

void Child::signal_group(int signal) const {
    if (!reaped_ && process_ > 0) ::kill(-process_, signal);
}

}  // namespace duban::program
