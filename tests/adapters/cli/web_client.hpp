// HTTP requests to a server on loopback.
#pragma once

#include <cstdint>
#include <string>

namespace duban::test {

/// Status line, headers and body of `GET target`; throws std::system_error where nobody answers.
std::string http_get(std::uint16_t port, std::string const& target);

/// The same of a request as it is written, with its headers and its body; it asks for the end of
/// the connection.
std::string http_send(std::uint16_t port, std::string const& request);

/// `POST target` with the body and its length.
std::string http_post(std::uint16_t port, std::string const& target, std::string const& body);

}  // namespace duban::test
