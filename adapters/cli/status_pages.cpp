#include "adapters/cli/status_pages.hpp"

#include <fmt/format.h>

namespace duban::cli {

namespace {

http::Response plain(int status, std::string body) {
    return {.status = status, .body = std::move(body)};
}

http::Response readiness(runtime::Daemon const& daemon) {
    auto const state = daemon.state();
    if (state == runtime::DaemonLife::State::healthy) return plain(200, "ready\n");
    return plain(503,
                 fmt::format("not ready: {}{}{}\n",
                             runtime::to_text(state),
                             daemon.trouble().empty() ? "" : ": ",
                             daemon.trouble()));
}

}  // namespace

http::Response status_page(http::Request const& request, runtime::Daemon const& daemon) {
    if (request.method != "GET" && request.method != "HEAD") {
        return plain(405, "only GET is answered here\n");
    }
    auto const path = request.target.substr(0, request.target.find('?'));
    if (path == "/healthz") return plain(200, "alive\n");
    if (path == "/readyz") return readiness(daemon);
    if (path == "/metrics") {
        return {.status = 200,
                .content_type = "text/plain; version=0.0.4; charset=utf-8",
                .body = daemon.metrics()};
    }
    if (path == "/") {
        return plain(
            200,
            "Duban 督办 is running. See /healthz, /readyz and /metrics; work with cases by "
            "the command line: duban list\n");
    }
    return no_such_page();
}

http::Response no_such_page() {
    return plain(404, "there is no such page; see /\n");
}

}  // namespace duban::cli
