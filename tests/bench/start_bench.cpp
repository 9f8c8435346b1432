// The daemon itself, started on a store of a million sleeping cases and on an empty one: the time
// until it tells the service manager that it serves, and the most memory it held from its start
// through its first look at the store to its end. Reference: ready in under 2 s; at most 200
// octets of memory for a sleeping case.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "engine/base/ensure.hpp"
#include "tests/bench/million_cases.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

using namespace duban;
using Seconds = std::chrono::duration<double>;

/// Stands where a service manager does: what a daemon says of itself comes in here.
class NotifySocket {
  public:
    NotifySocket() {
        // An abstract name: bound to no file, and never too long.
        auto const name = fmt::format("@duban-start-bench-{}", ::getpid());
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::ranges::copy(name, address.sun_path);
        address.sun_path[0] = '\0';
        auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        require(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        timeval const patience{.tv_sec = 60, .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
    }

    ~NotifySocket() { ::close(socket_); }

    NotifySocket(NotifySocket const&) = delete;
    NotifySocket& operator=(NotifySocket const&) = delete;

    void wait_until_ready() const {
        std::array<char, 256> words{};
        auto const size = ::recv(socket_, words.data(), words.size(), 0);
        require(size > 0);
        std::string_view const said{words.data(), static_cast<std::size_t>(size)};
        ensure(said.starts_with("READY=1"), "the first thing a daemon says is that it is ready");
    }

  private:
    static void require(bool worked) {
        if (!worked) throw std::system_error(errno, std::generic_category(), "notify socket");
    }

    int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

/// A configuration with the shipped procedure, the sample directory and this store.
std::string write_configuration(support::TemporaryFolder const& folder, std::string const& store) {
    auto const root = std::filesystem::current_path().string();
    auto path = folder.file("duban.yaml");
    std::ofstream{path} << fmt::format(
        "format: 1\n"
        "store: {1}\n"
        "workflows: {0}/workflows\n"
        "calendars: {0}/config/calendars\n"
        "directory: {0}/config/directory.yaml\n"
        "listen: 127.0.0.1:0\n"
        "channels:\n"
        "  mail: {{kind: spool, folder: {2}, from: {{name: Duban, address: duban@example.org}}}}\n",
        root,
        store,
        folder.file("mail"));
    return path;
}

struct Run {
    double seconds_until_ready = 0;
    double octets = 0;  // the most it held in memory
};

pid_t spawn(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t process = 0;
    int const failed =
        ::posix_spawn(&process, arguments[0], nullptr, nullptr, arguments.data(), environ);
    if (failed != 0) throw std::system_error(failed, std::generic_category(), words[0]);
    return process;
}

Run run_daemon(std::string const& store) {
    support::TemporaryFolder const folder;
    auto const configuration = write_configuration(folder, store);
    NotifySocket const socket;
    auto const begun = std::chrono::steady_clock::now();
    auto const process =
        spawn({DUBAN_PROGRAM, "--config", configuration, "serve", "--log-level", "warning"});
    socket.wait_until_ready();
    Seconds const ready = std::chrono::steady_clock::now() - begun;
    // It drains only when its first look, which has begun, is done.
    ::kill(process, SIGTERM);
    int status = 0;
    rusage used{};
    ::wait4(process, &status, 0, &used);
    ensure(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the daemon drains and ends well");
    return {.seconds_until_ready = ready.count(),
            .octets = static_cast<double>(used.ru_maxrss) * 1024};
}

void daemon_on_an_empty_store(benchmark::State& state) {
    for (auto _ : state) {
        support::TemporaryFolder const folder;
        auto const run = run_daemon(folder.file("empty.db"));
        state.SetIterationTime(run.seconds_until_ready);
        state.counters["memory"] = run.octets;
    }
}

void daemon_on_a_million_cases(benchmark::State& state) {
    support::TemporaryFolder const folder;
    auto const empty = run_daemon(folder.file("empty.db"));
    auto const& path = bench::million_cases().path();
    for (auto _ : state) {
        auto const run = run_daemon(path);
        state.SetIterationTime(run.seconds_until_ready);
        state.counters["memory"] = run.octets;
        state.counters["octets_per_case"] =
            (run.octets - empty.octets) / static_cast<double>(bench::MillionCases::total);
    }
    state.counters["octets_per_case_at_most"] = 200;
    state.counters["real_time_at_most"] = 2000;
}

BENCHMARK(daemon_on_an_empty_store)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(daemon_on_a_million_cases)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
