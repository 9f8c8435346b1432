// The console and the API at the daemon's door: which requests are theirs, whether they may be
// answered at all, and the headers that keep browsers from doing with the answers what they should
// not. Closed without a key, with one line that says how to open it.
#pragma once

#include <optional>
#include <string>

#include "adapters/cli/api.hpp"
#include "adapters/http/known_hosts.hpp"
#include "adapters/http/static_pages.hpp"

namespace duban::cli {

class Console {
  public:
    /// Reads the key and the pages; what is missing is said in the log.
    Console(House& house, runtime::Log const& log);

    [[nodiscard]] bool is_open() const { return gate_.has_value(); }

    [[nodiscard]] bool has_pages() const { return pages_.holds(http::StaticPages::index); }

    /// Whether it is this door that the request has come to.
    [[nodiscard]] bool owns(http::Request const& request) const;

    http::Response answer(http::Request const& request);

  private:
    void read_pages();
    http::Response unguarded_answer(http::Request const& request);
    [[nodiscard]] std::string page_for(http::Request const& request) const;

    House& house_;
    runtime::Log const& log_;
    http::KnownHosts hosts_;
    http::StaticPages pages_;
    std::optional<http::Gate> gate_;
};

}  // namespace duban::cli
