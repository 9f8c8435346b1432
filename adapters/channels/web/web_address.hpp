// The check of a web address that requests are sent to: TLS, or this machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"

namespace duban::web {

/// What is wrong with it and what to write instead; nothing for https, or http to loopback.
std::optional<Text> fault_of_web_address(std::string const& url);

/// "sms.example.com", "127.0.0.1:8080", as a signed Host header has it. Of a checked address.
std::string host_of(std::string_view url);

}  // namespace duban::web
