// One HTTP request to a server on loopback.
#pragma once

#include <cstdint>
#include <string>

namespace duban::test {

/// Status line, headers and body of `GET target`; throws std::system_error where nobody answers.
std::string http_get(std::uint16_t port, std::string const& target);

}  // namespace duban::test
