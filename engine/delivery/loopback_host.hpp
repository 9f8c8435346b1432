// Whether a host is this machine by its very name: the one that may be spoken to without
// encryption. No name is looked up, for whoever answers for it could say anything.
#pragma once

#include <string_view>

namespace duban::delivery {

/// "localhost", "127.0.0.1" and its like, "::1" with or without brackets.
bool is_loopback_host(std::string_view host);

}  // namespace duban::delivery
