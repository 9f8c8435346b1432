// The REST API: one table of its routes. Everything but signing in and out wants the key or a
// session; everything else only reads. What the answers look like stands in
// adapters/http/openapi.json.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/cli/house.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/server.hpp"
#include "adapters/runtime/log.hpp"

namespace duban::cli {

/// One request, checked against its route.
struct ApiCall {
    House& house;
    http::Gate& gate;
    http::Request const& request;
    runtime::Log const& log;
    Instant now;
    Language language = Language::zh_cn;
    std::int64_t number = 0;      // the {number} of the path
    web::Fields parameters = {};  // of the query: known to the route, each once
};

struct ApiRoute {
    std::string_view method;
    std::string_view path;  // "/api/v1/cases/{number}"
    std::span<std::string_view const> parameters;
    http::Response (*answer)(ApiCall& call);
    bool is_open = false;  // to strangers too
};

std::span<ApiRoute const> api_routes();

bool is_api_page(http::Request const& request);

http::Response api_page(http::Request const& request,
                        House& house,
                        http::Gate& gate,
                        runtime::Log const& log);

http::Response case_list(ApiCall& call);
http::Response case_standing(ApiCall& call);
http::Response case_journal(ApiCall& call);
http::Response due_date(ApiCall& call);
http::Response calendar_list(ApiCall& call);
http::Response openapi(ApiCall& call);
http::Response sign_in(ApiCall& call);
http::Response sign_out(ApiCall& call);
/// 429, and for how long.
http::Response too_many_keys(ApiCall const& call);

}  // namespace duban::cli
