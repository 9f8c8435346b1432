#include "adapters/cli/api.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

#include "adapters/cli/api_answer.hpp"
#include "adapters/cli/api_parameters.hpp"

namespace duban::cli {

namespace {

using Names = std::span<std::string_view const>;

constexpr std::array<std::string_view, 7> list_parameters{
    "state", "workflow", "search", "due_before", "show", "after", "limit"};
constexpr std::array<std::string_view, 2> page_parameters{"after", "limit"};
constexpr std::array<std::string_view, 8> due_parameters{
    "term", "from", "calendar", "on_rest_day", "start_on_rest_day", "cut_off", "ends", "time_zone"};

constexpr std::array<ApiRoute, 8> routes{{
    {"GET", "/api/v1/cases", list_parameters, case_list},
    {"GET", "/api/v1/cases/{number}", Names{}, case_standing},
    {"GET", "/api/v1/cases/{number}/journal", page_parameters, case_journal},
    {"GET", "/api/v1/due", due_parameters, due_date},
    {"GET", "/api/v1/calendars", Names{}, calendar_list},
    {"GET", "/api/v1/openapi.json", Names{}, openapi},
    {"POST", "/api/v1/sign-in", Names{}, sign_in, true},
    {"POST", "/api/v1/sign-out", Names{}, sign_out, true},
}};

struct Target {
    std::string_view path;
    std::string_view query;
};

Target target_of(http::Request const& request) {
    std::string_view const target = request.target;
    auto const mark = std::min(target.find('?'), target.size());
    return {target.substr(0, mark), target.substr(std::min(mark + 1, target.size()))};
}

/// The number in the path, 0 where the route has none; nothing where the path is another.
std::optional<std::int64_t> match(std::string_view pattern, std::string_view path) {
    constexpr std::string_view hole = "{number}";
    auto const at = pattern.find(hole);
    if (at == std::string_view::npos) return pattern == path ? std::optional{0} : std::nullopt;
    auto const after = pattern.substr(at + hole.size());
    if (path.size() <= at + after.size() || !path.starts_with(pattern.substr(0, at)) ||
        !path.ends_with(after))
        return std::nullopt;
    return parse_number(path.substr(at, path.size() - at - after.size()));
}

bool takes(ApiRoute const& route, std::string_view method) {
    return route.method == method || (route.method == "GET" && method == "HEAD");
}

http::Response no_such_route() {
    return problem_answer(404,
                          {.zh_cn = "没有这个地址；有哪些，见 /api/v1/openapi.json",
                           .en = "there is no such address; /api/v1/openapi.json lists them"});
}

http::Response wrong_method(ApiRoute const& route) {
    auto answer = problem_answer(405,
                                 {.zh_cn = fmt::format("这个地址只接受 {}", route.method),
                                  .en = fmt::format("this address takes {} alone", route.method)});
    answer.headers.emplace_back("Allow", route.method == "GET" ? "GET, HEAD" : route.method);
    return answer;
}

/// Nothing for whoever may go on.
std::optional<http::Response> turned_away(ApiCall& call) {
    switch (call.gate.admit(call.request, call.now)) {
        case http::Gate::Verdict::welcome:
            return std::nullopt;
        case http::Gate::Verdict::too_many:
            return too_many_keys(call);
        case http::Gate::Verdict::stranger:
            break;
    }
    auto answer = problem_answer(
        401,
        {.zh_cn = "请先登录，或在请求头中写明钥匙：Authorization: Bearer 钥匙",
         .en = "sign in first, or show the key in a header: Authorization: Bearer KEY"});
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

http::Response answer_by(ApiRoute const& route, std::string_view query, ApiCall& call) {
    if (!takes(route, call.request.method)) return wrong_method(route);
    if (!route.is_open) {
        if (auto answer = turned_away(call)) return std::move(*answer);
    }
    auto parameters = read_parameters(query, route.parameters);
    if (!parameters) return problem_answer(400, parameters.error());
    auto const language = read_language(*parameters, call.request.header("Accept-Language"));
    if (!language) return problem_answer(400, language.error());
    call.parameters = std::move(*parameters);
    call.language = *language;
    return route.answer(call);
}

/// Of many wrong keys one line is enough: for the one that closed the door.
http::Response answer_and_watch(ApiRoute const& route, std::string_view query, ApiCall& call) {
    constexpr std::chrono::seconds none{};
    bool const was_open = call.gate.closed_for(call.now) == none;
    auto answer = answer_by(route, query, call);
    auto const wait = call.gate.closed_for(call.now);
    if (was_open && wait > none)
        call.log.warning("keys_refused", {{"seconds", fmt::format("{}", wait.count())}});
    return answer;
}

}  // namespace

std::span<ApiRoute const> api_routes() {
    return routes;
}

bool is_api_page(http::Request const& request) {
    return request.target.starts_with("/api/") || request.target == "/api";
}

http::Response api_page(http::Request const& request,
                        House& house,
                        http::Gate& gate,
                        runtime::Log const& log) {
    auto const target = target_of(request);
    for (auto const& route : routes) {
        auto const number = match(route.path, target.path);
        if (!number) continue;
        ApiCall call{.house = house,
                     .gate = gate,
                     .request = request,
                     .log = log,
                     .now = house.clock().now(),
                     .number = *number};
        try {
            return answer_and_watch(route, target.query, call);
        } catch (std::exception const& failure) {
            log.error("request_failed",
                      {{"route", std::string{route.path}},
                       {"number", fmt::format("{}", *number)},
                       {"why", failure.what()}});
            return problem_answer(503,
                                  {.zh_cn = "现在无法回答；原因见日志",
                                   .en = "this cannot be answered now; the log says why"});
        }
    }
    return no_such_route();
}

}  // namespace duban::cli
