#include "adapters/channels/program/limits.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace duban::program {

namespace {

/// A limit of ours that is lower stays: to raise it is for root alone.
void limit_one(pid_t process, __rlimit_resource resource, rlim_t most, rlim_t grace = 0) {
    rlimit present{};
    bool done = ::prlimit(process, resource, nullptr, &present) == 0;
    rlimit const wanted{.rlim_cur = std::min(most, present.rlim_max),
                        .rlim_max = std::min(most + grace, present.rlim_max)};
    done = done && ::prlimit(process, resource, &wanted, nullptr) == 0;
    if (!done) throw std::system_error{errno, std::generic_category(), "cannot be limited"};
}

}  // namespace

void limit(pid_t process, Limits const& limits) {
    limit_one(process, RLIMIT_DATA, limits.memory_bytes);
    limit_one(process, RLIMIT_NOFILE, limits.files);
    limit_one(process, RLIMIT_FSIZE, limits.file_bytes);
    limit_one(process, RLIMIT_CORE, 0);  // it would hold secrets
    if (!limits.processor) return;
    // SIGXCPU at the limit tells what it was; SIGKILL soon after it ends who does not listen.
    limit_one(process, RLIMIT_CPU, static_cast<rlim_t>(limits.processor->count()), 5);
}

}  // namespace duban::program
