#include "engine/delivery/loopback_host.hpp"

namespace duban::delivery {

bool is_loopback_host(std::string_view host) {
    if (host == "localhost" || host == "::1" || host == "[::1]") return true;
    // 127.example.org begins so as well.
    return host.starts_with("127.") &&
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace duban::delivery
