#include "adapters/runtime/service_manager.hpp"

#include <systemd/sd-daemon.h>

namespace duban::runtime {

namespace {

void notify(std::string const& state) {
    sd_notify(0, state.c_str());
}

}  // namespace

void ServiceManager::ready(std::string const& status) {
    notify("READY=1\nSTATUS=" + status);
}

void ServiceManager::reloading() {
    notify("RELOADING=1");
}

void ServiceManager::stopping() {
    notify("STOPPING=1");
}

void ServiceManager::alive() {
    notify("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> ServiceManager::watchdog() const {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds{microseconds};
}

}  // namespace duban::runtime
