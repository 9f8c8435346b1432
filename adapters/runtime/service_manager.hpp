// Talks to systemd where it started us (sd_notify); silent elsewhere.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace duban::runtime {

class ServiceManager {
  public:
    void ready(std::string const& status);
    void reloading();
    void stopping();
    void alive();

    /// How often `alive` is expected, or nothing where no watchdog is set.
    [[nodiscard]] std::optional<std::chrono::microseconds> watchdog() const;
};

}  // namespace duban::runtime
