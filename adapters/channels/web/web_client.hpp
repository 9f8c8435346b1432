// The client of one account's web service: several requests at once on the daemon's loop, each over
// a connection of its own, TLS always but to this machine. It never repeats a request, follows no
// redirection, and takes no answer above its bound. Answers come on the thread that runs `context`.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>

#include "adapters/channels/web/web_request.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::web {

inline constexpr std::size_t answer_bytes_max = 65'536;

class WebClient {
  public:
    using Done = std::function<void(WebAnswer)>;

    /// `context` must outlive the client. An empty `ca_file`: the machine's own authorities.
    WebClient(boost::asio::io_context& context, std::filesystem::path const& ca_file);
    /// Every request under way is answered now.
    ~WebClient();
    WebClient(WebClient const&) = delete;
    WebClient& operator=(WebClient const&) = delete;

    /// Calls `done` exactly once, never before this returns, and within `time`.
    void ask(WebRequest request, std::chrono::milliseconds time, Done done);

  private:
    class Multi;

    std::shared_ptr<Multi> multi_;
};

}  // namespace duban::web
