// The names under which a browser may reach the daemon. A page of somebody else's may send a
// browser here by a name that it has made point at this machine (DNS rebinding): such a name is not
// known. An address cannot be made to point elsewhere and is always known, as `localhost` is.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/server.hpp"

namespace duban::http {

class KnownHosts {
  public:
    /// `public_address` is where the world finds it ("https://duban.example.org/x"), or empty.
    explicit KnownHosts(std::string_view public_address);

    [[nodiscard]] bool know(Request const& request) const;

  private:
    std::string public_name_;
};

/// Whether what is kept for this request must travel encrypted alone: true unless it came to this
/// machine by its own name and no proxy says that it was encrypted on the way.
bool must_be_secure(Request const& request);

}  // namespace duban::http
