// What the daemon says of itself over HTTP: /healthz (it runs), /readyz (it can work), /metrics
// (Prometheus), and on / a line that says so. Nothing of any case.
#pragma once

#include "adapters/http/server.hpp"
#include "adapters/runtime/daemon.hpp"

namespace duban::cli {

http::Response status_page(http::Request const& request, runtime::Daemon const& daemon);

http::Response no_such_page();

}  // namespace duban::cli
