// Debian's Kannel (bearerbox and smsbox) on loopback, towards a carrier of the test's choice.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/child_process.hpp"

namespace duban::support {

/// All that a program says, on both outputs, line by line.
class Talker {
  public:
    explicit Talker(std::vector<std::string> const& command);

    /// The first line from here on that holds the words; the test fails where it ends before.
    std::string wait_for(std::string_view words);

  private:
    ChildProcess process_;
};

class Kannel {
  public:
    /// Whether the programs are there; says so where they are not.
    static bool is_installed();

    /// Towards the carrier that Kannel brings for tests, which `connect_carrier` starts.
    explicit Kannel(std::filesystem::path const& folder);

    /// Towards a carrier that speaks SMPP on this port.
    Kannel(std::filesystem::path const& folder, std::uint16_t smpp_port);

    void connect_carrier();

    /// Of smsbox.
    [[nodiscard]] std::uint16_t port() const { return ports_[3]; }

    /// What Kannel's own carrier is handed next for the number, as text.
    std::string next_text(std::string const& number);

  private:
    Kannel(std::filesystem::path const& folder,
           std::array<std::uint16_t, 4> ports,
           std::string const& carrier);

    std::array<std::uint16_t, 4> ports_;
    std::string file_;
    Talker bearerbox_;
    std::unique_ptr<Talker> smsbox_;
    std::unique_ptr<Talker> carrier_;
};

}  // namespace duban::support
