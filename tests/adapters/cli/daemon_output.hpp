// What `duban serve` says, line by line.
#pragma once

#include <cstdint>
#include <string>

#include "tests/support/child_process.hpp"

namespace duban::test {

/// Reads on until a line holds `word`; fails the test where the output ends before.
std::string line_with(support::ChildProcess& daemon, std::string const& word);

/// Behind the last colon of the address that was announced.
std::uint16_t port_of(std::string const& announced);

}  // namespace duban::test
