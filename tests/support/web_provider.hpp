// The tests' providers of short messages and chat robots (npm/web_provider.mjs) as a child.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace duban::support {

/// What a request that was signed well asked for: texts as they are, lists and objects as JSON.
using ProviderRequest = std::map<std::string, std::string>;

class WebProvider {
  public:
    /// A JSON object, see web_provider.mjs. Returns when the server listens.
    explicit WebProvider(std::string const& options);
    ~WebProvider();

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// Waits for the next request.
    ProviderRequest next_request();

  private:
    struct Child;

    std::unique_ptr<Child> child_;
    std::uint16_t port_ = 0;
};

}  // namespace duban::support
